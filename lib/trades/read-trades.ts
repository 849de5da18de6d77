import { and, desc, eq, inArray, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { database } from '@/db/client';
import { auctions, tradeEvents, trades, users } from '@/db/schema';
import { byId, type IdPosition, idPosition } from '@/lib/paging/by-id';
import { type Page, pageOf } from '@/lib/paging/page';
import { tradeFromRow } from './stored-trade';
import { type Party, partyOf, type Trade, type TradeState } from './trade';

const [buyers, sellers] = [alias(users, 'buyers'), alias(users, 'sellers')];

export type TradeEventView = Pick<
  typeof tradeEvents.$inferSelect,
  'seq' | 'kind' | 'role' | 'state' | 'detail' | 'createdAt'
>;

/** A trade as one of the two, or an operator, reads it. */
export type TradeView = {
  trade: Trade;
  title: string;
  buyer: { id: string; nickname: string };
  seller: { id: string; nickname: string };
  /** Oldest first. */
  events: TradeEventView[];
};

/** A trade, for whoever has been allowed to read it. */
async function readTrades(where: ReturnType<typeof and>, limit: number): Promise<TradeView[]> {
  const rows = await database()
    .select({
      row: trades,
      title: auctions.title,
      buyer: { id: buyers.id, nickname: buyers.nickname },
      seller: { id: sellers.id, nickname: sellers.nickname },
    })
    .from(trades)
    .innerJoin(auctions, eq(auctions.id, trades.auctionId))
    .innerJoin(buyers, eq(buyers.id, trades.buyerId))
    .innerJoin(sellers, eq(sellers.id, trades.sellerId))
    .where(where)
    .orderBy(desc(trades.id))
    .limit(limit);
  const events = await eventsOf(rows.map(({ row }) => row.id));
  return rows.map(({ row, ...facts }) => ({
    trade: tradeFromRow(row),
    ...facts,
    events: events.get(row.id) ?? [],
  }));
}

async function eventsOf(tradeIds: readonly string[]): Promise<Map<string, TradeEventView[]>> {
  if (tradeIds.length === 0) return new Map();
  const rows = await database()
    .select()
    .from(tradeEvents)
    .where(inArray(tradeEvents.tradeId, [...tradeIds]))
    .orderBy(tradeEvents.tradeId, tradeEvents.seq);
  const ofTrades = new Map<string, TradeEventView[]>(tradeIds.map((id) => [id, []]));
  for (const row of rows) ofTrades.get(row.tradeId)?.push(row);
  return ofTrades;
}

/** @returns null when there is no such trade, and to strangers */
export async function tradeOfParty(
  tradeId: string,
  userId: string,
): Promise<{ view: TradeView; role: Party } | null> {
  const [view] = await readTrades(eq(trades.id, tradeId), 1);
  const role = view && partyOf(view.trade, userId);
  return role ? { view, role } : null;
}

/** The trade behind an operator's decision. */
export async function tradeForOperators(tradeId: string): Promise<TradeView | null> {
  const [view] = await readTrades(eq(trades.id, tradeId), 1);
  return view ?? null;
}

const ORDER = byId({ id: trades.id, first: 'newest' });

/**
 * The trades of a person, newest first.
 *
 * @param role   only those in which the person has this side
 * @param after  the parsed `nextCursor` of the page before
 */
export async function listTrades({
  userId,
  role,
  state,
  after,
  limit,
}: {
  userId: string;
  role?: Party | undefined;
  state?: TradeState | undefined;
  after?: IdPosition | undefined;
  limit: number;
}): Promise<Page<TradeView>> {
  const asBuyer = eq(trades.buyerId, userId);
  const asSeller = eq(trades.sellerId, userId);
  const mine = role === undefined ? or(asBuyer, asSeller) : role === 'BUYER' ? asBuyer : asSeller;
  const views = await readTrades(and(mine, state && eq(trades.state, state), ORDER.behind(after)), limit + 1);
  return pageOf(views, { limit, keys: ({ trade }) => idPosition(trade), toItem: (view) => view });
}
