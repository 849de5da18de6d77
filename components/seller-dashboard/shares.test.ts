import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { fc } from '@/test/properties';
import { changeOf, sharesOf } from './shares';

const amounts = fc.array(fc.integer({ min: 0, max: 999_999_999_999 }), { minLength: 1, maxLength: 12 });

describe('shares', () => {
  it('add up to 100, and each is less than one percent away from the exact value', () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const whole = given.reduce((sum, one) => sum + one, 0);
        fc.pre(whole > 0);
        const shares = sharesOf(given.map((one) => new Big(one)));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
        given.forEach((one, index) => {
          expect(Math.abs((shares[index] ?? 0) - (one / whole) * 100)).toBeLessThan(1.000001);
        });
      }),
    );
  });

  it('are equal for equal amounts, as far as whole percents go', () => {
    expect(sharesOf([1, 1, 1].map((one) => new Big(one)))).toEqual([34, 33, 33]);
  });

  it('are 0 of a total of 0', () => {
    expect(sharesOf([])).toEqual([]);
    expect(sharesOf([new Big(0), new Big(0)])).toEqual([0, 0]);
  });
});

describe('a change', () => {
  const change = (now: number, before: number) => changeOf({ now: new Big(now), before: new Big(before) });

  it('is given in whole percent of the earlier amount', () => {
    expect(change(118, 100)).toBe(18);
    expect(change(50, 100)).toBe(-50);
    expect(change(0, 3)).toBe(-100);
    expect(change(1_000_000_000_000, 1)).toBe(99_999_999_999_900);
  });

  it('is null if the earlier amount was 0', () => {
    expect(change(5, 0)).toBeNull();
  });
});
