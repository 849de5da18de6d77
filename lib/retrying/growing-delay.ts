/**
 * How long to wait before the next try: twice as long with each failure, up to `longestMs`, and spread by chance over
 * its upper half, so that what failed together does not come back together.
 *
 * @param failures  how many tries in a row have failed, the last one included
 */
export function growingDelayMs(
  failures: number,
  { firstMs, longestMs }: { firstMs: number; longestMs: number },
): number {
  // The exponent is bounded, because 2 ** 1024 is Infinity.
  const longest = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(failures - 1, 0), 30));
  return longest * (0.5 + Math.random() / 2);
}
