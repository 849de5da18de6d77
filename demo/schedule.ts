import { chosenMoment, DAY_MS, HOUR_MS, koreanMidnight, MINUTE_MS, wakingMoment } from './calendar';
import type { DemoItem } from './item';
import { type Random, randomFrom } from './random';

/** The times of an item, in milliseconds since 1970. */
export type Schedule = {
  listedAt: number;
  startsAt: number;
  endsAt: number;
  /** The time until which people could bid: the end, an earlier end that a person caused, or now. */
  biddingUntil: number;
};

/** Sellers let their auctions end when people are home. */
const ENDING_HOURS = [12, 13, 18, 19, 20, 20.5, 21, 21, 21.5, 22, 22.5];

/** The items with their times, oldest first, which is the order of their ids. */
export function scheduled(items: readonly DemoItem[], now: number): { item: DemoItem; schedule: Schedule }[] {
  return items
    .map((item) => ({ item, schedule: scheduleOf(item, now, randomFrom(`schedule ${item.title}`)) }))
    .sort((a, b) => a.schedule.listedAt - b.schedule.listedAt);
}

/** Turns "ends in 14 minutes" and "sold 3 days ago" into times. */
function scheduleOf({ lifecycle }: DemoItem, now: number, random: Random): Schedule {
  switch (lifecycle.state) {
    case 'live': {
      const endsAt = chosenMoment(now + lifecycle.endsInMinutes * MINUTE_MS, now);
      const startsAt =
        'lastsHours' in lifecycle
          ? endsAt - lifecycle.lastsHours * HOUR_MS
          : now - lifecycle.listedMinutesAgo * MINUTE_MS;
      return { listedAt: startsAt, startsAt, endsAt, biddingUntil: now };
    }
    case 'waiting': {
      const startsAt = chosenMoment(now + lifecycle.startsInMinutes * MINUTE_MS, now);
      const endsAt = startsAt + lifecycle.lastsHours * HOUR_MS;
      return { listedAt: now - lifecycle.listedHoursAgo * HOUR_MS, startsAt, endsAt, biddingUntil: startsAt };
    }
    default: {
      const endsAt = koreanMidnight(now - lifecycle.daysAgo * DAY_MS) + random.pick(ENDING_HOURS) * HOUR_MS;
      const startsAt = endsAt - lifecycle.lastsDays * DAY_MS;
      const endsByClock =
        lifecycle.state === 'unsold' || (lifecycle.state === 'sold' && !lifecycle.closedEarly);
      const biddingUntil = endsByClock ? endsAt : lateIn({ from: startsAt, until: endsAt }, random);
      return { listedAt: startsAt, startsAt, endsAt, biddingUntil };
    }
  }
}

function lateIn({ from, until }: { from: number; until: number }, random: Random): number {
  return wakingMoment({ from: from + (until - from) * 0.6, until: until - HOUR_MS }, random);
}
