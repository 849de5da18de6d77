import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { formatWon, formatWonCompact, formatWonSigned, groupDigits } from './money';

describe('an amount of won', () => {
  it('has its digits in groups of three, up to the largest amount', () => {
    expect(groupDigits(0)).toBe('0');
    expect(groupDigits(999)).toBe('999');
    expect(groupDigits('1000')).toBe('1,000');
    expect(groupDigits(new Big('999999999999'))).toBe('999,999,999,999');
    expect(groupDigits(-1234567)).toBe('-1,234,567');
  });

  it('has the unit at the place that the language uses', () => {
    expect(formatWon(12000, 'ko')).toBe('12,000원');
    expect(formatWon(new Big(12000), 'en')).toBe('₩12,000');
    expect(formatWon(-12000, 'ko')).toBe('-12,000원');
    expect(formatWon(-12000, 'en')).toBe('-₩12,000');
  });

  it('shows the direction of a movement, and no sign for zero', () => {
    expect(formatWonSigned(12000, 'ko')).toBe('+12,000원');
    expect(formatWonSigned(-500, 'en')).toBe('-₩500');
    expect(formatWonSigned(0, 'ko')).toBe('0원');
  });
});

describe('a compact amount', () => {
  it('counts in 만 and 억 in Korean, in K and M in English', () => {
    expect(formatWonCompact(12000, 'ko')).toBe('1.2만원');
    expect(formatWonCompact(3_842_000, 'ko')).toBe('384.2만원');
    expect(formatWonCompact(34_560_000, 'ko')).toBe('3,456만원');
    expect(formatWonCompact(340_000_000, 'ko')).toBe('3.4억원');
    expect(formatWonCompact(12_000, 'en')).toBe('₩12K');
    expect(formatWonCompact(3_842_000, 'en')).toBe('₩3.8M');
    expect(formatWonCompact(-12_000, 'en')).toBe('-₩12K');
    expect(formatWonCompact(-12_000, 'ko')).toBe('-1.2만원');
  });

  it('is exact below the first step', () => {
    expect(formatWonCompact(9_900, 'ko')).toBe('9,900원');
    expect(formatWonCompact(900, 'en')).toBe('₩900');
  });

  it('is never more than the exact amount', () => {
    expect(formatWonCompact(19_999, 'ko')).toBe('1.9만원');
    expect(formatWonCompact(99_999_999, 'ko')).toBe('9,999.9만원');
    expect(formatWonCompact(999_999, 'en')).toBe('₩999.9K');
  });
});
