import { expect, test } from '@playwright/test';
import {
  logIn,
  makeItem,
  makeSellerAndTwoBidders,
  makeSomeone,
  personalTopic,
  post,
  type Someone,
} from './people';

test('a list after a step back, and the page of own bids, show the prices and standings of now', {
  tag: '@phone',
}, async ({ page, request }) => {
  const [seller, bidder, rival] = await makeSellerAndTwoBidders(request);
  const title = `뒤로가기 의자 ${Date.now().toString(36)}`;
  const item = await makeItem(request, seller, { isNational: false, title });
  const bid = ({ token }: Someone, amount: number) =>
    post(request, `/api/v1/auctions/${item.id}/bids`, { amount }, token);
  await page.clock.install();
  await logIn(page, bidder, `/auctions?q=${encodeURIComponent(title)}`);
  const card = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title }) });
  await expect(card).toContainText('10,000원');
  await card.getByRole('link', { name: title }).click();
  // A skeleton with the title is there before the address changes.
  await expect(page).toHaveURL(`/auctions/${item.id}`);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await bid(rival, 12_000);
  // A rendering that is younger than five seconds counts as new.
  await page.clock.fastForward(6_000);
  await page.goBack();
  await expect(card).toContainText('12,000원');

  await bid(bidder, 13_000);
  const listening = personalTopic(page);
  await page.goto('/me');
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: title });
  await expect(row.getByText('현재 1등')).toBeVisible();
  await listening;
  // Nobody presses anything: the notification renews the page.
  await bid(rival, 15_000);
  await expect(row.getByText('16,000원', { exact: false }).first()).toBeVisible();
  await expect(row.getByText('현재 1등')).toHaveCount(0);
});

test('the wallet in the header follows a deposit and a bid at once, in every tab', {
  tag: '@desktop',
}, async ({ page, request, context }) => {
  const [seller, bidder] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 50_000 }),
  ]);
  const item = await makeItem(request, seller, { isNational: true });
  await logIn(page, bidder, '/');
  const amountIn = (tab: typeof page, amount: string) =>
    tab.getByRole('banner').getByRole('link', { name: `지갑, 사용 가능 금액 ${amount}` });
  await expect(amountIn(page, '50,000원')).toBeVisible();
  const other = await context.newPage();
  await other.goto(`/auctions/${item.id}`);
  await expect(other.getByText('실시간', { exact: true }).first()).toBeVisible();
  await other.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }).click();
  await expect(amountIn(other, '40,000원')).toBeVisible();
  await expect(amountIn(page, '40,000원')).toBeVisible();
  // A link that keeps the frame of the page, after a deposit from elsewhere.
  await post(request, '/api/v1/wallet/deposits', { amount: 7_000 }, bidder.token);
  await page.getByRole('link', { name: '판매하기' }).first().click();
  await expect(amountIn(page, '47,000원')).toBeVisible();

  await page.goto('/wallet?withdraw=90000');
  await page.getByLabel('은행').selectOption({ index: 1 });
  await page.getByLabel('예금주').fill('김철수');
  await page.getByLabel('계좌번호').fill('110123456789');
  await page.getByRole('button', { name: '90,000원 출금하기' }).click();
  await expect(page.getByText('출금할 수 있는 돈은 47,000원이에요.', { exact: false })).toBeVisible();
  await expect(page.getByText('0원이 남아요', { exact: false })).toHaveCount(0);
});
