import { CommitUnknownError } from './transaction';

/**
 * Whether an error means that the database was busy or away for a moment: lock and serialization failures, a lost
 * connection, none to be had. What was under way is rolled back, and doing it again is safe; after a COMMIT whose fate
 * is not known it would not be.
 */
export function isPassingFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof CommitUnknownError) return false;
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && /^(08|40|53|55P03|57P0|ECONN|EPIPE|ETIMEDOUT)/.test(code)) return true;
    if (/Connection terminated|timeout exceeded when trying to connect/.test(cause.message)) return true;
  }
  return false;
}
