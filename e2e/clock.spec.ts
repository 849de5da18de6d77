import { expect, test } from '@playwright/test';
import { logIn, makeItem, makeSomeone } from './people';

/*
 * The page goes by the server's time, whatever the device says. Only a browser shows it: the time comes with the page, and
 * the phase, the countdown and the form have to agree from the first moment on.
 */

const WRONG_BY_MS = { fast: 120_000, slow: -120_000 };

test('a device that is two minutes fast: the form is there as long as the countdown runs', {
  tag: '@phone',
}, async ({ page, request }) => {
  const [seller, bidder] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  const endTime = new Date(Date.now() + 90_000).toISOString();
  const item = await makeItem(request, seller, { isNational: false, endTime });
  await page.clock.install({ time: Date.now() + WRONG_BY_MS.fast });
  await logIn(page, bidder, `/auctions/${item.id}`);
  await expect(page.getByRole('timer').first()).toHaveText(/^(01:[0-2]\d|00:[1-5]\d)$/);
  await page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }).click();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
});

test('a device that is two minutes slow: an auction opens at its time', {
  tag: '@phone',
}, async ({ page, request }) => {
  const [seller, bidder] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  const startTime = new Date(Date.now() + 20_000).toISOString();
  const item = await makeItem(request, seller, { isNational: false, startTime });
  await page.clock.install({ time: Date.now() + WRONG_BY_MS.slow });
  await logIn(page, bidder, `/auctions/${item.id}`);
  await expect(page.getByText('경매 예정', { exact: false }).first()).toBeVisible();
  const form = page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true });
  await expect(form).toHaveCount(0);
  await expect(form).toBeVisible({ timeout: 30_000 });
});
