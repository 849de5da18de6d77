/** The message of `pg` when a query was not answered within `query_timeout`. The error has no code. */
const READ_TIMEOUT = /^Query read timeout$/;

/** SQLSTATE read_only_sql_transaction. */
const READ_ONLY = '25006';

/** Whether the server did not answer in time. It may or may not have acted, and the connection is useless. */
export function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && READ_TIMEOUT.test(error.message);
}

/** SQLSTATE feature_not_supported. A prepared statement of before a migration has it: a column is of another type now. */
const STALE_PLAN = { state: '0A000', message: /^cached plan must not change result type$/ };

/** Whether a statement that the connection keeps prepared no longer fits its tables. */
export function isStalePlan(error: unknown): boolean {
  return (
    error instanceof Error && sqlState(error) === STALE_PLAN.state && STALE_PLAN.message.test(error.message)
  );
}

/**
 * Whether an error means that every connection opened with this one is useless too: the server fell silent (cut off
 * without a reset, a failover), it took no writes when they were opened, which a session remembers, or a migration has
 * changed a column that their prepared statements read.
 */
export function provesStaleConnections(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isReadTimeout(cause) || isStalePlan(cause) || sqlState(cause) === READ_ONLY) return true;
  }
  return false;
}

/** SQLSTATE classes about the statement and not the connection: data, constraints, rollbacks, privileges, locks. */
const OF_THE_STATEMENT = /^(0A|21|22|23|40|42|55|P0)/;

/**
 * Whether a connection can be used further after this error. An error that is not plainly about the statement costs the
 * connection: a new one is cheap, a bad one answers with errors for as long as it is kept.
 */
export function keepsConnection(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const state = sqlState(cause);
    if (isStalePlan(cause)) return false;
    if (state !== null) return OF_THE_STATEMENT.test(state) || state === '57014';
    if (isReadTimeout(cause) || /connection/i.test(cause.message)) return false;
  }
  return true;
}

function sqlState(error: Error): string | null {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}
