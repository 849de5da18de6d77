import { sql } from 'drizzle-orm';
import { type Transaction, withTransaction } from '@/db/transaction';
import { log } from '@/lib/log';
import { RareLog } from '@/lib/retrying/rare-log';
import { discard } from './outbox';
import { type Announcement, announcementSchema, type PublishOutcome, publishAll } from './publish';
import { redisReady } from './redis';
import { PERSONAL_TOPIC } from './topics';

/** The most rows of one transaction; their locks are held while they are published. */
const BATCH = 200;
/** Well below the 15 s after which the database ends an idle transaction, in which the published rows must be deleted. */
const ROUND_MS = 3_000;
/** Redis gets as many rows at once as it takes in about this time. Its client gives up a command after a second. */
const PIPELINE_MS = 200;

/** The number of rows that go to Redis at once, by experience; it begins with one, so as not to flood a slow Redis. */
let pace = 1;

type OutboxRow = { id: string; payload: unknown; attempts: number };
type Readable = { row: OutboxRow; announcement: Announcement };

const rareLog = new RareLog();

/** The result of a round of the relay. */
export type RelayRound = 'done' | 'more waits' | 'redis is away';

/**
 * Announces the rows that wait in the outbox: states of national auctions that were not announced within two seconds (a
 * crash between commit and publish, Redis away), and the personal notifications of local auctions, which are always left
 * to the worker.
 *
 * Rows are published in the order they were written, many at once, for a few seconds at most; exactly those that Redis
 * took are deleted. Everything is therefore announced at least once, and each round makes progress, however slow Redis
 * is. Receivers compare versions, so a repetition does no harm. A row that Redis itself refuses is tried again after a
 * growing delay and does not hold up the others.
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

/** Separates payloads of another version of this code: they cannot be read, and must not block the others. */
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
 * Publishes in order until the time of the round is over or Redis stops answering.
 *
 * @returns the outcome of each, in the same order; shorter than `readable` when time ran out
 */
async function tellRedis(readable: readonly Readable[]): Promise<PublishOutcome[]> {
  const deadline = Date.now() + ROUND_MS;
  const told: PublishOutcome[] = [];
  while (told.length < readable.length && Date.now() < deadline) {
    const startedAt = Date.now();
    const part = readable.slice(told.length, told.length + pace);
    const outcomes = await publishAll(part.map(({ announcement }) => announcement));
    told.push(...outcomes);
    if (outcomes.some((one) => one.outcome === 'unknown')) {
      // Rows that it got and did not answer in time stand before the next ones.
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
/** Delays refused rows: they are tried again after a second, two, four, … up to every five minutes. */
async function putOff(
  tx: Transaction,
  readable: readonly Readable[],
  told: readonly PublishOutcome[],
): Promise<void> {
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
