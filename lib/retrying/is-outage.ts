import { isPassingFailure } from '@/db/passing-failure';
import { CommitUnknownError } from '@/db/transaction';

/** A lock, a statement or a transaction that lost: it passes, and it is about the rows that were touched. */
const ABOUT_ROWS = /^(40|55P03|57014)/;

/** Whether an error says that the database is away or full, so that trying other rows would fail just the same. */
export function isOutage(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof CommitUnknownError) return true;
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && ABOUT_ROWS.test(code)) return false;
  }
  return isPassingFailure(error);
}
