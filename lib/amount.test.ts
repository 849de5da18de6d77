import Big from 'big.js';
import { expect, it } from 'vitest';
import { amountSchema } from './amount';
import { MAX_WON } from './money';

it('accepts a whole number of won from JSON, from a form and as `Big`', () => {
  for (const given of [12_000, '12000', new Big(12_000)]) {
    expect(amountSchema.parse(given)).toEqual(new Big(12_000));
  }
  expect(amountSchema.parse(MAX_WON)).toEqual(MAX_WON);
});

it('accepts nothing else', () => {
  for (const given of [0, -1, '0', '', '1.5', '1e3', 1.5, 1e12, new Big(0), MAX_WON.plus(1), null]) {
    expect(amountSchema.safeParse(given).success).toBe(false);
  }
});

it('accepts no fraction of a won', () => {
  expect(amountSchema.safeParse(new Big('10.5')).success).toBe(false);
});
