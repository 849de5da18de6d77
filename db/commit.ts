import type { PoolClient } from 'pg';

export type CommitAnswer = 'committed' | 'rolled back' | 'not replicated';

/** PostgreSQL's warning when it stops waiting for a standby: the work is durable here and perhaps nowhere else. */
const NOT_REPLICATED = /wait for synchronous replication/;

/**
 * Sends COMMIT and reads the whole answer.
 *
 * @returns `rolled back` for a transaction that had failed before: PostgreSQL answers its COMMIT with ROLLBACK and no
 *   error. `not replicated` when a standby was to confirm and the wait for it was cut short: PostgreSQL answers COMMIT,
 *   with a warning.
 * @throws when no answer came, or an error instead of one
 */
export async function sendCommit(client: PoolClient): Promise<CommitAnswer> {
  let replicated = true;
  const onNotice = ({ message }: { message?: string | undefined }) => {
    if (message && NOT_REPLICATED.test(message)) replicated = false;
  };
  client.on('notice', onNotice);
  try {
    const { command } = await client.query('COMMIT');
    if (command !== 'COMMIT') return 'rolled back';
    return replicated ? 'committed' : 'not replicated';
  } finally {
    client.off('notice', onNotice);
  }
}
