import { isPassingFailure } from '@/db/passing-failure';
import { isCommitUnknown } from '@/db/transaction';

/** A lock, a statement or a transaction that lost: it passes, and it is about the rows that were touched. */
const ABOUT_ROWS = /^(40|55P03|57014)/;

/** Read only since a failover, the session ended by the server, or no place for another one. */
const ABOUT_THE_DATABASE = /^(08|25006|25P03|53|57P)/;

/** Whether an error says that the database is away or full, so that trying other rows would fail just the same. */
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
