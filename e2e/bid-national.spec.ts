import { expect, test } from '@playwright/test';
import { anotherBrowser, logIn, makeItem, makeSellerAndTwoBidders, makeSomeone, openItem } from './people';

test('two people bid live: each sees the other’s bid within a second, and the bidder who is outbid is notified', async ({
  page,
  browser,
  request,
}) => {
  const [seller, one, other] = await makeSellerAndTwoBidders(request);
  const item = await makeItem(request, seller, { isNational: true });
  const second = await anotherBrowser(browser, page);
  await logIn(page, one, `/auctions/${item.id}`);
  await logIn(second.page, other, `/auctions/${item.id}`);
  for (const each of [page, second.page]) {
    await expect(each.getByRole('heading', { level: 1, name: item.title })).toBeVisible();
    await expect(each.getByText('실시간', { exact: true }).first()).toBeVisible();
  }

  await page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }).click();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
  await expect(
    second.page.getByRole('button', { name: '11,000원 입찰하기' }).filter({ visible: true }),
  ).toBeVisible({ timeout: 1_000 });

  await second.page.getByRole('button', { name: '11,000원 입찰하기' }).filter({ visible: true }).click();
  await expect(page.getByText('상위 입찰이 생겼어요').filter({ visible: true }).first()).toBeVisible();
  await expect(
    page
      .getByText(/10,000원.*돌려받았어요/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  // A screen reader announces it at once, and not only at the price's next turn.
  await expect(page.locator('[aria-live=assertive]').filter({ hasText: '11,000원' })).not.toBeEmpty();
  await expect(second.page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
  await second.context.close();
});

test('a double click places one bid', { tag: '@phone' }, async ({ page, request }) => {
  const { item } = await openItem(page, request, { isNational: true });
  // The answer is held back: the page must display the bid without waiting for it.
  const held: (() => void)[] = [];
  await page.route(`**/auctions/${item.id}`, async (route) => {
    if (route.request().method() === 'POST') await new Promise<void>((letGo) => held.push(letGo));
    await route.continue();
  });
  await page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }).dblclick();
  await expect(
    page.getByText('10,000원으로 입찰하고 있어요').filter({ visible: true }).first(),
  ).toBeVisible();
  await expect.poll(() => held.length).toBe(1);
  for (const letGo of held) letGo();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
  const response = await request.get(`/api/v1/auctions/${item.id}`);
  expect(await response.json()).toMatchObject({ bidCount: 1, price: 10_000 });
});

test('the end reaches everybody who watches, and the winner is notified', { tag: '@phone' }, async ({
  page,
  request,
}) => {
  const [seller, bidder] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  const item = await makeItem(request, seller, {
    isNational: true,
    endTime: new Date(Date.now() + 16_000).toISOString(),
  });
  await logIn(page, bidder, `/auctions/${item.id}`);
  await page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }).click();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText(/낙찰/).filter({ visible: true }).first()).toBeVisible({ timeout: 30_000 });
});
