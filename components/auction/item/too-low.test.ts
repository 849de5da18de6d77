import { expect, test } from 'vitest';
import { tooLow } from './too-low';

const auction = { minimumNext: 13_000, startPrice: 10_000, bidUnit: 1_000 };

test('the price is news when another bid came between the look and the press', () => {
  expect(tooLow({ refused: 13_000, seenMinimum: 10_000 }, auction)).toEqual({
    minimum: 13_000,
    price: 12_000,
  });
});

test('the price is no news when the person typed less than the page asked for', () => {
  expect(tooLow({ refused: 13_000, seenMinimum: 13_000 }, auction)).toEqual({ minimum: 13_000, price: null });
});

test('the figures follow bids that come after the refusal', () => {
  const later = { ...auction, minimumNext: 20_000 };
  expect(tooLow({ refused: 13_000, seenMinimum: 13_000 }, later)).toEqual({ minimum: 20_000, price: 19_000 });
});

test('without a bid there is no price that could have moved, and without a script nobody saw one', () => {
  const untouched = { ...auction, minimumNext: 10_000 };
  expect(tooLow({ refused: 10_000, seenMinimum: 5_000 }, untouched)).toEqual({
    minimum: 10_000,
    price: null,
  });
  expect(tooLow({ refused: 13_000, seenMinimum: null }, auction)).toEqual({ minimum: 13_000, price: null });
});
