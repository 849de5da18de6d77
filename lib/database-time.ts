import { databasePool } from '@/db/client';
import { RemoteClock } from './remote-clock';
import { singleton } from './singleton';

/** Between two questions the steady clock of the process is right to a millisecond. */
const ASKED_EVERY_MS = 10_000;

const known = singleton('database-time', () => ({
  clock: new RemoteClock(),
  askedAt: Number.NEGATIVE_INFINITY,
  asking: null as Promise<void> | null,
}));

/**
 * The database's time, for times that people are shown and for anything that expires: copies of a process may disagree
 * on the time of day, and each may be wrong. Code that decides about money reads the clock itself, under its locks.
 *
 * Costs one query in ten seconds; between two queries the process reckons the time itself.
 *
 * @param maxAgeMs  asks the database when the last answer is older than this
 * @throws when the database does not answer and has not answered before
 */
export async function databaseTime(maxAgeMs = ASKED_EVERY_MS): Promise<Date> {
  const { clock, askedAt } = known;
  if (clock.now() === null || clock.mark() - askedAt >= maxAgeMs) {
    known.asking ??= ask().finally(() => {
      known.asking = null;
    });
    // After a passing failure the last measurement still holds.
    await known.asking.catch((error: unknown) => {
      if (clock.now() === null) throw error;
    });
  }
  return new Date(clock.now() ?? Number.NaN);
}

async function ask(): Promise<void> {
  const { clock } = known;
  // The measurement begins with the connection in hand: a new one takes a while to be opened.
  const client = await databasePool().connect();
  let broken: Error | undefined;
  try {
    const askedAt = clock.mark();
    const { rows } = await client.query<{ ms: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
    );
    clock.learn(rows[0]?.ms ?? Number.NaN, askedAt);
    known.askedAt = askedAt;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
