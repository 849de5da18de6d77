import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onStep, raisedBy } from './bid-amount';

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
