import { isCommitUnknown } from './transaction';

/** lock_not_available, query_canceled (a statement's time was up, or somebody ended it), deadlock_detected. */
const CODES = new Set(['55P03', '57014', '40P01']);

/**
 * Whether a statement failed because somebody else held a row for too long. Its transaction is rolled back; what does
 * not need that row can be done at once. False for a COMMIT whose fate is not known, which must not be done again.
 */
export function isLockFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isCommitUnknown(cause)) return false;
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && CODES.has(code)) return true;
  }
  return false;
}
