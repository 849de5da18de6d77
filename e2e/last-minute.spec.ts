import { expect, type Page, test } from '@playwright/test';
import { anotherBrowser, capNextExtension, logIn, makeItem, makeSellerAndTwoBidders, post } from './people';

/** Bids the smallest amount. */
async function bid(page: Page, amount: string) {
  await page
    .getByRole('button', { name: `${amount}원 입찰하기` })
    .filter({ visible: true })
    .click();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
}

/** Collects all that the price of the page shows from now on. */
async function watchPrice(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const price = () => document.querySelector('h1 ~ div [translate=no]')?.textContent ?? '';
    const shown = new Set([price()]);
    new MutationObserver(() => shown.add(price())).observe(document.body, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    Object.assign(window, { shownPrices: shown });
  });
  return () => page.evaluate(() => [...(window as unknown as { shownPrices: Set<string> }).shownPrices]);
}

test('a lead that changes in the last seconds moves the clock of both screens; the last extension says so, and the winner gets a page', {
  tag: '@phone',
}, async ({ page, browser, request }) => {
  const [seller, one, other] = await makeSellerAndTwoBidders(request);
  const item = await makeItem(request, seller, {
    isNational: true,
    endTime: new Date(Date.now() + 30_000).toISOString(),
  });
  const second = await anotherBrowser(browser, page);
  const both = [page, second.page];
  await Promise.all([
    logIn(page, one, `/auctions/${item.id}`),
    logIn(second.page, other, `/auctions/${item.id}`),
  ]);
  await bid(page, '10,000');
  const prices = await watchPrice(page);
  // The first bid moves nothing.
  await expect(page.getByRole('timer').first()).toHaveText(/^00:[0-2]\d$/);
  await bid(second.page, '11,000');
  for (const each of both) {
    await expect(each.getByText('+60초 연장')).toBeVisible();
    await expect(each.getByRole('timer').first()).toHaveText(/^(01:00|00:5\d)$/);
    await expect(each.locator('[aria-live=polite]').filter({ hasText: '60초 남았어요' })).toHaveCount(1);
  }
  await expect(page.getByText('밀렸어요').filter({ visible: true }).first()).toBeVisible();
  expect(await prices()).toEqual(['10,000원', '11,000원']);
  // Scrolled away, the price and the clock stand in the bar.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const line = page.getByText('현재가 11,000원', { exact: true }).locator('xpath=..');
  await expect(line).toBeInViewport();
  await expect(line).toHaveText(/남은 시간 ?00:\d\d$/);
  await page.evaluate(() => scrollTo(0, 0));
  await expect(page.getByText('현재가 11,000원', { exact: true })).toHaveCount(0);

  await capNextExtension(item.id);
  await second.page.reload();
  // The next lead would move the end by more than the cap has left.
  await expect(second.page.getByRole('timer').first()).toHaveText(/^00:([0-4]\d|5[0-6])$/);
  await bid(page, '12,000');
  await expect(second.page.getByText('마지막 연장이에요').filter({ visible: true }).first()).toBeVisible();

  await post(request, `/api/v1/auctions/${item.id}/close`, {}, seller.token);
  await expect(page.getByText('2명 중에 내가 됐어요')).toBeVisible();
  await expect(page.getByText('12,000원을 냈어요')).toBeVisible();
  await second.context.close();
});

test('the card of an auction that was extended counts on to the new end, and says at the end that it was sold', {
  tag: '@phone',
}, async ({ page, request }) => {
  await page.clock.install();
  const [seller, one, other] = await makeSellerAndTwoBidders(request);
  const item = await makeItem(request, seller, {
    isNational: true,
    endTime: new Date(Date.now() + 30_000).toISOString(),
  });
  await page.goto(`/auctions?q=${encodeURIComponent(item.title)}`);
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: item.title }) });
  await expect(card).toContainText(/00:[0-2]\d/);
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 10_000 }, one.token);
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 11_000 }, other.token);
  await page.clock.runFor(35_000);
  await expect(card).toContainText('11,000원');
  await expect(card).toContainText(/0[01]:[0-5]\d/);
  await post(request, `/api/v1/auctions/${item.id}/close`, {}, seller.token);
  await page.clock.runFor(65_000);
  await expect(card).toContainText('낙찰');
});
