import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onStep, parseWon, raisedBy } from './bid-amount';

describe('an amount that somebody typed', () => {
  it('is read with separators, unit, spaces and full-width digits', () => {
    expect(parseWon('52,000원')).toBe(52000);
    expect(parseWon(' ₩52 000 ')).toBe(52000);
    expect(parseWon('５２０００')).toBe(52000);
  });

  it('is nothing when it is no whole amount above zero', () => {
    for (const text of ['', '0', '-5', '1.5', '1e5', '오만', '0x10', '<b>1</b>', '9'.repeat(13)]) {
      expect(parseWon(text), text).toBeNull();
    }
  });
});

describe('a step', () => {
  const rule = { startPrice: 150_000, minimumNext: 415_000 - 1_000, bidUnit: 3_000 };

  it('is never below the minimum and never off the unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (amount) => {
        const stepped = onStep(amount, rule);
        expect(stepped).toBeGreaterThanOrEqual(Math.max(amount, rule.minimumNext));
        expect(stepped - Math.max(amount, rule.minimumNext)).toBeLessThan(rule.bidUnit);
        expect((stepped - rule.startPrice) % rule.bidUnit).toBe(0);
      }),
    );
  });

  it('raises from what stands in the field, or from the minimum when nothing does', () => {
    expect(raisedBy(1, 414_000, rule)).toBe(417_000);
    expect(raisedBy(5, null, rule)).toBe(429_000);
    expect(raisedBy(10, 1, rule)).toBe(444_000);
  });
});
