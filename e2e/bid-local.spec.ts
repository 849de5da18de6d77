import { expect, test } from '@playwright/test';
import {
  anotherBrowser,
  logIn,
  logInByForm,
  makeItem,
  makeSellerAndTwoBidders,
  makeSomeone,
  openItem,
  post,
} from './people';

test('a local auction needs no socket: the page is right after an act and when the person comes back to it', {
  tag: '@phone',
}, async ({ page, request }) => {
  // Personal notifications have a socket of their own; it is not asked about the auction.
  const asked: string[] = [];
  const [seller, bidder, rival] = await makeSellerAndTwoBidders(request);
  const item = await makeItem(request, seller, { isNational: false });
  await logIn(page, bidder, `/auctions/${item.id}`);
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => asked.push(...(String(payload).match(/auction:\d+/g) ?? []))),
  );
  await page.reload();
  await page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }).click();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();

  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 15_000 }, rival.token);
  await page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('focus'));
  });
  await expect(page.getByText('상위 입찰이 생겼어요').filter({ visible: true }).first()).toBeVisible();
  await expect(
    page.getByRole('button', { name: '16,000원 입찰하기' }).filter({ visible: true }),
  ).toBeVisible();
  expect(asked).toEqual([]);
});

test('a visitor of a local auction opens no socket at all', { tag: '@phone' }, async ({ page, request }) => {
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const item = await makeItem(request, await makeSomeone(request), { isNational: false });
  await page.goto(`/auctions/${item.id}`);
  await expect(page.getByRole('heading', { level: 1, name: item.title })).toBeVisible();
  // A person who comes back to the page gets the newest state by plain HTTP, which also shows that the script runs.
  const refreshed = page.waitForRequest(new RegExp(`/api/v1/auctions/${item.id}$`));
  await page.evaluate(() => setInterval(() => window.dispatchEvent(new Event('focus')), 100));
  await refreshed;
  expect(sockets).toEqual([]);
});

test('a bid that comes too late is refused with the reason, and the next amount is filled in', {
  tag: '@phone',
}, async ({ page, request }) => {
  const [seller, bidder, rival] = await makeSellerAndTwoBidders(request);
  const item = await makeItem(request, seller, { isNational: false });
  await logIn(page, bidder, `/auctions/${item.id}`);
  await expect(
    page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }),
  ).toBeVisible();
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 12_000 }, rival.token);
  await page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }).click();
  await expect(
    page
      .getByText('방금 12,000원이 되었어요. 13,000원부터 입찰할 수 있어요.')
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: '13,000원 입찰하기' }).filter({ visible: true }),
  ).toBeVisible();
});

test('a bid far above the price needs a confirmation, which shows the amount in words', async ({
  page,
  request,
}) => {
  const { item } = await openItem(page, request);
  if (test.info().project.name === 'phone') await page.getByRole('button', { name: '금액 바꾸기' }).click();
  const field = page.getByLabel('입찰 금액', { exact: true }).filter({ visible: true });
  const question = page.getByRole('alertdialog');
  await field.fill('50000');
  await field.press('Enter');
  await expect(question).toContainText('오만 원');
  await question.getByRole('button', { name: '금액 고치기' }).click();
  await expect(question).toBeHidden();
  const untouched = await request.get(`/api/v1/auctions/${item.id}`);
  expect(await untouched.json()).toMatchObject({ bidCount: 0 });

  await field.press('Enter');
  await question.getByRole('button', { name: '네, 50,000원 입찰하기' }).click();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
  const placed = await request.get(`/api/v1/auctions/${item.id}`);
  expect(await placed.json()).toMatchObject({ bidCount: 1, price: 50_000 });
});

test('without JavaScript a person can look at an item, log in and bid', { tag: '@phone' }, async ({
  browser,
  page: like,
  request,
}) => {
  const [seller, bidder] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  const item = await makeItem(request, seller, { isNational: false });
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: like.viewportSize(),
    locale: 'ko-KR',
  });
  const page = await context.newPage();
  await page.goto('/auctions?kind=local');
  await expect(page.getByRole('link', { name: new RegExp(item.title) }).first()).toBeVisible();
  await logInByForm(page, bidder, `/auctions/${item.id}`);
  await expect(page.getByRole('heading', { level: 1, name: item.title })).toBeVisible();
  const form = page.locator('form[aria-label=입찰하기]').filter({ visible: true });
  await form.getByRole('button', { name: '입찰하기', exact: true }).click();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
  // The words of the button are right in both modes, and for a maximum that is changed.
  await form.getByText('한도까지 자동').click();
  await form.getByRole('textbox').fill('30000');
  await form.getByRole('button', { name: '입찰하기', exact: true }).click();
  await expect(form.getByRole('textbox', { name: '내 한도' })).toHaveValue('30,000');
  await form.getByRole('textbox').fill('25000');
  await form.getByRole('button', { name: '한도 바꾸기' }).click();
  await expect(form.getByRole('textbox')).toHaveValue('25,000');
  expect(await (await request.get(`/api/v1/auctions/${item.id}`)).json()).toMatchObject({ bidCount: 1 });
  const wallet = await request.get('/api/v1/wallet', {
    headers: { authorization: `Bearer ${bidder.token}` },
  });
  expect(await wallet.json()).toMatchObject({ lockedBalance: 25_000 });
  await context.close();
});

test('of two people with the page open, the one who comes back to it sees the other’s bid', {
  tag: '@phone',
}, async ({ page, browser, request }) => {
  const [seller, one, other] = await makeSellerAndTwoBidders(request);
  const item = await makeItem(request, seller, { isNational: false, instantPrice: 50_000 });
  const second = await anotherBrowser(browser, page);
  await logIn(page, one, `/auctions/${item.id}`);
  await page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }).click();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
  await logIn(second.page, other, `/auctions/${item.id}`);
  await second.page.getByRole('button', { name: '50,000원에 즉시구매' }).filter({ visible: true }).click();
  await second.page.getByRole('button', { name: '50,000원에 구매하기' }).click();
  await expect(
    second.page
      .getByText(/낙찰|내 것/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await page.reload();
  await expect(
    page
      .getByText(/10,000원.*돌려받았어요/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await second.context.close();
});
