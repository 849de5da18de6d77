import Big from 'big.js';
import { numberToHangul } from 'es-hangul';
import { describe, expect, it } from 'vitest';
import { fc } from '@/test/properties';
import { amountInWords } from './amount-in-words';
import { koreanNumber } from './korean-number';

describe('an amount in words', () => {
  it('is spaced in Korean as it is read aloud', () => {
    expect(amountInWords(52000, 'ko')).toBe('오만 이천 원');
    expect(amountInWords(new Big(415000), 'ko')).toBe('사십일만 오천 원');
    expect(amountInWords('999999999999', 'ko')).toBe('구천구백구십구억 구천구백구십구만 구천구백구십구 원');
    expect(amountInWords(0, 'ko')).toBe('영 원');
  });

  it('equals the result of the library in Korean, for every amount that the database can hold', () => {
    const amounts = fc.oneof(
      fc.integer({ min: 0, max: 999_999_999_999 }),
      // Round and short numbers, which have ones and empty groups.
      fc.integer({ min: 0, max: 20_000 }),
      fc
        .tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 0, max: 8 }))
        .map(([n, zeros]) => n * 10 ** zeros),
    );
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(koreanNumber(amount)).toBe(numberToHangul(amount, { spacing: true }));
      }),
      { numRuns: 2_000 },
    );
  });

  it('has its hyphens in English', () => {
    expect(amountInWords(52000, 'en')).toBe('fifty-two thousand won');
    expect(amountInWords(21_345_099, 'en')).toBe(
      'twenty-one million three hundred forty-five thousand ninety-nine won',
    );
    expect(amountInWords(20_000, 'en')).toBe('twenty thousand won');
  });
});
