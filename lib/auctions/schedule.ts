import { readerOf } from '@/lib/env';
import { MAX_DURATION_DAYS, MAX_START_AHEAD_DAYS } from './input';

const SECOND_MS = 1_000;
const SHORTEST_RUN_MS = 5 * 60 * SECOND_MS;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

const readSettings = readerOf('DEMO_MODE');

/**
 * The faults of an auction's start and end.
 *
 * @param now  the database's clock
 * @param kept  neither time is new: then the rest of the auction may be short
 * @returns message keys by field; empty if there is no fault
 */
export function scheduleFaults({
  start,
  end,
  now,
  kept = false,
}: {
  start: Date;
  end: Date;
  now: Date;
  kept?: boolean;
}) {
  const runs = end.getTime() - Math.max(start.getTime(), now.getTime());
  const faults: { startTime?: string; endTime?: string } = {};
  if (start.getTime() - now.getTime() > MAX_START_AHEAD_DAYS * DAY_MS) faults.startTime = 'startTooFar';
  if (end <= now) faults.endTime = 'inThePast';
  else if (runs < SECOND_MS) faults.endTime = 'afterStart';
  else if (!kept && runs < SHORTEST_RUN_MS && !readSettings().DEMO_MODE) faults.endTime = 'runsTooShort';
  else if (end.getTime() - start.getTime() > MAX_DURATION_DAYS * DAY_MS) faults.endTime = 'runsTooLong';
  return faults;
}
