import { eq, getTableColumns, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { trades } from '@/db/schema';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { handoverCode } from '@/lib/trades/handover-code';
import { tradeFromRow } from '@/lib/trades/stored-trade';
import type { Trade, TradeMethod } from '@/lib/trades/trade';
import { asOwner, makeAuction, makeUser, pastTheTriggers } from './market';

/** A trade that has just been opened by the close of its auction: the buyer has 100,000 won, of which the price is held. */
export async function makeTrade({
  method = 'MEET',
  price = 86_000,
}: {
  method?: TradeMethod;
  price?: number;
} = {}): Promise<Trade> {
  const [buyerId, auction] = await Promise.all([
    makeUser({ balance: 100_000 }),
    makeAuction({ startPrice: 10_000, bidUnit: 1_000 }),
  ]);
  await asOwner(`UPDATE auctions SET settlement = 'handover', method = '${method}' WHERE id = ${auction.id}`);
  const bid = await placeBid({ auctionId: auction.id, userId: buyerId, amount: price });
  const closed = await closeEarly({ auctionId: auction.id, userId: auction.sellerId });
  if (!bid.ok || !closed.ok) throw new Error('the sale was refused');
  const { rows } = await database().execute<{ id: string }>(
    sql`SELECT id FROM trades WHERE auction_id = ${auction.id}`,
  );
  return tradeOf(rows[0]?.id ?? '');
}

/** A trade as it is stored now. */
export async function tradeOf(tradeId: string): Promise<Trade> {
  return tradeFromRow(await rowOf(tradeId));
}

async function rowOf(tradeId: string): Promise<typeof trades.$inferSelect> {
  const [row] = await database().select().from(trades).where(eq(trades.id, tradeId));
  if (!row) throw new Error(`there is no trade ${tradeId}`);
  return row;
}

/** The code that the buyer of a trade would show now. */
export async function codeOf(tradeId: string): Promise<string> {
  const { code } = await tradeOf(tradeId);
  return handoverCode(tradeId, code.counter);
}

/** A code that is not the right one. */
export async function wrongCodeOf(tradeId: string): Promise<string> {
  const right = await codeOf(tradeId);
  return right === '000000' ? '000001' : '000000';
}

/** Turns the clock of one trade on: everything in it was, or will be, so much earlier. */
export async function turnClock(tradeId: string, interval: string): Promise<void> {
  const row = await rowOf(tradeId);
  const times = Object.entries(getTableColumns(trades)).flatMap(([key, { name }]) =>
    row[key as keyof typeof row] instanceof Date ? [`${name} = ${name} - interval '${interval}'`] : [],
  );
  await pastTheTriggers(`
    UPDATE trades SET ${times.join(', ')} WHERE id = ${tradeId};
    UPDATE trade_events SET created_at = created_at - interval '${interval}' WHERE trade_id = ${tradeId}`);
}
