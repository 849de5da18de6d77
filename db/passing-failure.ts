import { isReadTimeout, isStalePlan } from './stale-connection';
import { isCommitUnknown } from './transaction';

/**
 * SQLSTATE of failures that pass: connection failures (but not a protocol that the other side does not speak), rollbacks
 * that may be tried again, lack of resources, locks and statements that took too long, shutdown, and a database that takes
 * no writes.
 */
const PASSING_STATE = /^(08(?!P01)|40|53|55P03|57014|57P0|25006|25P03)/;
const PASSING_SYSTEM_ERROR = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)/;
const PASSING_MESSAGE = /Connection terminated|timeout exceeded when trying to connect|not queryable/;

/** Failures that do not pass: a wrong password or database, or a pooler that refuses the session's settings. */
const LASTING_STATE = /^(28|3D000|08P01)/;

/**
 * Whether an error means that the database was busy or away for a moment: lock and serialization failures, a connection
 * that was lost or could not be had. The work under way is rolled back, and it is safe to do it again. That does not
 * hold for a COMMIT of unknown fate, which is not among these.
 */
export function isPassingFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isCommitUnknown(cause)) return false;
    if (cause.name === 'NotBegunError') return !isLasting(cause.cause);
    if (isReadTimeout(cause) || isStalePlan(cause)) return true;
    const code = codeOf(cause);
    if (PASSING_STATE.test(code) || PASSING_SYSTEM_ERROR.test(code)) return true;
    if (PASSING_MESSAGE.test(cause.message)) return true;
  }
  return false;
}

function isLasting(cause: unknown): boolean {
  return cause instanceof Error && LASTING_STATE.test(codeOf(cause));
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
