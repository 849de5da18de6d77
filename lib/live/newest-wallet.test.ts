import { beforeEach, expect, test, vi } from 'vitest';

let wallet: typeof import('./newest-wallet');

beforeEach(async () => {
  // The newest reading belongs to the page; each test is a page of its own.
  vi.resetModules();
  wallet = await import('./newest-wallet');
});

const at = (seconds: number) => `2026-11-20T09:00:${String(seconds).padStart(2, '0')}.000Z`;

test('of two readings the later one counts, in whatever order they arrive', () => {
  const page = { available: 50_000, readAt: at(1) };
  expect(wallet.newestWallet(page)).toEqual(page);
  wallet.learnWallet({ available: 40_000, readAt: at(5) });
  wallet.learnWallet({ available: 45_000, readAt: at(3) });
  expect(wallet.newestWallet(page).available).toBe(40_000);
});

test('a page that was rendered after the last reading shows its own amount', () => {
  wallet.learnWallet({ available: 40_000, readAt: at(5) });
  expect(wallet.newestWallet({ available: 60_000, readAt: at(7) }).available).toBe(60_000);
});
