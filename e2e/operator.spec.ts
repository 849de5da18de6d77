import { expect, test } from '@playwright/test';
import { DEMO_PASSWORD } from '@/lib/accounts/demo-logins';
import { isolated } from '@/lib/i18n/isolate';
import { anotherBrowser, logIn, makeItem, makeSomeone, post } from './people';

const OPERATOR = { username: 'operator', password: DEMO_PASSWORD };

test('an operator resolves a report: the item is cancelled, its leader has the money back, the log records it', async ({
  page,
  browser,
  request,
}) => {
  const [seller, leader] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 50_000 }),
  ]);
  const title = `신고할 물건 ${Date.now().toString(36)}`;
  const item = await makeItem(request, seller, { isNational: false, title });
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 20_000 }, leader.token);

  await logIn(page, leader, `/auctions/${item.id}`);
  await page.getByRole('link', { name: '이 물건 신고하기' }).click();
  await page.getByRole('radio', { name: /사기 의심/ }).check();
  await page.getByLabel('자세한 내용').fill('사진이 다른 글과 같아요.');
  await page.getByRole('button', { name: '신고하기' }).click();
  await expect(page.getByText('신고를 받았어요. 운영자가 곧 확인할게요.')).toBeVisible();

  const admin = await anotherBrowser(browser, page);
  await logIn(admin.page, OPERATOR, '/admin/reports');
  await admin.page.getByRole('link', { name: title }).click();
  await expect(admin.page.getByText('사진이 다른 글과 같아요.')).toBeVisible();
  await admin.page.locator('summary').filter({ hasText: '물건 삭제하기' }).click();
  const cancel = admin.page
    .locator('form')
    .filter({ has: admin.page.getByRole('button', { name: '물건 삭제하기' }) });
  await expect(admin.page.getByText('묶여 있던 돈을 모두 바로 돌려드려요')).toBeVisible();
  await cancel.getByLabel('사유').fill('사진 도용이 확인되었어요.');
  await cancel.getByRole('button', { name: '물건 삭제하기' }).click();
  await expect(admin.page.getByRole('heading', { level: 1 }).getByText('취소')).toBeVisible();
  await expect(admin.page.getByText('조치함', { exact: true }).first()).toBeVisible();

  const wallet = await request.get('/api/v1/wallet', {
    headers: { authorization: `Bearer ${leader.token}` },
  });
  expect(await wallet.json()).toMatchObject({ balance: 50_000, lockedBalance: 0 });

  await admin.page.goto(`/admin/log?subjectType=auction&subject=${item.id}`);
  const log = admin.page.getByRole('table', { name: '운영 기록' });
  await expect(log.getByRole('row').filter({ hasText: '물건 삭제' })).toContainText(
    '사진 도용이 확인되었어요.',
  );
  await admin.page.goto('/admin/audit');
  await admin.context.setOffline(true);
  await admin.page.getByRole('button', { name: '지금 점검하기' }).click();
  await expect(admin.page.getByText('답을 받지 못했어요.')).toBeVisible();
  await admin.context.setOffline(false);
  await admin.page.getByRole('button', { name: '지금 점검하기' }).click();
  // The page itself waits up to 20 s for the database before it gives up.
  await expect(admin.page.getByText('장부가 맞아요 ✓')).toBeVisible({ timeout: 25_000 });

  // For the leader, who also reported it, the item is gone, and its title with it.
  const gone = await page.goto(`/auctions/${item.id}`);
  expect(gone?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: '운영자가 삭제한 물건이에요' })).toBeVisible();
  await expect(page.getByText('묶여 있던 돈은 모두 지갑으로 돌아왔어요')).toBeVisible();
  await expect(page.locator('meta[name="robots"]').first()).toHaveAttribute('content', /noindex/);
  expect(await page.content()).not.toContain(title);
  await page.goto('/notifications');
  await expect(page.getByText('신고하신 물건을 삭제했어요')).toBeVisible();
  await expect(page.getByText('사진 도용이 확인되었어요.')).toBeVisible();
  expect(await page.content()).not.toContain(title);

  const own = await anotherBrowser(browser, page);
  await logIn(own.page, seller, `/auctions/${item.id}`);
  await expect(own.page.getByText('운영자가 이 물건을 삭제했어요')).toBeVisible();
  await expect(own.page.getByText(`이유: ${isolated('사진 도용이 확인되었어요.')}`)).toBeVisible();
  await expect(own.page.getByRole('link', { name: '다시 등록' })).toHaveCount(0);
  await own.context.close();
  await admin.context.close();
});

test('a suspended person reads why and reaches their money; their lead goes to the next bidder', {
  tag: '@desktop',
}, async ({ page, browser, request }) => {
  const [seller, next, someone] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 50_000 }),
    makeSomeone(request, { balance: 50_000 }),
  ]);
  const item = await makeItem(request, seller, { isNational: false });
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 20_000 }, next.token);
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 25_000 }, someone.token);
  await logIn(page, someone, '/wallet');
  const admin = await anotherBrowser(browser, page);
  await logIn(admin.page, OPERATOR, `/admin/users?q=${someone.username}`);
  await admin.page.getByRole('link', { name: someone.nickname }).click();
  await admin.page.getByText('이용 정지하기', { exact: true }).first().click();
  const form = admin.page
    .locator('form')
    .filter({ has: admin.page.getByRole('button', { name: '이용 정지하기' }) });
  await form.getByLabel('사유').fill('여러 번 거래를 어겼어요.');
  await expect(form.getByRole('checkbox', { name: /1등인 경매 1개에서 입찰도 제외하기/ })).toBeChecked();
  await form.getByRole('button', { name: '이용 정지하기' }).click();
  await expect(admin.page.getByText('정지 풀기', { exact: true }).first()).toBeVisible();
  await admin.page.goto(`/admin/auctions/${item.id}`);
  await expect(admin.page.getByText(`${isolated(next.nickname)} 님의 입찰 제외하기`)).toBeVisible();
  await admin.context.close();

  await page.reload();
  await expect(page).toHaveURL(/\/login/);
  await logIn(page, someone, '/wallet');
  await expect(page.getByText('계정 이용이 정지되어 있어요.')).toBeVisible();
  const wallet = await page.request.get('/api/v1/wallet');
  expect(await wallet.json()).toMatchObject({ balance: 50_000, lockedBalance: 0 });
  await page.getByRole('link', { name: '이유 보기' }).click();
  await expect(page.getByText(`이유: ${isolated('여러 번 거래를 어겼어요.')}`)).toBeVisible();
  await page.goto('/auctions/new');
  await expect(page).toHaveURL(/\/suspended/);

  await page.goto(`/auctions/${item.id}`);
  await expect(page.getByText('운영자가 제외한 입찰이 있어요.')).toBeVisible();
  await expect(page.getByText('20,000원').first()).toBeVisible();
  await page
    .getByRole('button', { name: /입찰하기/ })
    .filter({ visible: true })
    .first()
    .click();
  await expect(
    page.getByText('계정 이용이 정지되어 있어서 할 수 없어요.').filter({ visible: true }).first(),
  ).toBeVisible();
});

test('for everybody else the admin pages do not exist', { tag: '@desktop' }, async ({ page, request }) => {
  const someone = await makeSomeone(request);
  for (const path of ['/admin', '/admin/reports', '/admin/users/1', '/admin/log']) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
  await logIn(page, someone);
  for (const path of ['/admin', '/admin/ledger', '/admin/auctions/1', '/admin/audit']) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
  await page.getByRole('button', { name: `${isolated(someone.nickname)} 님의 메뉴` }).click();
  await expect(page.getByRole('link', { name: '지갑' }).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: '운영자 데스크' })).toHaveCount(0);
});
