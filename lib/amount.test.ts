import Big from 'big.js';
import { expect, it } from 'vitest';
import { amountSchema } from './amount';
import { MAX_WON } from './money';

it('takes a whole number of won as JSON, as digits of a form and as money', () => {
  for (const given of [12_000, '12000', new Big(12_000)]) {
    expect(amountSchema.parse(given)).toEqual(new Big(12_000));
  }
  expect(amountSchema.parse(MAX_WON)).toEqual(MAX_WON);
});

it('takes nothing else', () => {
  for (const given of [0, -1, '0', '', '1.5', '1e3', 1.5, 1e12, new Big(0), MAX_WON.plus(1), null]) {
    expect(amountSchema.safeParse(given).success).toBe(false);
  }
});

it('takes no part of a won', () => {
  expect(amountSchema.safeParse(new Big('10.5')).success).toBe(false);
});
