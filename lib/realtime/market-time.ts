import type { Redis } from 'ioredis';
import { RemoteClock } from '@/lib/remote-clock';

/**
 * The difference between the database's clock and that of Redis, in milliseconds. A process that reaches Redis derives
 * the database's time from it without a connection to the database: Redis tells its own time, and this is added.
 */
const KEY = 'clock';

/** Without a worker to renew it, the difference would grow outdated: each of the two clocks may be set meanwhile. */
const KEPT_MS = 10 * 60_000;

/** A measurement that took longer than this is not worth keeping. */
const USEFUL_ROUND_TRIP_MS = 1_000;

type Seconds = [seconds: string, microseconds: string];

function milliseconds([seconds, microseconds]: Seconds): number {
  return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
}

/**
 * Stores the difference between the two clocks in Redis.
 *
 * @param database  the database's time at this moment
 * @throws when Redis does not store it
 */
export async function shareDatabaseTime(redis: Redis, database: Date): Promise<void> {
  const askedAt = performance.now();
  const time = (await redis.time()) as unknown as Seconds;
  const roundTripMs = performance.now() - askedAt;
  if (roundTripMs > USEFUL_ROUND_TRIP_MS) return;
  const offsetMs = database.getTime() + roundTripMs / 2 - milliseconds(time);
  await redis.set(KEY, offsetMs.toFixed(3), 'PX', KEPT_MS);
}

/**
 * The database's time for a process that reaches only Redis. Until it has read the difference that the worker stores
 * there, it goes by the clock of Redis, which at least all copies share.
 */
export class MarketClock {
  readonly #clock = new RemoteClock();
  #isShared = false;

  /** @returns whether the time was set: known for the first time, or changed */
  async learn(redis: Redis): Promise<boolean> {
    const askedAt = this.#clock.mark();
    const answers = await redis.multi().time().get(KEY).exec();
    const [time, offset] = (answers ?? []).map(([, value]) => value) as [Seconds | undefined, string | null];
    if (!time || (offset === null && this.#isShared && this.now() !== null)) return false;
    this.#isShared = offset !== null;
    return this.#clock.learn(milliseconds(time) + Number(offset ?? 0), askedAt);
  }

  /** Null before the first answer, and when the last answer is too old. */
  now(): Date | null {
    const ms = this.#clock.now();
    return ms === null ? null : new Date(ms);
  }
}
