import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

/** Any number that nothing else in this database locks. */
const SETUP_LOCK = 7_261_903;
const ASKED_EVERY_MS = 250;

/**
 * Waits until no other copy sets this database up. The turn ends with the session.
 *
 * It asks repeatedly instead of waiting in `pg_advisory_lock`: a statement that waits holds a snapshot, and a concurrent
 * index build of the copy that has the turn would wait for that snapshot.
 */
export async function takeTurn(client: Client, onNote: (sentence: string) => void): Promise<void> {
  for (let told = false; ; told = true) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      SETUP_LOCK,
    ]);
    if (rows[0]?.taken) return;
    if (!told) onNote('Another copy migrates this database; waiting for it.');
    await sleep(ASKED_EVERY_MS);
  }
}
