import { type SQL, sql } from 'drizzle-orm';
import { database, databasePool, searchDatabase } from '@/db/client';
import type { Transaction } from '@/db/transaction';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';
import { isRealMarket, readerOf } from './env';
import { LIMITS, type LimitName, type LimitSetting } from './limits';
import { log } from './log';
import type { Refusal, Result } from './result';
import { singleton } from './singleton';

type Counted = Result<object, 'RATE_LIMITED'>;

/** Attempts by counter that no statement has counted yet. */
type Waiting = Map<string, { name: LimitName; points: number }>;
const later = singleton('rate-limits', () => ({
  waiting: new Map() as Waiting,
  underWay: null as Promise<void> | null,
}));

/** The attempts that a limit allows in its window, by its setting or by the default of this kind of market. */
export function attemptsOf(name: LimitName): number {
  const { setting, real, demo } = LIMITS[name];
  const settings = readerFor(name)();
  return settings[setting] ?? (isRealMarket(settings) ? real : demo);
}

type Reader = ReturnType<typeof newReader>;
const readers = new Map<LimitName, Reader>();

/** Made once for each limit: to make one costs much more than to read, and a limit is read for each batch of bids. */
function readerFor(name: LimitName): Reader {
  const reader = readers.get(name) ?? newReader(name);
  readers.set(name, reader);
  return reader;
}

function newReader(name: LimitName) {
  return readerOf<LimitSetting | 'DEMO_MODE' | 'PAYMENT_PROVIDER'>(
    LIMITS[name].setting,
    'DEMO_MODE',
    'PAYMENT_PROVIDER',
  );
}

const NOW_MS = sql.raw('(extract(epoch FROM clock_timestamp()) * 1000)::bigint');

/**
 * Counts one attempt unless the window is full. The row of the counter decides between rivals. A counter that is seen to be
 * full is neither written nor locked: a flood costs no more than a read, and waits for nobody.
 */
function countSql(name: LimitName, key: string): SQL {
  const counter = `${name}:${key}`;
  const most = attemptsOf(name);
  return sql`
    WITH counted AS (
      INSERT INTO rate_limits AS l (key, points, expire)
      SELECT ${counter}::text, 1, ${NOW_MS} + ${LIMITS[name].windowSeconds * 1000}::bigint
      WHERE NOT EXISTS (
        SELECT FROM rate_limits WHERE key = ${counter} AND points >= ${most} AND expire > ${NOW_MS})
      ON CONFLICT (key) DO UPDATE SET
        points = CASE WHEN l.expire <= ${NOW_MS} THEN 1 ELSE l.points + 1 END,
        expire = CASE WHEN l.expire <= ${NOW_MS} THEN excluded.expire ELSE l.expire END
        WHERE l.points < ${most} OR l.expire <= ${NOW_MS}
      RETURNING 1
    )
    SELECT EXISTS (SELECT FROM counted) AS ok,
      (SELECT expire - ${NOW_MS} FROM rate_limits WHERE key = ${counter})::float8 AS "leftMs"`;
}

type CountRow = { ok: boolean; leftMs: number | null };

function verdictOf(name: LimitName, rows: CountRow[]): Counted {
  const [row] = rows;
  if (!row || row.ok) return { ok: true };
  // This statement does not see a row that a rival has made and filled meanwhile.
  const leftMs = row.leftMs ?? LIMITS[name].windowSeconds * 1000;
  return tooOften(leftMs);
}

/** The refusal of an attempt in a full window. */
export function tooOften(leftMs: number): Refusal<'RATE_LIMITED'> {
  return { ok: false, code: 'RATE_LIMITED', retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)) };
}

/**
 * Counts one attempt under `key`, across all copies of the web process: for work that costs before it writes, or without
 * writing. It is counted whatever comes of it.
 *
 * @param key  as `LIMITS` says: the id of a person, or a network address
 * @returns RATE_LIMITED with the seconds to wait once there were too many. When the counters cannot be reached, the
 *   attempt is let through and the fault is logged: a limiter must not take the site down.
 */
export async function consume(name: LimitName, key: string): Promise<Counted> {
  try {
    const { rows } = await database().execute<CountRow>(countSql(name, key));
    return verdictOf(name, rows);
  } catch (error) {
    log.error({ error, limit: name }, 'rate limit not counted');
    return { ok: true };
  }
}

/**
 * Counts one write under `key` in the transaction that makes it: a write that is refused, or answered from an earlier one
 * under its key, costs its owner nothing, and two parallel floods wait for each other at the counter.
 *
 * The counter is the last row that a transaction locks: after auctions and wallets.
 *
 * @returns RATE_LIMITED with the seconds to wait; the caller rolls back
 */
export async function consumeIn(tx: Transaction, name: LimitName, key: string): Promise<Counted> {
  const { rows } = await tx.execute<CountRow>(countSql(name, key));
  return verdictOf(name, rows);
}

/**
 * Counts attempts that have happened, whether a window is full or not, without keeping the caller waiting: for `tx.afterCommit`.
 * One statement is under way at a time, and the next one counts all that came meanwhile, so that a storm needs one connection.
 * A failure is logged: its attempts are then not counted.
 *
 * @param keys  one for each attempt
 */
export function consumeLater(name: LimitName, keys: readonly string[]): void {
  for (const key of keys) {
    const counter = `${name}:${key}`;
    const { points } = later.waiting.get(counter) ?? { points: 0 };
    later.waiting.set(counter, { name, points: points + 1 });
  }
  if (later.waiting.size > 0) later.underWay ??= countWaiting();
}

/** Resolves when the attempts given to `consumeLater` are counted, or could not be. */
export async function allAreCounted(): Promise<void> {
  await later.underWay;
}

async function countWaiting(): Promise<void> {
  while (later.waiting.size > 0) {
    const { waiting } = later;
    later.waiting = new Map();
    try {
      await database().execute(addSql(waiting));
    } catch (error) {
      log.error({ error, counters: waiting.size }, 'rate limits not counted');
    }
  }
  later.underWay = null;
}

/** Locks the counters in the order of their keys: two processes with the same people must not block each other. */
function addSql(waiting: Waiting): SQL {
  const counters = [...waiting].map(([key, { name, points }]) => ({
    key,
    points,
    ms: LIMITS[name].windowSeconds * 1000,
  }));
  return sql`
    INSERT INTO rate_limits AS l (key, points, expire)
    SELECT v.key, v.points, ${NOW_MS} + v.ms
    FROM jsonb_to_recordset(${JSON.stringify(counters)}::jsonb) AS v (key text, points int, ms bigint)
    ORDER BY v.key
    ON CONFLICT (key) DO UPDATE SET
      points = CASE WHEN l.expire <= ${NOW_MS} THEN excluded.points ELSE l.points + excluded.points END,
      expire = CASE WHEN l.expire <= ${NOW_MS} THEN excluded.expire ELSE l.expire END`;
}

/**
 * The full windows among those of `keys`, as an expression of a larger statement, which therefore costs no round trip and waits
 * for no counter: a JSON object of the milliseconds until each window ends, by key; null without one.
 */
export function fullSql(name: LimitName, keys: readonly string[]): SQL {
  const prefix = `${name}:`;
  return sql`(SELECT json_object_agg(substr(key, ${prefix.length + 1}::int), expire - ${NOW_MS}) FROM rate_limits
    WHERE key = ANY(${sql.param(keys.map((key) => prefix + key))}::text[])
      AND points >= ${attemptsOf(name)}::int AND expire > ${NOW_MS})`;
}

/**
 * Counts one search on the connections of searches, so that searches which wait for their counter keep nobody else waiting.
 *
 * @throws when the counter cannot be reached, as the search itself would
 */
export async function consumeSearch(name: 'search' | 'searchFrom', key: string): Promise<Counted> {
  const { rows } = await searchDatabase().execute<CountRow>(countSql(name, key));
  return verdictOf(name, rows);
}

/** Takes one attempt under `key` back, because it turned out not to be one that is limited. */
export async function giveBack(name: LimitName, key: string): Promise<void> {
  try {
    await database().execute(
      sql`UPDATE rate_limits SET points = greatest(points - 1, 0) WHERE key = ${`${name}:${key}`}`,
    );
  } catch (error) {
    log.error({ error, limit: name }, 'rate limit not given back');
  }
}

/** Resets the counter under `key`. */
export async function forgive(name: LimitName, key: string): Promise<void> {
  try {
    await database().execute(sql`DELETE FROM rate_limits WHERE key = ${`${name}:${key}`}`);
  } catch (error) {
    log.error({ error, limit: name }, 'rate limit not reset');
  }
}

/** Deletes counters that expired an hour ago or earlier. */
export async function forgetSpentLimits(): Promise<Forgetting> {
  return roundOf((most) =>
    databasePool().query(
      `DELETE FROM rate_limits WHERE key IN (
        SELECT key FROM rate_limits WHERE expire < extract(epoch FROM now() - make_interval(hours => $2)) * 1000
        ORDER BY expire LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      [most, RETENTION.limitHours],
    ),
  );
}
