/**
 * The rule by which the end of an auction moves, in seconds: after a change of the leader within the last `extendWindow`, this
 * much time is left again, up to `extendCap` after the end that the seller chose.
 */
export type SoftClose = { extendWindow: number; extendCap: number };

const MINUTE_S = 60;

/** People look at a local auction now and then; at the end of a national one everybody is there. */
const SOFT_CLOSE: Record<'national' | 'local', SoftClose> = {
  national: { extendWindow: MINUTE_S, extendCap: 30 * MINUTE_S },
  local: { extendWindow: 5 * MINUTE_S, extendCap: 60 * MINUTE_S },
};

/**
 * The rule of the platform for an auction that is listed now; a seller cannot switch it off. It is copied to the auction, so
 * that a later release can change the rule for new auctions alone.
 */
export function softCloseFor(kind: { isNational: boolean }): SoftClose {
  return SOFT_CLOSE[kind.isNational ? 'national' : 'local'];
}

/** Whether the end has moved as far as it may. */
export function isLastExtension(
  { endTime, originalEndTime = endTime }: { endTime: string; originalEndTime?: string | undefined },
  { extendCapMs }: { extendCapMs: number },
): boolean {
  const movedMs = Date.parse(endTime) - Date.parse(originalEndTime);
  return movedMs > 0 && movedMs >= extendCapMs;
}
