import { and, type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type AuctionSummary, runningSql, selectCards } from '@/lib/auctions/card';
import { isVisibleTo, standsSql } from '@/lib/auctions/removed';
import { byTime, type TimePosition, timePosition } from '@/lib/paging/by-time';
import type { First } from '@/lib/paging/direction';
import { type Page, pageOf } from '@/lib/paging/page';
import { personIn } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';

/** The tabs of a seller's items; each item is on exactly one. */
export const LISTING_TABS = ['LIVE', 'UPCOMING', 'SOLD', 'UNSOLD'] as const;
export type ListingTab = (typeof LISTING_TABS)[number];

/** The tabs that anybody may see: items that can be bid on now or soon, and sold items. */
export const PUBLIC_LISTING_TABS = ['ON_SALE', 'SOLD'] as const;
export type PublicListingTab = (typeof PUBLIC_LISTING_TABS)[number];

type Place = { condition: SQL; time: SQL; first: First };

/** The condition for an auction `a` to be on a tab, and the time by which the tab is ordered. */
const PLACES: Record<ListingTab | PublicListingTab, Place> = {
  LIVE: { condition: sql`a.status = 'ACTIVE'`, time: sql`a.end_time`, first: 'oldest' },
  UPCOMING: { condition: sql`a.status = 'WAITING'`, time: sql`a.start_time`, first: 'oldest' },
  SOLD: { condition: sql`a.winner_id IS NOT NULL`, time: sql`a.ended_at`, first: 'newest' },
  UNSOLD: {
    condition: sql`a.winner_id IS NULL AND a.status IN ('ENDED', 'CANCELLED')`,
    time: sql`a.ended_at`,
    first: 'newest',
  },
  ON_SALE: {
    condition: sql`(a.status = 'WAITING' OR (${runningSql}))`,
    time: sql`a.end_time`,
    first: 'oldest',
  },
};

export type ListingItem = {
  auction: AuctionSummary;
  /** The leader while it runs. */
  leader: Person | null;
  winner: Person | null;
  /** The latest relisting of the item, also an ended one; null without one. */
  relistedAs: string | null;
};

/**
 * The items on a tab of a seller: one query. Tabs of running or future items begin with the soonest, tabs of past items with
 * the latest.
 *
 * @param after     the parsed `nextCursor` of the page before
 * @param viewerId  whose saved items are marked; null for a visitor
 */
export async function listingItems({
  sellerId,
  listingTab,
  after,
  limit,
  viewerId = null,
}: {
  sellerId: string;
  listingTab: ListingTab | PublicListingTab;
  after?: TimePosition;
  limit: number;
  viewerId?: string | null;
}): Promise<Page<ListingItem>> {
  const { condition, time, first } = PLACES[listingTab];
  const { at, order, behind } = byTime({ time, id: sql`a.id`, first });
  const rows = await selectCards<ListingRow>(
    sql`
      SELECT a.id, row_number() OVER (ORDER BY ${order}) AS place, ${at} AS at,
        a.leader_id, leader.nickname AS leader_nickname, a.winner_id, winner.nickname AS winner_nickname,
        (SELECT max(r.id) FROM auctions r WHERE r.relisted_from = a.id AND r.status <> 'CANCELLED') AS relisted_as
      FROM auctions a
        LEFT JOIN users leader ON leader.id = a.leader_id AND a.status = 'ACTIVE'
        LEFT JOIN users winner ON winner.id = a.winner_id
      WHERE a.seller_id = ${sellerId} AND ${and(condition, isVisibleTo(viewerId), behind(after))}
      ORDER BY ${order} LIMIT ${limit + 1}`,
    viewerId,
  );
  return pageOf(rows, { limit, keys: timePosition, toItem: itemFromRow });
}

type ListingRow = {
  id: string;
  at: string;
  leader_id: string | null;
  leader_nickname: string | null;
  winner_id: string | null;
  winner_nickname: string | null;
  relisted_as: string | null;
};

function itemFromRow(row: ListingRow & { card: AuctionSummary }): ListingItem {
  return {
    auction: row.card,
    leader: personOrNull(row.id, row.leader_id, row.leader_nickname),
    winner: personOrNull(row.id, row.winner_id, row.winner_nickname),
    relistedAs: row.relisted_as,
  };
}

function personOrNull(auctionId: string, id: string | null, nickname: string | null): Person | null {
  return id === null || nickname === null ? null : personIn(auctionId, { id, nickname });
}

/** The number of items on each public tab. One query. */
export async function publicTabCounts(sellerId: string): Promise<Record<PublicListingTab, number>> {
  const { rows } = await database().execute<Record<PublicListingTab, number>>(
    sql`SELECT ${countsSql(PUBLIC_LISTING_TABS)} FROM auctions a WHERE a.seller_id = ${sellerId} AND ${standsSql}`,
  );
  const [row] = rows;
  if (!row) throw new Error('the database counted nothing');
  return row;
}

/** Columns that count the auctions `a` on each tab. */
export function countsSql(listingTabs: readonly (ListingTab | PublicListingTab)[]): SQL {
  const columns = listingTabs.map(
    (listingTab) =>
      sql`count(*) FILTER (WHERE ${PLACES[listingTab].condition})::int AS ${sql.identifier(listingTab)}`,
  );
  return sql.join(columns, sql`, `);
}
