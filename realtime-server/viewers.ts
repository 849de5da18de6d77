import type { Redis } from 'ioredis';

/** The running copies of the gateway: their names, sorted by their last sign of life. */
const COPIES_KEY = 'viewers';

function countsKey(copy: string): string {
  return `viewers:${copy}`;
}

/**
 * Adds up the viewers over all copies of the gateway. Each copy keeps its counts in a hash that expires, so that a killed
 * copy is forgotten by itself. While Redis is away, a copy knows its own viewers only.
 */
export class Viewers {
  readonly #redis: Redis;
  readonly #now: () => Date | null;
  readonly #copy: string;
  readonly #forgottenAfterMs: number;

  /** @param now  a clock that all copies share; null while it is not known */
  constructor(options: { redis: Redis; now: () => Date | null; copy: string; everyMs: number }) {
    this.#redis = options.redis;
    this.#now = options.now;
    this.#copy = options.copy;
    this.#forgottenAfterMs = options.everyMs * 5;
  }

  /** Publishes the counts of this copy and returns the totals of the same topics. */
  async exchange(own: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    const now = this.#now()?.getTime();
    if (this.#redis.status !== 'ready' || now === undefined) return own;
    try {
      const totals = new Map(own);
      const copies = await this.#announce(own, now);
      const topics = [...own.keys()];
      for (const copy of topics.length > 0 ? copies : []) {
        const counts = await this.#redis.hmget(countsKey(copy), ...topics);
        topics.forEach((topic, index) => {
          totals.set(topic, (totals.get(topic) ?? 0) + Number(counts[index] ?? 0));
        });
      }
      return totals;
    } catch {
      // The connection was lost on the way; the subscriber renews it and logs that.
      return own;
    }
  }

  async withdraw(): Promise<void> {
    if (this.#redis.status !== 'ready') return;
    await this.#redis
      .multi()
      .del(countsKey(this.#copy))
      .zrem(COPIES_KEY, this.#copy)
      .exec()
      .catch(() => undefined);
  }

  /** Stores the counts of this copy and returns the names of the others. */
  async #announce(own: ReadonlyMap<string, number>, now: number): Promise<string[]> {
    const key = countsKey(this.#copy);
    const commands = this.#redis.multi().del(key);
    if (own.size > 0) commands.hset(key, own).pexpire(key, this.#forgottenAfterMs);
    const results = await commands
      .zadd(COPIES_KEY, String(now), this.#copy)
      .zremrangebyscore(COPIES_KEY, '-inf', now - this.#forgottenAfterMs)
      .zrange(COPIES_KEY, 0, '-1')
      .exec();
    const copies = results?.at(-1)?.[1] as string[] | undefined;
    return (copies ?? []).filter((copy) => copy !== this.#copy);
  }
}
