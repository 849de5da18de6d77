/**
 * The time to wait before the next attempt: doubled with each failure, up to `longestMs`, and spread at random over its
 * upper half, so that things that failed together are not retried together.
 *
 * @param failures  the number of attempts in a row that have failed, the last one included
 */
export function growingDelayMs(
  failures: number,
  { firstMs, longestMs }: { firstMs: number; longestMs: number },
): number {
  // The exponent is bounded, because 2 ** 1024 is Infinity.
  const longest = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(failures - 1, 0), 30));
  return longest * (0.5 + Math.random() / 2);
}
