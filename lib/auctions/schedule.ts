import { MAX_DURATION_DAYS, MAX_START_AHEAD_DAYS } from './input';

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/**
 * The faults of an auction's start and end.
 *
 * @param now  the database's clock
 * @returns message keys by field; empty if there is no fault
 */
export function scheduleFaults({ start, end, now }: { start: Date; end: Date; now: Date }) {
  const runs = end.getTime() - Math.max(start.getTime(), now.getTime());
  const faults: { startTime?: string; endTime?: string } = {};
  if (start.getTime() - now.getTime() > MAX_START_AHEAD_DAYS * DAY_MS) faults.startTime = 'startTooFar';
  if (end <= now) faults.endTime = 'inThePast';
  else if (runs < SECOND_MS) faults.endTime = 'afterStart';
  else if (end.getTime() - start.getTime() > MAX_DURATION_DAYS * DAY_MS) faults.endTime = 'runsTooLong';
  return faults;
}
