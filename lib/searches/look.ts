import { sql } from 'drizzle-orm';
import { type Transaction, withTransaction } from '@/db/transaction';
import { inListSql } from '@/lib/auctions/conditions';
import { readListQuery } from '@/lib/auctions/input';
import { type NewNotice, notify } from '@/lib/notifications/notify';
import { searchPath } from './canonical';

const BATCH = 50;
const NEXT_LOOK_MINUTES = 1;
/** Who was just told is left in peace for a while; what comes in the meantime is told together. */
const NEXT_LOOK_AFTER_NEWS_MINUTES = 10;
/**
 * Ids are given before their transactions commit, so a lower one may appear after a higher one. What was begun this
 * long ago has appeared.
 */
const SETTLED_AFTER_SECONDS = 5;

type DueSearch = { id: string; user_id: string; name: string; query: string; seen_auction_id: string };

/**
 * Looks for what was listed since the last look, for every saved search whose time has come, and tells its person
 * once, with the number. Counted is what can be bid on now or later, and is not their own.
 *
 * Several copies may run at once: a search is looked for by one of them.
 *
 * @returns whether more are due
 */
export async function lookForSavedSearches(): Promise<'done' | 'more waits'> {
  return withTransaction(async (tx) => {
    const due = await takeDue(tx);
    if (due.length === 0) return 'done';
    const newest = await newestAuction(tx);
    const told = new Map<string, NewNotice>();
    for (const search of due) {
      const notice = await newsFor(tx, search, newest);
      if (notice) told.set(search.id, notice);
    }
    await notify(tx, [...told.values()]);
    await putOff(tx, { due, told: [...told.keys()], newest });
    return due.length === BATCH ? 'more waits' : 'done';
  });
}

async function takeDue(tx: Transaction): Promise<DueSearch[]> {
  const { rows } = await tx.execute<DueSearch>(sql`
    SELECT id, user_id, name, query, seen_auction_id FROM saved_searches
    WHERE next_look_at <= clock_timestamp()
    ORDER BY next_look_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`);
  return rows;
}

async function newestAuction(tx: Transaction): Promise<string> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT id FROM auctions WHERE created_at <= clock_timestamp() - make_interval(secs => ${SETTLED_AFTER_SECONDS})
    ORDER BY id DESC LIMIT 1`);
  return rows[0]?.id ?? '0';
}

async function newsFor(tx: Transaction, search: DueSearch, newest: string): Promise<NewNotice | null> {
  if (BigInt(search.seen_auction_id) >= BigInt(newest)) return null;
  const { filter } = readListQuery(new URLSearchParams(search.query));
  const [running, waiting] = await Promise.all([
    inListSql({ ...filter, status: 'ACTIVE' }),
    inListSql({ ...filter, status: 'WAITING' }),
  ]);
  const { rows } = await tx.execute<{ listed: number; running: number }>(sql`
    SELECT count(*)::int AS listed, (count(*) FILTER (WHERE a.status = 'ACTIVE'))::int AS running
    FROM auctions a
    WHERE a.id > ${search.seen_auction_id} AND a.id <= ${newest} AND a.seller_id <> ${search.user_id}
      AND (${running} OR ${waiting})`);
  const found = rows[0];
  if (!found || found.listed === 0) return null;
  return {
    recipientId: search.user_id,
    kind: 'SAVED_SEARCH',
    params: { title: search.name, count: found.listed },
    link: searchPath(search.query, found.running > 0 ? 'ACTIVE' : 'WAITING'),
    auctionId: null,
  };
}

async function putOff(
  tx: Transaction,
  { due, told, newest }: { due: DueSearch[]; told: string[]; newest: string },
): Promise<void> {
  await tx.execute(sql`
    UPDATE saved_searches SET seen_auction_id = greatest(seen_auction_id, ${newest}::bigint),
      next_look_at = clock_timestamp() + make_interval(mins =>
        CASE WHEN id = ANY(${sql.param(told)}::bigint[]) THEN ${NEXT_LOOK_AFTER_NEWS_MINUTES}::int
          ELSE ${NEXT_LOOK_MINUTES}::int END)
    WHERE id = ANY(${sql.param(due.map(({ id }) => id))}::bigint[])`);
}
