import { isPassingFailure } from '@/db/passing-failure';
import { isCommitUnknown } from '@/db/transaction';

/** A lock, a statement or a transaction that lost: such failures pass, and they concern the rows that were touched. */
const ABOUT_ROWS = /^(40|55P03|57014)/;

/** The database is read-only since a failover, the server ended the session, or it has no place for another one. */
const ABOUT_THE_DATABASE = /^(08|25006|25P03|53|57P)/;

/** Whether an error means that the database is away or full, so that other rows would fail as well. */
export function isOutage(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isCommitUnknown(cause)) return true;
    const { code } = cause as { code?: unknown };
    if (typeof code !== 'string') continue;
    if (ABOUT_ROWS.test(code)) return false;
    if (ABOUT_THE_DATABASE.test(code)) return true;
  }
  return isPassingFailure(error);
}
