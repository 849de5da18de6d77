import { describe, expect, test } from 'vitest';
import { NO_BID_LEFT } from '@/lib/bidding/bid-amount';
import { fc } from '@/test/properties';
import { BID_MODES } from './auction-actions';
import { asksFirst, bidBox, faultIn, heldMore } from './bid-box';

const auction = { startPrice: 30_000, bidUnit: 1_000, instantPrice: 100_000 };
const state = { price: 41_000, minimumNext: 42_000 };

describe('a person who does not lead', () => {
  test('has one field, which either mode fills with the smallest amount that would be taken', () => {
    for (const chosen of ['once', 'auto'] as const) {
      const box = bidBox(auction, state, { chosen, leads: false, held: 0 });
      expect(box).toMatchObject({ mode: chosen, suggested: 42_000, held: 0, ownMaximum: null });
    }
  });

  test('is told of the step beside a wrong amount, for a maximum of the lower one', () => {
    const once = bidBox(auction, state, { chosen: 'once', leads: false, held: 0 });
    const auto = bidBox(auction, state, { chosen: 'auto', leads: false, held: 0 });
    expect(faultIn(once, 52_700)).toEqual({ code: 'BID_NOT_ON_STEP', nearest: 53_000 });
    expect(faultIn(auto, 52_700)).toEqual({ code: 'BID_NOT_ON_STEP', nearest: 52_000 });
    expect(faultIn(auto, 100_000)).toEqual({ code: 'ABOVE_BUY_NOW', instantPrice: 100_000 });
    expect(faultIn(auto, 41_000)).toEqual({ code: 'BID_TOO_LOW', minimum: 42_000 });
  });

  test('holds no money here, whatever an earlier lead held', () => {
    const box = bidBox(auction, state, { chosen: 'auto', leads: false, held: 40_000 });
    expect(box).toMatchObject({ held: 0, ownMaximum: null });
    expect(heldMore(box, 80_000)).toBe(80_000);
  });
});

describe('a leader', () => {
  test('by one bid may raise it, or set a maximum from their own bid on', () => {
    const once = bidBox(auction, state, { chosen: 'once', leads: true, held: 41_000 });
    expect(once).toMatchObject({ mode: 'once', suggested: 42_000, held: 41_000, ownMaximum: null });
    expect(faultIn(once, 41_000)).toEqual({ code: 'BID_TOO_LOW', minimum: 42_000 });
    const auto = bidBox(auction, state, { chosen: 'auto', leads: true, held: 41_000 });
    expect(auto).toMatchObject({ mode: 'auto', suggested: 42_000, ownMaximum: null });
    expect(faultIn(auto, 41_000)).toBeNull();
    expect(faultIn(auto, 40_000)).toEqual({ code: 'BID_TOO_LOW', minimum: 41_000 });
  });

  test('with a maximum changes that alone, whatever the box was before', () => {
    for (const chosen of ['once', 'auto'] as const) {
      const box = bidBox(auction, state, { chosen, leads: true, held: 80_000 });
      expect(box).toMatchObject({ mode: 'auto', suggested: 80_000, held: 80_000, ownMaximum: 80_000 });
      expect([heldMore(box, 90_000), heldMore(box, 80_000), heldMore(box, 41_000)]).toEqual([
        10_000, 0, -39_000,
      ]);
    }
  });

  test('whose maximum the price has reached leads by one bid', () => {
    const tied = { price: 80_000, minimumNext: 81_000 };
    expect(bidBox(auction, tied, { chosen: 'once', leads: true, held: 80_000 })).toMatchObject({
      mode: 'once',
      ownMaximum: null,
    });
  });

  test('whose last bid the server has not confirmed yet holds at least the price', () => {
    expect(bidBox(auction, state, { chosen: 'once', leads: true, held: 0 }).held).toBe(41_000);
  });

  test('of the last step below the buy-now price can still be suggested an amount', () => {
    const last = { price: 99_000, minimumNext: NO_BID_LEFT };
    const box = bidBox(auction, last, { chosen: 'auto', leads: true, held: 99_000 });
    expect(box.suggested).toBe(99_000);
    expect(faultIn(box, 99_000)).toBeNull();
  });
});

test('a raise within the money that is held already holds nothing more', () => {
  const box = bidBox(auction, state, { chosen: 'once', leads: true, held: 41_000 });
  expect(heldMore(box, 44_000)).toBe(3_000);
  expect(heldMore({ ...box, held: 50_000 }, 44_000)).toBe(0);
});

test('a large amount is confirmed, unless it holds no more money than before', () => {
  const box = bidBox(auction, state, { chosen: 'auto', leads: false, held: 0 });
  expect(asksFirst(box, 80_000, 20_000)).toBe(true);
  expect(asksFirst({ held: 90_000 }, 80_000, 20_000)).toBe(false);
  expect(asksFirst({ held: 70_000 }, 80_000, 20_000)).toBe(true);
});

test('the suggested amount can be sent wherever the page shows the box', () => {
  const steps = fc.integer({ min: 0, max: 68 });
  fc.assert(
    fc.property(
      steps,
      steps,
      fc.boolean(),
      fc.constantFrom(...BID_MODES),
      (ofPrice, above, leads, chosen) => {
        const price = 30_000 + ofPrice * 1_000;
        const held = Math.min(price + above * 1_000, 99_000);
        const box = bidBox(auction, { price, minimumNext: price + 1_000 }, { chosen, leads, held });
        expect(faultIn(box, box.suggested)).toBeNull();
      },
    ),
  );
});
