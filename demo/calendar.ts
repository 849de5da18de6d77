import type { Random } from './random';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Korea has the same offset all year. */
const KST_AHEAD_MS = 9 * HOUR_MS;

const SLEEP_ENDS_HOUR = 7;
const SLEEP_STARTS_HOUR = 1;
const TRIES = 12;

/** Midnight in Korea before the given moment. All moments here are milliseconds since 1970. */
export function koreanMidnight(at: number): number {
  return at - ((at + KST_AHEAD_MS) % DAY_MS);
}

function koreanHour(at: number): number {
  return (at - koreanMidnight(at)) / HOUR_MS;
}

/** A moment between two others at which people are awake, if one is found. */
export function wakingMoment({ from, until }: { from: number; until: number }, random: Random): number {
  let moment = from;
  for (let tries = 0; tries < TRIES; tries += 1) {
    moment = from + random.next() * (until - from);
    const hour = koreanHour(moment);
    if (hour >= SLEEP_ENDS_HOUR || hour < SLEEP_STARTS_HOUR) break;
  }
  return Math.floor(moment / SECOND_MS) * SECOND_MS;
}

/**
 * The moment that a seller would choose near a given one: soon, at a whole minute; today, at a multiple of ten minutes; later,
 * at a whole hour and never at night.
 */
export function chosenMoment(wanted: number, now: number): number {
  const ahead = wanted - now;
  if (ahead < 90 * MINUTE_MS) return roundUp(wanted, MINUTE_MS);
  if (ahead < 6 * HOUR_MS) return roundUp(wanted, 10 * MINUTE_MS);
  const rounded = roundUp(wanted, ahead < DAY_MS ? 30 * MINUTE_MS : HOUR_MS);
  const hour = koreanHour(rounded);
  if (hour < 5) return koreanMidnight(rounded) - 2 * HOUR_MS;
  if (hour < 9) return koreanMidnight(rounded) + 10 * HOUR_MS;
  return rounded;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
