import Big from 'big.js';
import { expect, it } from 'vitest';
import { LARGEST_WON } from '@/lib/format/parse-won';
import { fc } from '@/test/properties';
import { MAX_WON, toWire, toWireBound, toWireTotal } from './money';

const totals = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }).map((total) => new Big(String(total)));

it('an amount on the wire is exact or an error, never rounded', () => {
  expect(toWire(MAX_WON)).toBe(999_999_999_999);
  expect(toWire(MAX_WON)).toBe(LARGEST_WON);
  expect(toWire(new Big('-9007199254740991'))).toBe(Number.MIN_SAFE_INTEGER);
  expect(() => toWire(new Big('9007199254740993'))).toThrow(RangeError);
});

it('a total at the wire has all its digits, as text where a number would lose some', () => {
  expect(toWireTotal(new Big('9007199254740991'))).toBe(Number.MAX_SAFE_INTEGER);
  fc.assert(
    fc.property(totals, (total) => {
      const told = toWireTotal(total);
      expect(String(told)).toBe(total.toFixed());
      expect(typeof told === 'string' || Number.isSafeInteger(told)).toBe(true);
    }),
  );
});

it('a bound for a field never exceeds the wallet, and is exact or above every amount that may be entered', () => {
  fc.assert(
    fc.property(totals, (total) => {
      const bound = new Big(toWireBound(total));
      expect(bound.lte(total)).toBe(true);
      expect(bound.eq(total) || bound.gt(MAX_WON)).toBe(true);
    }),
  );
});
