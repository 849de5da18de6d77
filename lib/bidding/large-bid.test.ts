import { expect, it } from 'vitest';
import { asksOnceMore } from './large-bid';

it('asks once more above three times the price', () => {
  expect(asksOnceMore(30_000, 10_000)).toBe(false);
  expect(asksOnceMore(30_001, 10_000)).toBe(true);
});

it('asks once more above 300,000 won over the price', () => {
  expect(asksOnceMore(1_300_000, 1_000_000)).toBe(false);
  expect(asksOnceMore(1_300_001, 1_000_000)).toBe(true);
});
