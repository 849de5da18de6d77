import { databasePool } from '@/db/client';
import { RemoteClock } from './remote-clock';

/** Between two questions the process' own steady clock is right to a millisecond. */
const ASKED_EVERY_MS = 10_000;

const HELD_OUTSIDE_BUNDLES = Symbol.for('neighborbid.database-time');

type Held = { clock: RemoteClock; askedAt: number; asking: Promise<void> | null };

function held(): Held {
  const global = globalThis as { [HELD_OUTSIDE_BUNDLES]?: Held };
  global[HELD_OUTSIDE_BUNDLES] ??= {
    clock: new RemoteClock(),
    askedAt: Number.NEGATIVE_INFINITY,
    asking: null,
  };
  return global[HELD_OUTSIDE_BUNDLES];
}

/**
 * The database's time, for what people are shown and what expires: copies of a process may disagree on the time of day,
 * and each may be wrong. What decides about money reads the clock itself, under its locks.
 *
 * Costs a query in ten seconds; between them it is kept.
 *
 * @param maxAgeMs  asks when it last asked longer ago than this
 * @throws when the database does not answer and nothing is known yet
 */
export async function databaseTime(maxAgeMs = ASKED_EVERY_MS): Promise<Date> {
  const { clock, askedAt } = held();
  const known = clock.now();
  if (known === null || clock.mark() - askedAt >= maxAgeMs) {
    held().asking ??= ask().finally(() => {
      held().asking = null;
    });
    // A passing failure is no reason to forget what is known.
    await held().asking?.catch((error: unknown) => {
      if (clock.now() === null) throw error;
    });
  }
  return new Date(clock.now() ?? Number.NaN);
}

async function ask(): Promise<void> {
  const { clock } = held();
  // From the connection on, which a newcomer to the pool has to wait for.
  const client = await databasePool().connect();
  let broken: Error | undefined;
  try {
    const askedAt = clock.mark();
    const { rows } = await client.query<{ ms: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
    );
    clock.learn(rows[0]?.ms ?? Number.NaN, askedAt);
    held().askedAt = askedAt;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
