const FIRST_MS = 500;
const LONGEST_MS = 10_000;
/** A gateway that restarts closes all connections at once; they must not all come back at once. */
const AFTER_RESTART_MS = 4_000;
const RESTART = 1012;
export const TRY_LATER = 1013;

/**
 * The time to wait before connecting again: doubled with each failure, up to ten seconds, and spread at random, so that a
 * crowd does not come back at the same moment.
 *
 * @param failures  the number of failed attempts in a row before this one
 * @param code      the WebSocket close code
 * @param chance    from 0 to 1
 * @returns milliseconds
 */
export function reconnectDelay({
  failures,
  code,
  chance,
}: {
  failures: number;
  code: number;
  chance: number;
}): number {
  if (code === TRY_LATER) return LONGEST_MS * (0.5 + chance / 2);
  const longest = Math.min(FIRST_MS * 2 ** failures, LONGEST_MS);
  const delay = longest * (0.5 + chance / 2);
  return code === RESTART ? Math.max(delay, AFTER_RESTART_MS * chance) : delay;
}
