import { sql } from 'drizzle-orm';
import { type Transaction, withTransaction } from '@/db/transaction';
import { log } from '@/lib/log';
import { RareLog } from '@/lib/retrying/rare-log';
import { discard } from './outbox';
import { type Announcement, announcementSchema, publishAll, type Taken } from './publish';
import { redisReady } from './redis';
import { PERSONAL_TOPIC } from './topics';

/** Rows of one transaction; their locks are held while Redis is told. */
const BATCH = 200;
/** Well under the 15 s after which the database ends a transaction that asks nothing: what was taken must be noted. */
const ROUND_MS = 3_000;
/** As much as Redis takes in about this time goes to it at once. Its client gives a command up after a second. */
const PIPELINE_MS = 200;

/** Rows that go to Redis at once, as it turned out: begins with one, because a slow Redis must not be buried. */
let pace = 1;

type OutboxRow = { id: string; payload: unknown; attempts: number };
type Readable = { row: OutboxRow; announcement: Announcement };

const rareLog = new RareLog();

/** How a round of the relay ended. */
export type RelayRound = 'done' | 'more waits' | 'redis is away';

/**
 * Announces what waits in the outbox: news of national auctions that nobody announced for two
 * seconds (a crash between commit and publish, Redis away), and the personal notices of local
 * auctions, which are always left to the worker.
 *
 * Rows go in the order they were written, many at once, for a few seconds at most; exactly those that Redis took are
 * deleted. So everything is announced at least once, and however slow Redis is, each round gets on. Receivers compare
 * versions, so a repetition does no harm. A row that Redis refuses for its own sake is tried again later and later and
 * keeps no other from going.
 *
 * Several copies may run at once: SKIP LOCKED keeps them apart.
 */
export async function relayOutbox(): Promise<RelayRound> {
  if (!(await redisReady(0))) return 'redis is away';
  return withTransaction(async (tx) => {
    const rows = await waitingRows(tx);
    const { readable, unreadable } = parted(rows);
    const told = await tellRedis(readable);
    const gone = readable.filter((_, index) => told[index]?.outcome === 'taken');
    await discard(
      [...unreadable, ...gone.map(({ row }) => row)].map(({ id }) => id),
      tx,
    );
    await putOff(tx, readable, told);
    if (told.some((one) => one.outcome === 'unknown')) return 'redis is away';
    return rows.length === BATCH || told.length < readable.length ? 'more waits' : 'done';
  });
}

async function waitingRows(tx: Transaction): Promise<OutboxRow[]> {
  const result = await tx.execute<OutboxRow>(sql`
    SELECT id, payload, attempts FROM outbox
    WHERE (topic = ${PERSONAL_TOPIC} OR created_at < clock_timestamp() - interval '2 seconds')
      AND (next_attempt_at IS NULL OR next_attempt_at <= clock_timestamp())
    ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`);
  return result.rows;
}

/** A payload of another version of this code: nobody can read it, and it must not block the rest. */
function parted(rows: readonly OutboxRow[]): { readable: Readable[]; unreadable: OutboxRow[] } {
  const readable: Readable[] = [];
  const unreadable: OutboxRow[] = [];
  for (const row of rows) {
    const announcement = announcementSchema.safeParse(row.payload);
    if (announcement.success) readable.push({ row, announcement: announcement.data });
    else unreadable.push(row);
  }
  const [first] = unreadable;
  if (first) {
    log.error({ outboxId: first.id, rows: unreadable.length }, 'outbox rows cannot be read; discarded');
  }
  return { readable, unreadable };
}

/**
 * Tells Redis in order until the round's time is over or it stops answering.
 *
 * @returns what became of each, same order; shorter than `readable` when time ran out
 */
async function tellRedis(readable: readonly Readable[]): Promise<Taken[]> {
  const deadline = Date.now() + ROUND_MS;
  const told: Taken[] = [];
  while (told.length < readable.length && Date.now() < deadline) {
    const startedAt = Date.now();
    const part = readable.slice(told.length, told.length + pace);
    const outcomes = await publishAll(part.map(({ announcement }) => announcement));
    told.push(...outcomes);
    if (outcomes.some((one) => one.outcome === 'unknown')) {
      // What it got and did not answer in time stands before what comes next.
      pace = 1;
      log.warn({ told: told.length, waiting: readable.length }, 'Redis does not answer; later again');
      break;
    }
    const tookMs = Date.now() - startedAt;
    if (tookMs > PIPELINE_MS) pace = Math.max(1, Math.floor((part.length * PIPELINE_MS) / tookMs));
    else pace = Math.min(BATCH, Math.max(pace, part.length * 2));
  }
  return told;
}
/** After a second, two, four, … up to every five minutes. */
async function putOff(tx: Transaction, readable: readonly Readable[], told: readonly Taken[]): Promise<void> {
  const refused: string[] = [];
  for (const [index, { row }] of readable.entries()) {
    const one = told[index];
    if (one?.outcome !== 'refused') continue;
    refused.push(row.id);
    const { error } = one;
    rareLog.warn(row.attempts + 1, { outboxId: row.id, error }, 'Redis refused an announcement; later again');
  }
  if (refused.length === 0) return;
  await tx.execute(sql`
    UPDATE outbox SET attempts = attempts + 1,
      next_attempt_at = clock_timestamp() + make_interval(secs => least(300, 2 ^ least(attempts, 10)))
    WHERE id = ANY(${sql.param(refused)}::bigint[])`);
}
