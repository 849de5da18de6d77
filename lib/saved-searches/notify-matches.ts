import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Transaction, withTransaction } from '@/db/transaction';
import { inListSql } from '@/lib/auctions/conditions';
import { readListQuery } from '@/lib/auctions/input';
import { type NewNotification, notify } from '@/lib/notifications/notify';
import { isOutage } from '@/lib/retrying/is-outage';
import { RareLog } from '@/lib/retrying/rare-log';
import { searchPath } from './canonical';

const BATCH = 50;
/** The number of searches that run at once. */
const AT_ONCE = 3;
/** A search that takes longer is given up for now: few auctions were listed since the last run. */
const LONGEST_SECONDS = 3;
const NEXT_LOOK_MINUTES = 1;
/** After a notification its person gets no other for this long; auctions of that time are told together. */
const NEXT_LOOK_AFTER_NEWS_MINUTES = 10;
/** A search that fails runs less and less often. */
const LONGEST_WAIT_MINUTES = 60;
/**
 * Ids are assigned before their transactions commit, so a lower id may appear after a higher one. An auction that was
 * begun this long ago has appeared.
 */
const SETTLED_AFTER_SECONDS = 5;

type DueSearch = {
  id: string;
  user_id: string;
  name: string;
  query: string;
  seen_auction_id: string;
  attempts: number;
};

const rareLog = new RareLog();

/**
 * Runs every saved search that is due over the auctions that were listed since its last run, and notifies its person once,
 * with the number of matches. It counts auctions of other people that can be bid on now or later.
 *
 * Each search runs on its own: a search that fails or takes long is postponed, longer each time, without delaying others.
 * Several copies may run at once: each search is run by one of them.
 *
 * @returns whether more are due
 */
export async function notifyMatches(): Promise<'done' | 'more waits'> {
  const newest = await newestAuction();
  const taken = await takeDue(newest);
  const waiting = taken.filter((search) => BigInt(search.seen_auction_id) < BigInt(newest));
  const lookers = Array.from({ length: AT_ONCE }, async () => {
    for (let search = waiting.shift(); search; search = waiting.shift()) await lookFor(search, newest);
  });
  await Promise.all(lookers);
  return taken.length === BATCH ? 'more waits' : 'done';
}

/**
 * Postpones the next run of a search before it runs, so that no two copies run it at once, and so that a search that ends
 * the process or the connection is not the first to be taken again. Without new auctions nothing more has to be done.
 */
async function takeDue(newest: string): Promise<DueSearch[]> {
  const { rows } = await database().execute<DueSearch>(sql`
    UPDATE saved_searches SET
      next_look_at = clock_timestamp() + make_interval(mins =>
        CASE WHEN seen_auction_id >= ${newest}::bigint THEN ${NEXT_LOOK_MINUTES}::int
          ELSE least(${LONGEST_WAIT_MINUTES}::int, ${NEXT_LOOK_MINUTES}::int * (2 ^ least(attempts, 10))::int) END),
      attempts = CASE WHEN seen_auction_id >= ${newest}::bigint THEN 0 ELSE least(attempts, 1000) + 1 END
    WHERE id IN (
      SELECT id FROM saved_searches WHERE next_look_at <= clock_timestamp()
      ORDER BY next_look_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id, user_id, name, query, seen_auction_id, attempts`);
  return rows;
}

async function lookFor(search: DueSearch, newest: string): Promise<void> {
  try {
    await withTransaction(async (tx) => {
      await tx.execute(sql`SELECT set_config('statement_timeout', ${`${LONGEST_SECONDS}s`}, true)`);
      const news = await newsFor(tx, search, newest);
      if (news) await notify(tx, [news]);
      await noteLook(tx, search.id, { isTold: news !== null, newest });
    });
  } catch (error) {
    if (isOutage(error)) throw error;
    rareLog.error(
      search.attempts,
      { error, searchId: search.id },
      'a saved search cannot be looked for; put off',
    );
  }
}

async function newestAuction(): Promise<string> {
  const { rows } = await database().execute<{ id: string }>(sql`
    SELECT id FROM auctions WHERE created_at <= clock_timestamp() - make_interval(secs => ${SETTLED_AFTER_SECONDS})
    ORDER BY id DESC LIMIT 1`);
  return rows[0]?.id ?? '0';
}

async function newsFor(tx: Transaction, search: DueSearch, newest: string): Promise<NewNotification | null> {
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

async function noteLook(
  tx: Transaction,
  searchId: string,
  { isTold, newest }: { isTold: boolean; newest: string },
): Promise<void> {
  const minutes = isTold ? NEXT_LOOK_AFTER_NEWS_MINUTES : NEXT_LOOK_MINUTES;
  await tx.execute(sql`
    UPDATE saved_searches SET seen_auction_id = greatest(seen_auction_id, ${newest}::bigint), attempts = 0,
      next_look_at = clock_timestamp() + make_interval(mins => ${minutes}) WHERE id = ${searchId}`);
}
