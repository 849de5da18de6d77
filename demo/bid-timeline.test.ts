import { expect, it } from 'vitest';
import { fc } from '@/test/properties';
import { planBidTimeline } from './bid-timeline';
import { DAY_MS } from './calendar';
import { randomFrom } from './random';

const UNTIL = Date.UTC(2026, 10, 21, 9);

const plans = fc
  .record({
    count: fc.integer({ min: 1, max: 90 }),
    spare: fc.integer({ min: 0, max: 60 }),
    bidUnit: fc.constantFrom(500, 1_000, 3_000, 20_000),
    pace: fc.constantFrom('rush' as const, 'calm' as const),
    isNational: fc.boolean(),
    strangers: fc.integer({ min: 3, max: 30 }),
    lastBidders: fc.constantFrom([], ['a'], ['a', 'b', 'a']),
    seed: fc.string(),
  })
  .map(({ count, spare, bidUnit, strangers, seed, ...plan }) => ({
    seed,
    plan: {
      ...plan,
      count,
      bidUnit,
      startPrice: 10_000,
      price: 10_000 + (count - 1 + (count === 1 ? 0 : spare)) * bidUnit,
      from: UNTIL - 2 * DAY_MS,
      until: UNTIL,
      crowd: Array.from({ length: strangers }, (_, index) => `stranger${index}`),
    },
  }));

it('rises from the start price to the highest bid, on steps, in order of time, and nobody outbids themselves', () => {
  fc.assert(
    fc.property(plans, ({ plan, seed }) => {
      const bids = planBidTimeline(plan, randomFrom(seed));
      const amounts = bids.map(({ amount }) => amount.toNumber());
      const times = bids.map(({ at }) => at);
      expect(bids).toHaveLength(plan.count);
      expect(amounts.at(-1)).toBe(plan.price);
      if (plan.count > 1) expect(amounts[0]).toBe(plan.startPrice);
      expect(amounts.filter((amount) => (amount - plan.startPrice) % plan.bidUnit !== 0)).toEqual([]);
      expect(Math.min(...times)).toBeGreaterThan(plan.from);
      expect(Math.max(...times)).toBeLessThan(plan.until);
      for (const values of [amounts, times]) {
        expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
      }
      expect(bids.filter(({ username }, index) => username === bids[index - 1]?.username)).toEqual([]);
      const last = bids.map(({ username }) => username).slice(-plan.lastBidders.length);
      if (plan.lastBidders.length > 0) {
        expect(last.reverse()).toEqual(plan.lastBidders.slice(0, plan.count));
      }
    }),
  );
});

it('is the same each time', () => {
  fc.assert(
    fc.property(plans, ({ plan, seed }) => {
      expect(planBidTimeline(plan, randomFrom(seed))).toEqual(planBidTimeline(plan, randomFrom(seed)));
    }),
  );
});

it('refuses more bids than there are steps', () => {
  fc.assert(
    fc.property(plans, ({ plan, seed }) => {
      fc.pre(plan.count > 1);
      const price = plan.startPrice + (plan.count - 2) * plan.bidUnit;
      expect(() => planBidTimeline({ ...plan, price }, randomFrom(seed))).toThrow(RangeError);
    }),
  );
});
