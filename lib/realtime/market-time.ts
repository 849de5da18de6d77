import type { Redis } from 'ioredis';
import { RemoteClock } from '@/lib/remote-clock';

/**
 * How far the database's clock is ahead of Redis' own, in milliseconds. Whoever reaches Redis knows the database's time
 * by it, without a connection to the database: Redis says what time it is there, and this what to add.
 */
const KEY = 'clock';

/** Without a worker to renew it, it would go on saying what was true of two clocks that may have been set since. */
const KEPT_MS = 10 * 60_000;

/** What took longer to be measured is not worth being kept. */
const USEFUL_ROUND_TRIP_MS = 1_000;

type Seconds = [seconds: string, microseconds: string];

function milliseconds([seconds, microseconds]: Seconds): number {
  return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
}

/**
 * Keeps the difference of both clocks in Redis.
 *
 * @param database  the database's time at this moment
 * @throws when Redis does not take it
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
 * The database's time as a process knows it that reaches Redis alone. Until it has read what the worker keeps there it
 * goes by Redis' own clock, which all copies share at least.
 */
export class MarketClock {
  readonly #clock = new RemoteClock();
  #isShared = false;

  /** @returns whether the clock is another one now than before */
  async learn(redis: Redis): Promise<boolean> {
    const askedAt = this.#clock.mark();
    const answers = await redis.multi().time().get(KEY).exec();
    const [time, offset] = (answers ?? []).map(([, value]) => value) as [Seconds | undefined, string | null];
    if (!time || (offset === null && this.#isShared && this.now() !== null)) return false;
    this.#isShared = offset !== null;
    return this.#clock.learn(milliseconds(time) + Number(offset ?? 0), askedAt);
  }

  /** Null before anything was heard, or too long after. */
  now(): Date | null {
    const ms = this.#clock.now();
    return ms === null ? null : new Date(ms);
  }
}
