import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { runningSql, selectCards } from '@/lib/auctions/card';
import type { AuctionCard, Page } from '@/lib/auctions/types';
import { CURSOR_TIME_FORMAT, encodeCursor } from '@/lib/paging/cursor';
import type { Position } from '@/lib/paging/newest-first';
import { personIn } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';

/** Where a seller's items lie; each lies on one of them. */
export const LISTING_TABS = ['LIVE', 'UPCOMING', 'SOLD', 'UNSOLD'] as const;
export type ListingTab = (typeof LISTING_TABS)[number];

/** What anybody may see of it: what can be bid on now or soon, and what was sold. */
export const PUBLIC_LISTING_TABS = ['ON_SALE', 'SOLD'] as const;
export type PublicListingTab = (typeof PUBLIC_LISTING_TABS)[number];

type Place = { condition: SQL; time: SQL; order: 'soonest' | 'latest' };

/** Which auctions `a` lie there, and by which time they are ordered. */
const PLACES: Record<ListingTab | PublicListingTab, Place> = {
  LIVE: { condition: sql`a.status = 'ACTIVE'`, time: sql`a.end_time`, order: 'soonest' },
  UPCOMING: { condition: sql`a.status = 'WAITING'`, time: sql`a.start_time`, order: 'soonest' },
  SOLD: { condition: sql`a.winner_id IS NOT NULL`, time: sql`a.ended_at`, order: 'latest' },
  UNSOLD: {
    condition: sql`a.winner_id IS NULL AND a.status IN ('ENDED', 'CANCELLED')`,
    time: sql`a.ended_at`,
    order: 'latest',
  },
  ON_SALE: {
    condition: sql`(a.status = 'WAITING' OR (${runningSql}))`,
    time: sql`a.end_time`,
    order: 'soonest',
  },
};

export type ListingItem = {
  auction: AuctionCard;
  /** Who leads while it runs. */
  leader: Person | null;
  winner: Person | null;
  /** The auction that offers it once more, or did so and ended; null for what sold. */
  relistedAs: string | null;
};

/**
 * What somebody sells or sold: one query. What runs or comes begins with the soonest, what is over with the latest.
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
  after?: Position;
  limit: number;
  viewerId?: string | null;
}): Promise<Page<ListingItem>> {
  const { condition, time, order } = PLACES[listingTab];
  const direction = order === 'soonest' ? sql`ASC` : sql`DESC`;
  const beyond = order === 'soonest' ? sql`>` : sql`<`;
  const behind = after && sql`AND (${time}, a.id) ${beyond} (${after[0]}::timestamptz, ${after[1]}::bigint)`;
  // One more than asked tells whether there is a next page.
  const rows = await selectCards<ShelfRow>(
    sql`
      SELECT a.id, row_number() OVER (ORDER BY ${time} ${direction}, a.id ${direction}) AS place,
        to_char(${time} AT TIME ZONE 'UTC', ${sql.raw(`'${CURSOR_TIME_FORMAT}'`)}) AS sort_key,
        a.leader_id, leader.nickname AS leader_nickname, a.winner_id, winner.nickname AS winner_nickname,
        (SELECT max(r.id) FROM auctions r WHERE r.relisted_from = a.id AND r.status <> 'CANCELLED') AS relisted_as
      FROM auctions a
        LEFT JOIN users leader ON leader.id = a.leader_id AND a.status = 'ACTIVE'
        LEFT JOIN users winner ON winner.id = a.winner_id
      WHERE a.seller_id = ${sellerId} AND ${condition} ${behind}
      ORDER BY ${time} ${direction}, a.id ${direction} LIMIT ${limit + 1}`,
    viewerId,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({
      auction: row.card,
      leader: personOrNull(row.id, row.leader_id, row.leader_nickname),
      winner: personOrNull(row.id, row.winner_id, row.winner_nickname),
      relistedAs: row.relisted_as,
    })),
    nextCursor: last ? encodeCursor([last.sort_key, last.id]) : null,
  };
}

type ShelfRow = {
  id: string;
  sort_key: string;
  leader_id: string | null;
  leader_nickname: string | null;
  winner_id: string | null;
  winner_nickname: string | null;
  relisted_as: string | null;
};

function personOrNull(auctionId: string, id: string | null, nickname: string | null): Person | null {
  return id === null || nickname === null ? null : personIn(auctionId, { id, nickname });
}

/** How many items anybody may see there. One query. */
export async function publicTabCounts(sellerId: string): Promise<Record<PublicListingTab, number>> {
  const { rows } = await database().execute<Record<PublicListingTab, number>>(
    sql`SELECT ${countsSql(PUBLIC_LISTING_TABS)} FROM auctions a WHERE a.seller_id = ${sellerId}`,
  );
  const [row] = rows;
  if (!row) throw new Error('the database counted nothing');
  return row;
}

/** A column for each listingTab that counts the auctions `a` on it. */
export function countsSql(listingTabs: readonly (ListingTab | PublicListingTab)[]): SQL {
  const columns = listingTabs.map(
    (listingTab) =>
      sql`count(*) FILTER (WHERE ${PLACES[listingTab].condition})::int AS ${sql.identifier(listingTab)}`,
  );
  return sql.join(columns, sql`, `);
}
