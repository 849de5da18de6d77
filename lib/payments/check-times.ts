/**
 * A process that asks a provider about an order has it to itself for this long: longer than four requests in a row may take.
 */
export const LEASE_SECONDS = 90;

export const LONGEST_WAIT_SECONDS = 600;

/** Doubles from two seconds up to ten minutes. The checks never end, because somebody's money is at stake. */
export function secondsUntilNextCheck(attempts: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, 2 ** (Math.min(attempts, 20) + 1));
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The waits between the checks of a failed order, which ask the provider whether it took the money after all. */
const RECHECKS_AFTER_SECONDS = [10 * MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY] as const;

/** @returns null when it has been asked often enough */
export function secondsUntilRecheck(rechecks: number): number | null {
  return RECHECKS_AFTER_SECONDS[rechecks] ?? null;
}

/** Doubles from two seconds up to a day, for a failed order that the provider says nothing about. */
export function secondsUntilUnansweredRecheck(attempts: number): number {
  return Math.min(DAY, 2 ** (Math.min(attempts, 20) + 1));
}
