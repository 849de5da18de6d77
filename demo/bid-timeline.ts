import { type Money, won } from '@/lib/money';
import { MINUTE_MS, SECOND_MS, wakingMoment } from './calendar';
import type { Random } from './random';

export type PlannedBid = { at: number; username: string; amount: Money };

export type BidTimelinePlan = {
  count: number;
  startPrice: number;
  bidUnit: number;
  /** The highest bid. */
  price: number;
  from: number;
  until: number;
  /** `rush`: faster and faster towards `until`. `calm`: at scattered times, the last bid a while before `until`. */
  pace: 'rush' | 'calm';
  isNational: boolean;
  /** Usernames of the people who may bid; at least two if there are several bids. */
  crowd: readonly string[];
  /** Usernames of the last bidders, the highest first. */
  lastBidders: readonly string[];
};

/** How much longer each gap is than the next one, on the way to the end. */
const RUSH_GROWTH = 1.3;
const RUSH_SHARE = 0.28;
/** The probability that a bidder who was outbid is the next to bid. */
const RIVALRY = 0.5;

/**
 * Invents the bids with their bidders and times: bursts and pauses, rivals who outbid each other in turn, now and then a
 * bid that jumps several steps, and a rush at the end.
 *
 * @returns the bids in order of time and of amount, from the start price to `price`
 * @throws RangeError when so many bids on those steps do not lead to that price
 */
export function planBidTimeline(plan: BidTimelinePlan, random: Random): PlannedBid[] {
  if (plan.count === 0) return [];
  const amounts = planAmounts(plan, random);
  const usernames = planBidders(plan, random);
  const times = planTimes(plan, random);
  return amounts.map((amount, index) => ({
    at: at(times, index),
    username: at(usernames, index),
    amount: won(amount),
  }));
}

function planAmounts(
  { count, startPrice, bidUnit, price, lastBidders }: BidTimelinePlan,
  random: Random,
): number[] {
  const steps = (price - startPrice) / bidUnit;
  let spare = steps - (count - 1);
  if (!Number.isInteger(steps) || spare < 0) {
    throw new RangeError(`${count} bids in steps of ${bidUnit} do not lead from ${startPrice} to ${price}`);
  }
  if (count === 1) return [price];
  const rises = Array.from({ length: count - 1 }, () => 1);
  while (spare > 0) {
    const jump = Math.min(spare, random.between(1, 1 + Math.ceil(spare / 6)));
    // Rivals at the end raise by single steps.
    const lucky = random.between(0, Math.max(0, rises.length - 1 - lastBidders.length));
    rises[lucky] = at(rises, lucky) + jump;
    spare -= jump;
  }
  let amount = startPrice;
  return [startPrice, ...rises.map((rise) => (amount += rise * bidUnit))];
}

function planBidders({ count, crowd, lastBidders }: BidTimelinePlan, random: Random): string[] {
  const known = [...lastBidders].slice(0, count).reverse();
  const free = count - known.length;
  const sequence: string[] = [];
  for (let index = 0; index < free; index += 1) {
    const [outbid, leader] = [sequence.at(-2), sequence.at(-1)];
    const next = index === free - 1 ? known[0] : undefined;
    const possible = crowd.filter((username) => username !== leader && username !== next);
    const rival = outbid !== undefined && possible.includes(outbid) && random.next() < RIVALRY;
    sequence.push(rival ? outbid : random.pick(possible));
  }
  return [...sequence, ...known];
}

function planTimes(plan: BidTimelinePlan, random: Random): number[] {
  const { count, from, until, pace, isNational } = plan;
  const rushing = pace === 'rush' ? Math.max(1, Math.round(count * RUSH_SHARE)) : 0;
  const times = rushTimes(
    { count: rushing, until, firstGap: isNational ? 4 : 70, longest: (until - from) / 3 },
    random,
  );
  const calmUntil = pace === 'rush' ? Math.min(...times) - MINUTE_MS : lastCalmMoment(plan, random);
  while (times.length < count) {
    const burst = Math.min(count - times.length, random.between(1, isNational ? 6 : 3));
    let moment = wakingMoment({ from: from + MINUTE_MS, until: calmUntil }, random);
    for (let index = 0; index < burst; index += 1) {
      times.push(moment);
      moment += random.between(8, isNational ? 110 : 900) * SECOND_MS;
    }
  }
  return spreadOut(times, { from, until: pace === 'rush' ? until - 2 * SECOND_MS : calmUntil });
}

/** Times back from `until`, with gaps that start at `firstGap` seconds, none more than `longest` back. */
function rushTimes(
  { count, until, firstGap, longest }: { count: number; until: number; firstGap: number; longest: number },
  random: Random,
): number[] {
  const back: number[] = [];
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    total += firstGap * RUSH_GROWTH ** index * (0.6 + random.next() * 0.8) * SECOND_MS;
    back.push(total);
  }
  const scale = Math.min(1, longest / total);
  return back.map((distance) => until - Math.ceil((distance * scale) / SECOND_MS) * SECOND_MS);
}

function lastCalmMoment({ from, until }: BidTimelinePlan, random: Random): number {
  return until - Math.min((until - from) / 4, random.between(3, 200) * MINUTE_MS);
}

/** At least a second apart, all of them within bounds. */
function spreadOut(times: readonly number[], { from, until }: { from: number; until: number }): number[] {
  const spread = [...times].sort((a, b) => a - b);
  let latest = until;
  for (let index = spread.length - 1; index >= 0; index -= 1) {
    latest = Math.min(at(spread, index), latest);
    spread[index] = latest;
    latest -= SECOND_MS;
  }
  if (at(spread, 0) <= from) throw new RangeError('too many bids for so little time');
  return spread;
}

function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`nothing at ${index}`);
  return value;
}
