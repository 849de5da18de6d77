/** How often plain requests stand in for the socket, and how often a local auction is requested near its end. */
const POLL_EVERY_MS = 4_000;
/** How often a local auction is requested before its last ten minutes. */
const POLL_CALMLY_EVERY_MS = 15_000;
/** When less time than this is left, a local auction is requested more often. */
const LAST_MINUTES_MS = 10 * 60 * 1000;

/**
 * The milliseconds until a page requests its auction again. The last of the calm waits ends with the first of the last minutes.
 *
 * @param leftMs  until the end of a local auction; 0 where plain requests stand in for the socket
 * @param chance  from 0 to 1: pages that were opened together do not ask together
 */
export function pollWaitMs({ leftMs, chance }: { leftMs: number; chance: number }): number {
  const spread = 0.875 + chance / 4;
  const soonMs = POLL_EVERY_MS * spread;
  const calmMs = leftMs - LAST_MINUTES_MS;
  return calmMs > 0 ? Math.min(POLL_CALMLY_EVERY_MS * spread, calmMs + soonMs) : soonMs;
}
