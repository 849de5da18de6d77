import { isPassingFailure } from '@/db/passing-failure';
import { log } from '@/lib/log';
import type { Refusal } from '@/lib/result';

const RETRY_AFTER_SECONDS = 1;

/**
 * What is answered instead of an error that passes by itself: the database is overrun or away, and nothing has happened.
 *
 * @param error  what `lib` threw; it is thrown again when it is anything else, the unknown fate of a COMMIT included
 */
export function busyInstead(error: unknown): Refusal<'BUSY'> {
  if (isFateUnknown(error) || !isPassingFailure(error)) throw error;
  log.warn({ error }, 'the database did not answer in time');
  return { ok: false, code: 'BUSY', retryAfterSeconds: RETRY_AFTER_SECONDS };
}

/** The same for a caller who can be told that nobody knows what became of the request. */
export function busyOrUnknownInstead(error: unknown): Refusal<'BUSY'> {
  if (!isFateUnknown(error)) return busyInstead(error);
  log.error({ error }, 'it is not known whether a request took effect');
  return { ok: false, code: 'BUSY', reason: 'UNKNOWN', retryAfterSeconds: RETRY_AFTER_SECONDS };
}

/**
 * For server actions: the answer of a function of `lib`, or BUSY as its refusal where it broke because the database is
 * away for a moment. The form shows the sentence and keeps what was entered, where an exception would take the page
 * away.
 */
export function orBusy<T>(answering: Promise<T>): Promise<T | Refusal<'BUSY'>> {
  return answering.catch(busyInstead);
}

/** By its name: pages, actions and route handlers are bundled apart, each with a class of its own. */
function isFateUnknown(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'CommitUnknownError') return true;
  }
  return false;
}
