/** Korea has had no daylight saving time since 1988, so its clock is a fixed offset. */
export const KST_OFFSET_MS = 9 * 60 * 60 * 1000;

/** What the Korean clock shows at a moment, as ISO 8601 without a zone: "2026-11-20T18:00:05.123". */
export function koreanClock(ms: number): string {
  return new Date(ms + KST_OFFSET_MS).toISOString().slice(0, -1);
}
