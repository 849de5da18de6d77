import { expect, it } from 'vitest';
import { needsConfirmation } from './large-bid';

it('a bid above three times the price has to be confirmed', () => {
  expect(needsConfirmation(30_000, 10_000)).toBe(false);
  expect(needsConfirmation(30_001, 10_000)).toBe(true);
});

it('a bid more than 300,000 won above the price has to be confirmed', () => {
  expect(needsConfirmation(1_300_000, 1_000_000)).toBe(false);
  expect(needsConfirmation(1_300_001, 1_000_000)).toBe(true);
});
