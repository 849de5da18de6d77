import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { log } from '@/lib/log';
import { sendCommit } from './commit';
import { timelineOf } from './session';

const FATE_KNOWN_WITHIN_MS = 5_000;
const FATE_ASKED_EVERY_MS = 50;
/** How long a question may wait for the transaction to end. It must be below the pool's own limit. */
const ENDS_WITHIN_MS = 1_000;
/** Rows of connections that are gone are kept for a day; a process that slept that long cannot be told anything. */
const WITNESS_TRUSTED_MS = 60 * 60 * 1_000;

/**
 * What proves, after COMMIT went unanswered, whether a transaction took effect: a row of `commit_witnesses` for the
 * connection, in which each transaction writes its own number.
 *
 * The database's own transaction id would not do: an id that was never flushed is given out again after a crash, and
 * `pg_xact_status` then speaks of somebody else's transaction. `connection` is drawn at random here and never again.
 */
export type CommitWitness = {
  connection: string;
  number: number;
  /** Of the server on which it began. */
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
 * The statement that writes the witness, as text: it shares a round trip with BEGIN, where parameters cannot go. One row
 * a connection, changed in place: the table stays as small as the number of connections.
 */
export function witnessSql({ connection, number }: CommitWitness): string {
  return `INSERT INTO commit_witnesses AS w (connection, number) VALUES ('${connection}', ${number})
    ON CONFLICT (connection) DO UPDATE SET number = excluded.number, seen_at = excluded.seen_at`;
}

/**
 * Asks what became of a transaction.
 *
 * Writing to the witness's row waits for the transaction, should its backend not have noticed yet that we are gone, and
 * shows what it left: its own number, or that of an earlier one, or no row.
 *
 * @param pool  to the same database; not one whose connections may all be waiting for this very answer
 * @returns null when it could not be found out in time
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
    // A COMMIT of our own, behind the other one: once it is durable (and replicated, where that is asked for), so is that.
    if ((await sendCommit(client)) !== 'committed') return null;
    failure = undefined;
    // A primary that was replaced and does not know it yet still holds what the new one never received.
    if (timelineOf(client) < timeline) return null;
    return Number(rows[0]?.number) === number ? 'committed' : 'aborted';
  } finally {
    client.release(failure === undefined ? undefined : true);
  }
}
