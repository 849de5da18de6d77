const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** The usual durations of an auction, each to be chosen with one press. */
export const DURATIONS_MS = {
  '1h': HOUR_MS,
  '3h': 3 * HOUR_MS,
  '1d': DAY_MS,
  '3d': 3 * DAY_MS,
  '7d': 7 * DAY_MS,
} as const;
export type Duration = keyof typeof DURATIONS_MS;
export const DURATIONS = Object.keys(DURATIONS_MS) as Duration[];
export const USUAL_DURATION: Duration = '3d';

/** The duration for relisting an auction that is over: about as long as it ran, without extensions. */
export function durationAgain({
  status,
  startTime,
  endTime,
  originalEndTime,
}: {
  status: 'WAITING' | 'ACTIVE' | 'ENDED' | 'CANCELLED';
  startTime: Date;
  endTime: Date;
  originalEndTime: Date;
}): Duration {
  // The running time of a cancelled auction says nothing about how long it should run.
  if (status === 'CANCELLED') return USUAL_DURATION;
  const ranMs = Math.min(endTime.getTime(), originalEndTime.getTime()) - startTime.getTime();
  const awayMs = (one: Duration) => Math.abs(DURATIONS_MS[one] - ranMs);
  return DURATIONS.reduce((nearest, one) => (awayMs(one) < awayMs(nearest) ? one : nearest));
}
