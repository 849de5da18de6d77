import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { LARGEST_WON } from '@/lib/format/parse-won';
import { fc } from '@/test/properties';
import { type Auction, minimumNext } from './auction';
import {
  type BidRule,
  bidFault,
  canBid,
  leadersRule,
  leavesRaise,
  maximumFault,
  NO_BID_LEFT,
  raisedBy,
  smallestBid,
} from './bid-amount';
import { decide } from './rules';

const START = new Date('2026-11-20T09:00:00Z');
const DURING = new Date('2026-11-20T09:30:00Z');
const END = new Date('2026-11-20T10:00:00Z');

/** An auction before or after some bids, which stand on steps; the buy-now price stands anywhere. Some are very dear. */
const auctions = fc
  .record({
    startPrice: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 50_000 }) },
      { weight: 1, arbitrary: fc.nat(90_000).map((less) => LARGEST_WON - less) },
    ),
    bidUnit: fc.constantFrom(1, 7, 500, 1_000, 3_000, 50_000, LARGEST_WON),
    steps: fc.nat(12),
    bidCount: fc.nat(3),
    buyNowAbove: fc.option(fc.integer({ min: 1, max: 40_000 }), { nil: null }),
  })
  .map(({ startPrice, bidUnit, steps, bidCount, buyNowAbove }): Auction => {
    const price = startPrice + Math.min(steps, Math.floor((LARGEST_WON - startPrice) / bidUnit)) * bidUnit;
    const above = (bidCount > 0 ? price : startPrice) + (buyNowAbove ?? 0);
    const instant = buyNowAbove === null || above > LARGEST_WON ? null : above;
    return {
      id: '7',
      sellerId: '1',
      title: '의자',
      isNational: false,
      settlement: 'close',
      method: 'MEET',
      status: 'ACTIVE',
      startPrice: new Big(startPrice),
      currentPrice: new Big(bidCount > 0 ? price : 0),
      instantPrice: instant === null ? null : new Big(instant),
      bidUnit: new Big(bidUnit),
      startTime: START,
      endTime: END,
      originalEndTime: END,
      extendWindowMs: 0,
      extendCapMs: 0,
      extensions: 0,
      leaderId: bidCount > 0 ? '3' : null,
      winnerId: null,
      finalPrice: null,
      bidCount,
      version: bidCount,
      endedAt: null,
      historyVersion: 0,
    };
  });

/** An auction and an amount. Half of the amounts are beside a limit, where the page and the server could disagree. */
const questions = auctions.chain((auction) => {
  const unit = auction.bidUnit.toNumber();
  const limits = [
    minimumNext(auction).toNumber(),
    (auction.instantPrice ?? auction.startPrice).toNumber(),
    LARGEST_WON,
  ];
  const beside = fc
    .record({
      limit: fc.constantFrom(...limits),
      steps: fc.nat(3),
      over: fc.constantFrom(-1, 0, 1, unit / 2),
    })
    .map(({ limit, steps, over }) => Math.floor(limit + steps * unit + over))
    .filter((beside) => beside >= 1 && beside <= LARGEST_WON);
  const amount = fc.oneof(fc.integer({ min: 1, max: 150_000 }), beside);
  return fc.record({ auction: fc.constant(auction), amount });
});

function ruleOf(auction: Auction): BidRule {
  return {
    startPrice: auction.startPrice.toNumber(),
    minimumNext: minimumNext(auction).toNumber(),
    bidUnit: auction.bidUnit.toNumber(),
    instantPrice: auction.instantPrice?.toNumber() ?? null,
  };
}

/** How the server refuses a bid by somebody with enough money, with the figures as numbers; null when it accepts. */
function decided(auction: Auction, amount: number): Record<string, unknown> | null {
  const wallets = ['1', '2', '3'].map((userId) => ({
    id: userId,
    userId,
    balance: new Big(2 * LARGEST_WON),
    locked: userId === auction.leaderId ? auction.currentPrice : new Big(0),
  }));
  const state = { auction, wallets: new Map(wallets.map((wallet) => [wallet.userId, wallet])) };
  const [outcome] = decide(state, [{ kind: 'bid', userId: '2', amount: new Big(amount) }], DURING).outcomes;
  if (!outcome || outcome.ok) return null;
  const { ok: _, ...refusal } = outcome;
  return Object.fromEntries(
    Object.entries(refusal).map(([name, value]) => [name, value instanceof Big ? value.toNumber() : value]),
  );
}

describe('the fault that the page finds in an amount', () => {
  const rule = { startPrice: 10_000, minimumNext: 10_000, bidUnit: 1_000, instantPrice: 15_000 };

  it.each([
    [10_200, 10_000],
    [10_499, 10_000],
    [10_500, 11_000],
    [13_999, 14_000],
    [14_000, null],
    [14_500, 14_000],
    [14_999, 14_000],
  ])('names the nearest step that can be bid: %i → %s', (amount, nearest) => {
    expect(bidFault(amount, rule)).toEqual(nearest && { code: 'BID_NOT_ON_STEP', nearest });
  });

  it('never names a step when another one that would be accepted lies nearer', () => {
    fc.assert(
      fc.property(questions, ({ auction, amount }) => {
        const fault = bidFault(amount, ruleOf(auction));
        if (fault?.code !== 'BID_NOT_ON_STEP') return;
        const { nearest } = fault;
        const unit = auction.bidUnit.toNumber();
        for (const other of [nearest - unit, nearest + unit]) {
          const [away, otherAway] = [Math.abs(nearest - amount), Math.abs(other - amount)];
          const isBetter = otherAway < away || (otherAway === away && other > nearest);
          if (isBetter && other <= LARGEST_WON) expect(decided(auction, other)).not.toBeNull();
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the refusal of the server, with the same nearest step', () => {
    fc.assert(
      fc.property(questions, ({ auction, amount }) => {
        expect(bidFault(amount, ruleOf(auction))).toEqual(decided(auction, amount));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never proposes an amount that is then refused', () => {
    fc.assert(
      fc.property(questions, ({ auction, amount }) => {
        const fault = bidFault(amount, ruleOf(auction));
        if (fault?.code === 'BID_NOT_ON_STEP') expect(decided(auction, fault.nearest)).toBeNull();
        if (fault?.code === 'BID_TOO_LOW') expect(decided(auction, fault.minimum)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('offers a minimum that is accepted, or none where every amount is refused by what remains', () => {
    fc.assert(
      fc.property(questions, ({ auction, amount }) => {
        const minimum = minimumNext(auction).toNumber();
        const instantPrice = auction.instantPrice?.toNumber() ?? null;
        if (minimum !== NO_BID_LEFT) {
          expect(minimum).toBeLessThanOrEqual(LARGEST_WON);
          if (instantPrice !== null) expect(minimum).toBeLessThan(instantPrice);
          expect(decided(auction, minimum)).toBeNull();
          return;
        }
        const remains =
          instantPrice === null ? { code: 'BID_LIMIT' } : { code: 'ABOVE_BUY_NOW', instantPrice };
        expect(decided(auction, amount)).toEqual(remains);
      }),
      { numRuns: 2_000 },
    );
  });

  it('offers to buy when a step leads from below the buy-now price to above it', () => {
    const prices = { startPrice: 10_000, bidUnit: 50_000, instantPrice: 20_000 };
    expect(smallestBid({ ...prices, highest: null })).toBe(10_000);
    expect(smallestBid({ ...prices, highest: 10_000 })).toBe(NO_BID_LEFT);
    const rule = { ...prices, minimumNext: NO_BID_LEFT };
    for (const amount of [1, 10_000, 19_999, 60_000])
      expect(bidFault(amount, rule)).toEqual({ code: 'ABOVE_BUY_NOW', instantPrice: 20_000 });
    expect(leavesRaise(prices)).toBe(false);
    expect(leavesRaise({ ...prices, bidUnit: 10_000 })).toBe(false);
    expect(leavesRaise({ ...prices, bidUnit: 9_999 })).toBe(true);
  });

  it('knows when no bid is left below the buy-now price', () => {
    expect(canBid({ startPrice: 10_000, minimumNext: 10_000, bidUnit: 1_000, instantPrice: 10_500 })).toBe(
      true,
    );
    expect(canBid({ startPrice: 10_000, minimumNext: 11_000, bidUnit: 1_000, instantPrice: 10_500 })).toBe(
      false,
    );
    expect(canBid({ startPrice: 10_000, minimumNext: 11_000, bidUnit: 1_000, instantPrice: 11_000 })).toBe(
      false,
    );
    const dear = { startPrice: 999_999_999_000, bidUnit: 1_000, instantPrice: null };
    expect(canBid({ ...dear, minimumNext: 999_999_999_000 })).toBe(true);
    expect(canBid({ ...dear, minimumNext: 1_000_000_000_000 })).toBe(false);
    expect(canBid({ ...dear, minimumNext: NO_BID_LEFT })).toBe(false);
  });
});

describe('the fault that the page finds in a maximum', () => {
  const rule = { startPrice: 10_000, minimumNext: 12_000, bidUnit: 1_000, instantPrice: 15_500 };

  it.each([
    [12_000, null],
    [12_999, 12_000],
    [14_501, 14_000],
    [15_000, null],
    [15_499, 15_000],
  ])('names the lower neighbour of %i: %s', (amount, nearest) => {
    expect(maximumFault(amount, rule)).toEqual(nearest && { code: 'BID_NOT_ON_STEP', nearest });
  });

  it('is the fault of a bid, but never names more than was typed', () => {
    fc.assert(
      fc.property(questions, ({ auction, amount }) => {
        const [fault, ofBid] = [maximumFault(amount, ruleOf(auction)), bidFault(amount, ruleOf(auction))];
        if (fault?.code !== 'BID_NOT_ON_STEP') {
          expect(fault).toEqual(ofBid);
          return;
        }
        expect(ofBid?.code).toBe('BID_NOT_ON_STEP');
        expect(fault.nearest).toBeLessThan(amount);
        expect(amount - fault.nearest).toBeLessThan(auction.bidUnit.toNumber());
        expect(maximumFault(fault.nearest, ruleOf(auction))).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('lets the leader go down to the price, also where no bid is left', () => {
    const last = { ...rule, minimumNext: NO_BID_LEFT };
    expect(maximumFault(15_000, last)).toEqual({ code: 'ABOVE_BUY_NOW', instantPrice: 15_500 });
    expect(maximumFault(15_000, leadersRule(15_000, last))).toBeNull();
    expect(maximumFault(11_000, leadersRule(11_000, rule))).toBeNull();
    expect(maximumFault(10_999, leadersRule(11_000, rule))).toEqual({ code: 'BID_TOO_LOW', minimum: 11_000 });
  });
});

describe('a quick button', () => {
  const rule = { startPrice: 150_000, minimumNext: 414_000, bidUnit: 3_000, instantPrice: 500_000 };

  it('raises from the amount in the field, or from the minimum when the field is empty', () => {
    expect(raisedBy(1, 414_000, rule)).toBe(417_000);
    expect(raisedBy(5, null, rule)).toBe(429_000);
    expect(raisedBy(10, 1, rule)).toBe(444_000);
  });

  it('raises from the step nearest to the amount in the field', () => {
    expect(raisedBy(1, 415_000, rule)).toBe(417_000);
    expect(raisedBy(1, 416_000, rule)).toBe(420_000);
  });

  it('stops at the last step below the buy-now price', () => {
    expect(raisedBy(10, 480_000, rule)).toBe(498_000);
    expect(raisedBy(1, 498_000, rule)).toBe(498_000);
  });

  it('always gives an amount that the server accepts', () => {
    fc.assert(
      fc.property(
        auctions,
        fc.constantFrom(1, 5, 10),
        fc.option(fc.nat(150_000), { nil: null }),
        (auction, units, amount) => {
          fc.pre(canBid(ruleOf(auction)));
          expect(decided(auction, raisedBy(units, amount, ruleOf(auction)))).toBeNull();
        },
      ),
    );
  });
});
