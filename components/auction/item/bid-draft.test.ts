import { describe, expect, test } from 'vitest';
import type { AuctionState } from '@/lib/realtime/protocol';
import type { AuctionActionState } from './auction-actions';
import { draftAfter, draftOf, isOvertaken, modeAfter } from './bid-draft';

const kept = { amount: 52_700, typed: null, mode: 'auto' } as const;

function refusedWith(refusal: NonNullable<AuctionActionState['refusal']>): AuctionActionState {
  return { outcome: 'refused', refusal, kept };
}

/** Accepted, and answered at once by the automatic bid of another person. */
const answered: AuctionActionState = {
  outcome: 'done',
  kept: null,
  state: { minimumNext: 54_000 } as AuctionState,
  bid: null,
  maximum: 52_000,
  leading: false,
  attemptId: '7',
};

describe('the amount in the field after an answer', () => {
  test('is the amount that would be accepted', () => {
    expect(draftAfter(refusedWith({ code: 'BID_TOO_LOW', minimum: 54_000 }))?.text).toBe('54000');
    expect(draftAfter(refusedWith({ code: 'BID_NOT_ON_STEP', nearest: 52_000 }))?.text).toBe('52000');
  });

  test('stays where another amount would not help', () => {
    expect(draftAfter(refusedWith({ code: 'ABOVE_BUY_NOW', instantPrice: 50_000 }))?.text).toBe('52700');
  });

  test('is the next one after a bid was answered at once', () => {
    expect(draftAfter(answered)).toBeNull();
  });

  test('is a typed text that is no amount', () => {
    const typed = { amount: null, typed: '오만', mode: 'once' } as const;
    const answer = {
      outcome: 'refused',
      refusal: { code: 'INVALID_INPUT', fields: {} },
      kept: typed,
    } as const;
    expect(draftAfter(answer)).toEqual({ text: '오만', isTyped: true, minimumThen: 0 });
  });
});

test('a page without a script keeps the mode that was sent', () => {
  expect(modeAfter(refusedWith({ code: 'AUCTION_ENDED' }))).toBe('auto');
  expect(modeAfter({ outcome: 'confirm', amount: 900_000, mode: 'auto', kept: null })).toBe('auto');
  expect(modeAfter(answered)).toBe('auto');
  expect(modeAfter({ ...answered, maximum: null })).toBe('once');
  expect(modeAfter({ outcome: 'none', kept: null })).toBe('once');
});

test('an amount is overtaken once the smallest one has passed it', () => {
  expect(isOvertaken(draftOf(42_000), 42_000)).toBe(false);
  expect(isOvertaken(draftOf(42_000), 43_000)).toBe(true);
  // It was too low from the start: the person is still typing.
  expect(isOvertaken({ text: '5', isTyped: true, minimumThen: 42_000 }, 43_000)).toBe(false);
});
