import { expect, test } from '@playwright/test';
import { DEMO_PASSWORD } from '@/lib/accounts/demo-logins';
import { logIn, makeItem, makeSomeone, post } from './people';

test('the page of an item tells a stranger nothing of a maximum, and an operator gives a reason to see it', async ({
  page,
  request,
}) => {
  const [seller, leader, rival] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 300_000 }),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  // A category of its own: the page shows similar items, and other tests list some meanwhile.
  const item = await makeItem(request, seller, { isNational: true, category: 'coin-stamp' });
  const bidUpTo = (maximum: number) =>
    post(request, `/api/v1/auctions/${item.id}/auto-bid`, { maximum }, leader.token);
  await bidUpTo(83_000);
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 52_000 }, rival.token);
  const before = await pageOfStranger();
  await bidUpTo(217_000);
  const after = await pageOfStranger();
  expect(after).toEqual(before);
  expect(after.join()).toContain('53,000');

  await logIn(page, { username: 'operator', password: DEMO_PASSWORD }, `/admin/auctions/${item.id}`);
  await expect(page.getByText('자동 입찰 포함')).toBeVisible();
  expect(await page.content()).not.toMatch(/217,?000/);
  await page.locator('summary').filter({ hasText: '자동 입찰 한도 보기' }).click();
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: '한도 보기' }) });
  await form.getByLabel('사유').fill('서로 짜고 입찰했다는 신고를 확인해요.');
  await form.getByRole('button', { name: '한도 보기' }).click();
  await expect(page.getByText('지금 한도는 217,000원이에요')).toBeVisible();
  const log = page.getByRole('table', { name: '운영 기록' });
  await expect(log.getByRole('row').filter({ hasText: '자동 입찰 한도 보기' })).toContainText(
    '서로 짜고 입찰했다는 신고를 확인해요.',
  );

  /**
   * The tags and texts of the page as the server renders it, in an order of their own: a page is streamed, and its parts come
   * as they are ready. Without times, by which the chart is drawn as well, and keys that are new each time.
   */
  async function pageOfStranger(): Promise<string[]> {
    const html = await (await request.get(`/auctions/${item.id}`)).text();
    for (const secret of ['83000', '83,000', '217000', '217,000']) expect(html).not.toContain(secret);
    return html
      .replace(/<script[^>]*>.*?<\/script>/gs, '')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'KEY')
      .replace(/\d+(시간|분|초)( 전)?|방금|\d\d:\d\d/g, 'TIME')
      .replace(/([HM])\d+(\.\d+)?(?=[VH ])/g, '$1')
      .replace(/id="[BPS]:[0-9a-f]+"/g, 'PART')
      .split(/(?=<)|(?<=>)/)
      .sort();
  }
});
