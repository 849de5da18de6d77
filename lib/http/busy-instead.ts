import { isPassingFailure } from '@/db/passing-failure';
import { log } from '@/lib/log';
import type { Refusal } from '@/lib/result';

const RETRY_AFTER_SECONDS = 1;

/**
 * The refusal that answers a call in place of a temporary error: the database is overloaded or away and nothing has
 * happened, or the outcome of a COMMIT is unknown.
 *
 * @param error  thrown by `lib`; any other error is thrown again
 */
export function busyInstead(error: unknown): Refusal<'BUSY'> {
  if (isFateUnknown(error)) {
    log.error({ error }, 'it is not known whether a request took effect');
    return { ok: false, code: 'BUSY', reason: 'UNKNOWN', retryAfterSeconds: RETRY_AFTER_SECONDS };
  }
  if (!isPassingFailure(error)) throw error;
  log.warn({ error }, 'the database did not answer in time');
  return { ok: false, code: 'BUSY', retryAfterSeconds: RETRY_AFTER_SECONDS };
}

/** Compares the name, because pages, actions and route handlers are bundled separately, each with its own class. */
function isFateUnknown(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'CommitUnknownError') return true;
  }
  return false;
}
