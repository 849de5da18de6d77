import type { Client } from 'pg';

/** The tables that grow with every bid, and those that everybody reads and writes all the time. */
const LARGE_TABLES = ['auctions', 'bids', 'transactions', 'notifications'];

interface TableState {
  oid: string;
  name: string;
  /** The file that holds its rows; another file means that all rows were rewritten. */
  file: string;
  scans: number;
  /** Whether this session keeps writers, or everybody, out of the table until its transaction ends. */
  locked: boolean;
}

/** The state of the large tables within the transaction of this session. */
export async function largeTables(client: Client): Promise<TableState[]> {
  const { rows } = await client.query<TableState>(
    `SELECT c.oid::text, c.relname AS name, pg_relation_filenode(c.oid)::text AS file,
            pg_stat_get_xact_numscans(c.oid)::int AS scans,
            EXISTS (
              SELECT FROM pg_locks l
              WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation = c.oid
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
            ) AS locked
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY($1)`,
    [LARGE_TABLES],
  );
  return rows;
}

/**
 * Finds the work of a transaction on a large table that would stop the market for as long as it takes. To be called
 * before COMMIT. It looks at the effects and not at the text of the statements, and sees them on an empty table too: the
 * tests, which migrate an empty database, refuse such a migration before it meets a full one.
 *
 * @param before    `largeTables` at the beginning of the transaction
 * @param accepted  the text of the migration, which names tables that it may read under a lock (see CONTRIBUTING.md)
 * @returns one sentence for the first fault
 */
export async function heldOut(
  client: Client,
  before: readonly TableState[],
  accepted: string,
): Promise<string | undefined> {
  const after = await largeTables(client);
  for (const table of before) {
    const now = after.find(({ oid }) => oid === table.oid);
    if (now?.file !== table.file) {
      return `it would rewrite all of "${table.name}" while nobody else may read it`;
    }
    if (now.locked && now.scans > table.scans && !acceptsScan(accepted, table.name)) {
      return `it would read all of "${table.name}" while nobody else may write to it`;
    }
  }
  return undefined;
}

function acceptsScan(statements: string, table: string): boolean {
  return new RegExp(String.raw`^\s*-- reads ${table} under its lock: \S`, 'm').test(statements);
}
