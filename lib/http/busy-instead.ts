import { isPassingFailure } from '@/db/passing-failure';
import { log } from '@/lib/log';
import type { Refusal } from '@/lib/result';

const RETRY_AFTER_SECONDS = 1;

/**
 * What a call is answered instead of an error that passes by itself: the database is overrun or away, and nothing has
 * happened, or nobody knows what became of a COMMIT.
 *
 * @param error  what `lib` threw; it is thrown again when it is anything else
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

/** By its name: pages, actions and route handlers are bundled apart, each with a class of its own. */
function isFateUnknown(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'CommitUnknownError') return true;
  }
  return false;
}
