import { expect, type Page, test } from '@playwright/test';
import { isolated } from '@/lib/i18n/isolate';
import { type Item, logIn, makeItem, makeSomeone, personalTopic, post, type Someone } from './people';

/** The bell in the header, found by the number of unread notifications that it announces. */
function bell(page: Page, unread: number) {
  const name = unread === 0 ? '알림' : `알림, 읽지 않은 알림 ${unread}개`;
  return page.getByRole('banner').getByRole('link', { name, exact: true });
}

test('a bidder who is outbid is notified on every page and in the list, and a notification that they have seen is read', async ({
  page,
  request,
}) => {
  const [seller, one, other] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 200_000 }),
    makeSomeone(request, { balance: 200_000 }),
  ]);
  const [local, national] = await Promise.all([
    makeItem(request, seller, { isNational: false, title: '동네 의자' }),
    makeItem(request, seller, { isNational: true, title: '전국 의자' }),
  ]);
  const bid = ({ id }: Item, amount: number, { token }: Someone) =>
    post(request, `/api/v1/auctions/${id}/bids`, { amount }, token);
  await bid(local, 10_000, one);
  await bid(national, 10_000, one);
  const listening = personalTopic(page);
  await logIn(page, one);
  await expect(bell(page, 0)).toBeVisible();
  await listening;

  const messages = page.getByRole('listitem').filter({ hasText: '상위 입찰이 생겼어요' });
  // A local auction publishes nothing itself: the worker announces the notification from the outbox.
  await bid(local, 12_000, other);
  await expect(
    messages.filter({ hasText: `${isolated('동네 의자')}에 12,000원 입찰이 들어왔어요.` }),
  ).toBeVisible();
  await expect(bell(page, 1)).toBeVisible();
  await bid(national, 13_000, other);
  await expect(
    messages.filter({ hasText: `${isolated('전국 의자')}에 13,000원 입찰이 들어왔어요.` }),
  ).toBeVisible();
  await expect(bell(page, 2)).toBeVisible();

  await bell(page, 2).click();
  const rows = page.getByRole('main').getByRole('button', { name: /상위 입찰이 생겼어요.*읽지 않음/ });
  await expect(rows).toHaveCount(2);
  await rows.filter({ hasText: '동네 의자' }).click();
  await expect(page).toHaveURL(`/auctions/${local.id}`);
  await expect(bell(page, 1)).toBeVisible();

  // An event of the page that is open is seen there: no message appears, and the notification counts as read, afterwards.
  await bid(local, 14_000, one);
  await page.goto(`/auctions/${national.id}`);
  await expect(bell(page, 0)).toBeVisible();
  const onAuction = personalTopic(page);
  await page.goto(`/auctions/${local.id}`);
  const status = (words: string) => page.getByText(words).filter({ visible: true }).first();
  await expect(status('현재 최고 입찰 중이에요')).toBeVisible();
  await onAuction;
  const shownThen = new Promise<boolean>((resolve) =>
    page.route('**/notifications/read', async (route) => {
      resolve(await status('상위 입찰이 생겼어요').isVisible());
      await route.continue();
    }),
  );
  await bid(local, 16_000, other);
  expect(await shownThen).toBe(true);
  await expect(page.getByRole('main').getByText('16,000').first()).toBeVisible();
  await expect(messages.filter({ hasText: '16,000원' })).toHaveCount(0);
  await expect(bell(page, 0)).toBeVisible();

  // When the page cannot follow, a message says it, and the notification stays unread.
  await bid(local, 17_000, one);
  const onAuctionAgain = personalTopic(page);
  await page.reload();
  await expect(status('현재 최고 입찰 중이에요')).toBeVisible();
  await onAuctionAgain;
  const isAuction = (url: URL) => url.pathname === `/api/v1/auctions/${local.id}`;
  await page.route(isAuction, (route) => route.abort());
  await bid(local, 18_000, other);
  await expect(messages.filter({ hasText: '18,000원' })).toBeVisible();
  await expect(bell(page, 1)).toBeVisible();
  await page.unroute(isAuction);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(bell(page, 0)).toBeVisible();
  await expect(status('상위 입찰이 생겼어요')).toBeVisible();
  await page.goto('/notifications?tab=unread');
  await expect(page.getByText('모두 읽었어요')).toBeVisible();
});

test('the page of notifications updates itself, stacks those of one auction, and marks all as read at once', async ({
  page,
  request,
}) => {
  const [seller, asker] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 50_000 }),
  ]);
  const item = await makeItem(request, seller, { isNational: false });
  const ask = (content: string) =>
    post(request, `/api/v1/auctions/${item.id}/questions`, { content }, asker.token);
  await ask('높이가 얼마나 되나요?');
  const listening = personalTopic(page);
  await logIn(page, seller, '/notifications');
  const rows = page.getByRole('main').getByRole('button', { name: /문의가|입찰이/ });
  await expect(rows).toHaveCount(1);
  await listening;

  // Further questions are counted in the notification that is not read yet.
  await ask('배송 되나요?');
  await expect(rows.filter({ hasText: '문의가 2개 있어요' })).toHaveCount(1);
  await expect(bell(page, 1)).toBeVisible();
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 10_000 }, asker.token);
  await expect(page.getByText('이 경매의 알림 1개 더 보기')).toBeVisible();
  await expect(rows.filter({ visible: true })).toHaveCount(1);
  await page.getByText('이 경매의 알림 1개 더 보기').click();
  await expect(rows.filter({ visible: true })).toHaveCount(2);
  await expect(bell(page, 2)).toBeVisible();

  await page.getByRole('button', { name: '모두 읽음으로 표시' }).click();
  await expect(bell(page, 0)).toBeVisible();
  await page.getByRole('link', { name: /^읽지 않음/ }).click();
  await expect(page.getByText('모두 읽었어요')).toBeVisible();
});

test('channels are chosen one by one, and stored', async ({ page, request }) => {
  await logIn(page, await makeSomeone(request), '/settings/notifications');
  await expect(page.getByText('메일은 꺼져 있어요', { exact: false })).toBeVisible();
  await expect(page.getByRole('switch', { name: '낙찰, 메일' })).toBeDisabled();
  const outbid = page.getByRole('switch', { name: '상위 입찰, 푸시' });
  await expect(outbid).toBeChecked();
  const kept = page.waitForResponse((response) => response.url().endsWith('/notifications/choices'));
  await outbid.uncheck();
  expect((await kept).status()).toBe(200);
  await page.reload();
  await expect(outbid).not.toBeChecked();
  await expect(page.getByRole('switch', { name: '낙찰, 푸시' })).toBeChecked();
});

test('a person who blocks notifications reads what to do, and nothing is turned on', async ({
  page,
  request,
  context,
  baseURL,
}) => {
  const browser = await context.newCDPSession(page);
  const { targetInfo } = await browser.send('Target.getTargetInfo');
  await browser.send('Browser.setPermission', {
    // Without it, the choice would remain for all later tests.
    browserContextId: targetInfo.browserContextId,
    permission: { name: 'notifications' },
    setting: 'denied',
    origin: new URL(baseURL ?? '').origin,
  });
  await logIn(page, await makeSomeone(request), '/settings/notifications');
  await expect(page.getByText('이 브라우저에서 알림이 차단되어 있어요', { exact: false })).toBeVisible();
  await expect(page.getByText('이 브라우저에서 푸시 알림을 받고 있어요')).toBeHidden();
  await expect(page.getByRole('button', { name: '푸시 알림 켜기' })).toBeHidden();
});

test('a search is saved, brings a notification, is deleted and restored', async ({ page, request }) => {
  const [person, seller] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  const word = `희귀품${Date.now().toString(36)}`;
  await logIn(page, person, `/auctions?q=${word}`);
  await page.getByRole('button', { name: '이 검색 저장하고 알림 받기' }).click();
  await expect(page.getByText('저장했어요. 맞는 물건이 올라오면 알려 드릴게요.')).toBeVisible();

  await makeItem(request, seller, { isNational: false, title: `${word} 팝니다` });
  await page.getByRole('link', { name: '저장한 검색 보기' }).click();
  await expect(page.getByRole('link', { name: `‘${word}’` })).toBeVisible();
  await page.getByRole('button', { name: `${isolated(`‘${word}’`)} 검색 지우기` }).click();
  await expect(page.getByText('저장한 검색이 없어요')).toBeVisible();
  await page.getByRole('button', { name: '되돌리기' }).click();
  await page.getByRole('link', { name: `‘${word}’` }).click();
  await expect(page.getByRole('heading', { level: 2, name: `${word} 팝니다` })).toBeVisible();
});

test('without JavaScript notifications are opened and read, and channels chosen', async ({
  browser,
  page: like,
  request,
}) => {
  const [seller, asker] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 50_000 }),
  ]);
  const item = await makeItem(request, seller, { isNational: false });
  await post(request, `/api/v1/auctions/${item.id}/questions`, { content: '아직 있나요?' }, asker.token);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: like.viewportSize(),
    locale: 'ko-KR',
  });
  const page = await context.newPage();
  await logIn(page, seller, '/notifications');
  await expect(bell(page, 1)).toBeVisible();
  await page
    .getByRole('main')
    .getByRole('button', { name: /문의가 왔어요/ })
    .click();
  await expect(page).toHaveURL(`/auctions/${item.id}#questions`);
  await expect(bell(page, 0)).toBeVisible();
  await page.goto('/settings/notifications');
  await page.getByRole('switch', { name: '새 문의, 푸시' }).uncheck();
  await page.getByRole('button', { name: '저장', exact: true }).click();
  await expect(page.getByText('알림 설정을 저장했어요')).toBeVisible();
  await expect(page.getByRole('switch', { name: '새 문의, 푸시' })).not.toBeChecked();
  await context.close();
});
