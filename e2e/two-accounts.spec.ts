import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { MADE_FOR_FIELD, MADE_FOR_HEADER } from '@/lib/accounts/made-for';
import { isolated } from '@/lib/i18n/isolate';
import { allActions, madeForOf } from './actions';
import { logIn, makeItem, makeSomeone, personalTopic, post, type Someone } from './people';

// One browser has one session and many tabs: a login in one tab changes the account of all the others.

/** Logs another person in, in another tab of the same browser. */
async function logInElsewhere(page: Page, someone: Someone): Promise<void> {
  const tab = await page.context().newPage();
  await logIn(tab, someone, '/');
  await tab.close();
}

function twoPeople(request: APIRequestContext): Promise<[Someone, Someone]> {
  return Promise.all([makeSomeone(request, { balance: 50_000 }), makeSomeone(request, { balance: 70_000 })]);
}

function nowIs(page: Page, someone: Someone) {
  return page
    .getByText(`지금은 ${isolated(someone.nickname)} 님으로 로그인되어 있어요.`)
    .filter({ visible: true })
    .first();
}

async function balanceOf(request: APIRequestContext, { token }: Someone): Promise<number> {
  const wallet = await request.get('/api/v1/wallet', { headers: { authorization: `Bearer ${token}` } });
  return ((await wallet.json()) as { balance: number }).balance;
}

test('a tab of another account moves nobody’s money, says who is logged in, and shows that account', async ({
  page,
  request,
}) => {
  const [first, second] = await twoPeople(request);
  await logIn(page, first, '/wallet?deposit=');
  const deposit = page.locator('form').filter({ has: page.getByLabel('충전 금액') });
  await deposit.getByLabel('충전 금액').fill('30000');
  await logInElsewhere(page, second);
  await deposit.getByRole('button', { name: '30,000원 충전하기' }).click();
  await expect(nowIs(page, second)).toBeVisible();
  // The page is the other account's now; the typed text is still there.
  await expect(page.getByRole('definition').first()).toHaveText('70,000원');
  await expect(deposit.getByLabel('충전 금액')).toHaveValue('30,000');
  expect(await balanceOf(request, first)).toBe(50_000);
  expect(await balanceOf(request, second)).toBe(70_000);

  await deposit.getByRole('button', { name: '30,000원 충전하기' }).click();
  await expect(page.getByRole('definition').first()).toHaveText('100,000원');
  expect(await balanceOf(request, first)).toBe(50_000);
});

test('a tab of another account does not withdraw from the account that is logged in', async ({
  page,
  request,
}) => {
  const [first, second] = await twoPeople(request);
  await logIn(page, first, '/wallet?withdraw=');
  const withdrawal = page.locator('form').filter({ has: page.getByLabel('예금주') });
  await withdrawal.getByLabel('출금 금액').fill('20000');
  await withdrawal.getByLabel('은행').selectOption({ label: '카카오뱅크' });
  await withdrawal.getByLabel('예금주').fill('김하늘');
  await withdrawal.getByLabel('계좌번호').fill('3333-01-234567');
  await logInElsewhere(page, second);
  await withdrawal.getByRole('button', { name: /출금하기$/ }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /출금하기/ })
    .click();
  await expect(nowIs(page, second)).toBeVisible();
  expect(await balanceOf(request, first)).toBe(50_000);
  expect(await balanceOf(request, second)).toBe(70_000);
});

test('a tab of another account neither bids nor saves an item for the account that is logged in', async ({
  page,
  request,
}) => {
  const [seller, first, second] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 50_000 }),
    makeSomeone(request, { balance: 70_000 }),
  ]);
  const item = await makeItem(request, seller, { isNational: false });
  await logIn(page, first, `/auctions/${item.id}`);
  await logInElsewhere(page, second);
  await page.getByRole('button', { name: /10,000원.*입찰/ }).click();
  await expect(nowIs(page, second)).toBeVisible();

  await logIn(page, first, `/auctions/${item.id}`);
  const heart = page.getByRole('button', { name: `찜하기: ${isolated(item.title)}` });
  await expect(heart).toHaveAttribute('aria-pressed', 'false');
  await logInElsewhere(page, second);
  await heart.click();
  await expect(nowIs(page, second)).toBeVisible();
  await expect(heart).toHaveAttribute('aria-pressed', 'false');

  const { items } = await (await request.get(`/api/v1/auctions/${item.id}/bids`)).json();
  expect(items).toEqual([]);
});

test('a tab of another account does not change the settings of the account that is logged in; the typed text stays', async ({
  page,
  request,
}) => {
  const [first, second] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  await logIn(page, first, '/settings');
  const profile = page.locator('#profile');
  await profile.getByLabel('닉네임').fill('새이름이에요');
  await logInElsewhere(page, second);
  await profile.getByRole('button', { name: '프로필 저장' }).click();
  await expect(nowIs(page, second)).toBeVisible();
  await expect(profile.getByLabel('닉네임')).toHaveValue('새이름이에요');
  const me = await request.get('/api/v1/me', { headers: { authorization: `Bearer ${second.token}` } });
  expect(await me.json()).toMatchObject({ nickname: second.nickname });
});

test('a visitor’s page does nothing for an account that has logged in since', async ({ page, request }) => {
  const someone = await makeSomeone(request);
  await page.goto('/login');
  await page.getByLabel('아이디', { exact: true }).fill('operator');
  await page.getByLabel('비밀번호', { exact: true }).fill('whatever-it-is');
  await logInElsewhere(page, someone);
  await page
    .locator('form')
    .filter({ has: page.getByLabel('아이디', { exact: true }) })
    .getByRole('button', { name: '로그인' })
    .click();
  await expect(nowIs(page, someone)).toBeVisible();
});

test('a page made for an account that has logged out since says that it is logged out, and the typed text stays', async ({
  page,
  request,
}) => {
  await logIn(page, await makeSomeone(request), '/wallet?deposit=');
  const form = page.locator('form').filter({ has: page.getByLabel('충전 금액') });
  await form.getByLabel('충전 금액').fill('30000');
  await page.context().clearCookies();
  await form.getByRole('button', { name: '30,000원 충전하기' }).click();
  await expect(form.getByText('로그인이 끝났어요.')).toBeVisible();
  await expect(form.getByLabel('충전 금액')).toHaveValue('30,000');
});

test('a page that learns by itself of another account stays as it is and says so, until the person reloads it or closes the message', async ({
  page,
  request,
}) => {
  const [first, second] = await twoPeople(request);
  await logIn(page, first, '/wallet?deposit=');
  const line = page
    .getByRole('listitem')
    .filter({ hasText: `지금은 ${isolated(second.nickname)} 님으로 로그인되어 있어요` });
  await logInElsewhere(page, second);
  await comeBack(page);
  await expect(line).toBeVisible();
  await expect(page.getByRole('definition').first()).toHaveText('50,000원');
  await line.getByRole('button', { name: '화면 바꾸기' }).click();
  await expect(page.getByRole('definition').first()).toHaveText('70,000원');
  await expect(line).toHaveCount(0);

  await logIn(page, first, '/wallet?deposit=');
  await logInElsewhere(page, second);
  await comeBack(page);
  await line.getByRole('button', { name: '닫기' }).click();
  await expect(line).toHaveCount(0);
  const asked = page.waitForResponse('/api/v1/notifications/unread');
  await comeBack(page);
  expect((await asked).status()).toBe(409);
  await expect(line).toHaveCount(0);
  await expect(page.getByRole('definition').first()).toHaveText('50,000원');
});

test('news that would refresh a page does not change it to the other account', async ({ page, request }) => {
  const [seller, second] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  const item = await makeItem(request, seller, { isNational: false });
  const listening = personalTopic(page);
  await logIn(page, seller, '/notifications');
  await listening;
  const madeFor = page.locator('html[data-made-for]');
  const before = await madeFor.getAttribute('data-made-for');
  await logInElsewhere(page, second);
  // The list checks whether the site can be reached, and then for which account it would refresh the page.
  const looked = page
    .waitForResponse('**/api/health', { timeout: 30_000 })
    .then(() => page.waitForResponse('**/api/v1/notifications/unread'));
  const question = { content: '아직 있나요?' };
  await post(request, `/api/v1/auctions/${item.id}/questions`, question, second.token);
  expect((await looked).status()).toBe(409);
  await expect(page.getByText(`지금은 ${isolated(second.nickname)} 님으로 로그인되어 있어요`)).toBeVisible();
  expect(await madeFor.getAttribute('data-made-for')).toBe(before);
});

/** A person comes back to a tab. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

/** What a request says under `name` about the account of its page: another account, a visitor, nothing. */
function pagesOfOthers(name: string): Record<string, string>[] {
  return [{ [name]: '1' }, { [name]: '' }, {}];
}

type Body = { multipart?: FormData; data?: string; headers?: Record<string, string> };

/** A form as React sends it, behind two arguments. */
function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(`_1_${field}`, value);
  form.append('0', JSON.stringify(['1', null, '$K1']));
  return form;
}

test('every server action refuses a page that was made for another account or that names no account', async ({
  page,
  request,
  baseURL,
}) => {
  test.slow();
  const someone = await makeSomeone(request);
  await logIn(page, someone);
  expect(await madeForOf(page.request)).toMatch(/^\d+$/);
  const took: string[] = [];
  for (const { id, name, path } of allActions()) {
    const bodies = pagesOfOthers(MADE_FOR_FIELD).flatMap((madeFor) => [
      { multipart: formOf(madeFor) },
      { data: JSON.stringify(['1', 'x', madeFor]), headers: { 'content-type': 'text/plain' } },
    ]);
    const answers = bodies.map(async ({ headers = {}, ...body }: Body) => {
      const answer = await page.request.post(path, {
        ...body,
        headers: { ...headers, origin: baseURL ?? '', accept: 'text/x-component', 'next-action': id },
        maxRedirects: 0,
      });
      const text = await answer.text();
      const refused = text.includes('OTHER_ACCOUNT') && text.includes(someone.nickname);
      if (!refused) took.push(`${name} ${answer.status()}`);
    });
    await Promise.all(answers);
  }
  expect(took).toEqual([]);
});

test('every route handler refuses a change of a page that was made for another account or that names no account', async ({
  page,
  request,
  baseURL,
}) => {
  await logIn(page, await makeSomeone(request));
  const changes: [method: string, path: string][] = [
    ['POST', '/api/uploads'],
    ['POST', '/api/v1/realtime/ticket'],
    ['POST', '/api/v1/notifications/read'],
    ['POST', '/api/v1/notifications/push'],
    ['PUT', '/api/v1/notifications/choices'],
    ['PUT', '/api/v1/auctions/1/watch'],
    ['DELETE', '/api/v1/auctions/1/watch'],
    ['POST', '/api/v1/wallet/withdrawals'],
  ];
  for (const [method, path] of changes) {
    for (const madeFor of pagesOfOthers(MADE_FOR_HEADER)) {
      const answer = await page.request.fetch(path, {
        method,
        data: {},
        headers: { origin: baseURL ?? '', ...madeFor },
      });
      expect(await answer.json(), `${method} ${path}`).toMatchObject({ code: 'OTHER_ACCOUNT' });
    }
  }
});
