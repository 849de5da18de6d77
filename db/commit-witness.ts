import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { log } from '@/lib/log';
import { sendCommit } from './commit';
import { timelineOf } from './session';

const FATE_KNOWN_WITHIN_MS = 5_000;
const FATE_ASKED_EVERY_MS = 50;
/** The longest that a question waits for the transaction to end. It must be below the pool's own limit. */
const ENDS_WITHIN_MS = 1_000;
/** Rows of closed connections are kept for a day; for a process that was suspended for longer, the fate stays unknown. */
const WITNESS_TRUSTED_MS = 60 * 60 * 1_000;

/**
 * The proof, after COMMIT went unanswered, that a transaction took effect or did not: the row of its connection in
 * `commit_witnesses`, into which each transaction writes its own number.
 *
 * The database's own transaction id would not do: an id that was never flushed is assigned again after a crash, and
 * `pg_xact_status` then reports on another transaction. `connection` is drawn at random here and never reused.
 */
export type CommitWitness = {
  connection: string;
  number: number;
  /** The timeline of the server on which the transaction began. */
  timeline: number;
  begunAt: number;
};

export type Fate = 'committed' | 'aborted';

type Sequence = { connection: string; number: number };
const sequences = new WeakMap<PoolClient, Sequence>();

/** The witness of the next transaction on this connection. */
export function newWitness(client: PoolClient): CommitWitness {
  const sequence = sequences.get(client) ?? { connection: randomUUID(), number: 0 };
  sequences.set(client, sequence);
  sequence.number += 1;
  return { ...sequence, timeline: timelineOf(client), begunAt: Date.now() };
}

/**
 * The statement that writes the witness, as text: it shares a round trip with BEGIN, which takes no parameters. Each
 * connection has one row that is updated in place, so the table stays as small as the number of connections.
 */
export function witnessSql({ connection, number }: CommitWitness): string {
  return `INSERT INTO commit_witnesses AS w (connection, number) VALUES ('${connection}', ${number})
    ON CONFLICT (connection) DO UPDATE SET number = excluded.number, seen_at = excluded.seen_at`;
}

/**
 * Finds out whether a transaction was committed.
 *
 * The write to the witness's row waits for the transaction, in case its backend has not noticed yet that we are gone.
 * The row then shows the number of this transaction, that of an earlier one, or does not exist.
 *
 * @param pool  to the same database; not one whose connections may all be waiting for this answer
 * @returns null when the fate could not be found out in time
 */
export async function fateOf(witness: CommitWitness, pool: Pool): Promise<Fate | null> {
  const deadline = Date.now() + FATE_KNOWN_WITHIN_MS;
  while (Date.now() < deadline) {
    try {
      const fate = await ask(witness, pool);
      if (fate && Date.now() - witness.begunAt < WITNESS_TRUSTED_MS) return fate;
    } catch (error) {
      log.warn({ error: String(error) }, 'could not ask for the fate of a transaction');
    }
    await new Promise((resolve) => setTimeout(resolve, FATE_ASKED_EVERY_MS));
  }
  return null;
}

/** @returns null when the server that answered is behind the one on which the transaction ran */
async function ask({ connection, number, timeline }: CommitWitness, pool: Pool): Promise<Fate | null> {
  const client = await pool.connect();
  let failure: unknown = true;
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = ${ENDS_WITHIN_MS}`);
    const { rows } = await client.query<{ number: string }>(
      `INSERT INTO commit_witnesses AS w (connection, number) VALUES ($1, 0)
       ON CONFLICT (connection) DO UPDATE SET number = w.number RETURNING number`,
      [connection],
    );
    // Our own COMMIT comes after the other one in the log: when ours is durable (and replicated, where that is
    // configured), the other one is too.
    if ((await sendCommit(client)) !== 'committed') return null;
    failure = undefined;
    // A primary that was replaced and does not know it yet still holds transactions that the new one never received.
    if (timelineOf(client) < timeline) return null;
    return Number(rows[0]?.number) === number ? 'committed' : 'aborted';
  } finally {
    client.release(failure === undefined ? undefined : true);
  }
}
