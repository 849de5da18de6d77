import { type BrowserContext, expect, type Locator, type Page, type Route, test } from '@playwright/test';
import { anotherBrowser, logIn, makeItem, makeSomeone, openItem } from './people';

// The fate of a form when the network, the server or a deployment comes between the press and its answer. The
// request reaches the server unless a test says otherwise.

const ONCE = '다시 눌러도 한 번만 처리돼요';

/** Hands the next request of a server action to `treat` instead of the network. */
async function meetNextAction(page: Page, treat: (route: Route) => Promise<void>): Promise<void> {
  let met = false;
  await page.route('**/*', async (route) => {
    if (met || route.request().headers()['next-action'] === undefined) return route.fallback();
    met = true;
    await treat(route);
  });
}

/** The server acts, and its answer is lost. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort('connectionreset');
}

function available(page: Page): Locator {
  return page.getByRole('definition').first();
}

/** Deposits 30,000 won on the wallet's page, and gets no answer. @returns the form, which says that there was none */
async function depositWithout(page: Page, treat: (route: Route) => Promise<void>): Promise<Locator> {
  const form = page.locator('form').filter({ has: page.getByLabel('충전 금액') });
  await form.getByLabel('충전 금액').fill('30000');
  await meetNextAction(page, treat);
  await form.getByRole('button', { name: '30,000원 충전하기' }).click();
  await expect(form.getByRole('alert').filter({ hasText: ONCE })).toBeInViewport();
  return form;
}

async function fillWithdrawal(page: Page, amount: string): Promise<Locator> {
  const form = page.locator('form').filter({ has: page.getByLabel('예금주') });
  await form.getByLabel('출금 금액').fill(amount);
  await form.getByLabel('은행').selectOption({ label: '카카오뱅크' });
  await form.getByLabel('예금주').fill('김하늘');
  await form.getByLabel('계좌번호').fill('3333-01-234567');
  return form;
}

async function sendWithdrawal(page: Page, form: Locator): Promise<void> {
  await form.getByRole('button', { name: /출금하기$/ }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /출금하기/ })
    .click();
}

const noAnswers: [string, (route: Route) => Promise<void>][] = [
  ['is lost', loseAnswer],
  [
    'is a page of a proxy',
    async (route) => {
      await route.fetch();
      await route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' });
    },
  ],
];

for (const [what, treat] of noAnswers) {
  test(`a deposit whose answer ${what}, pressed again, counts once`, async ({ page, request }) => {
    // The screen is too small for the button and the top of the form together.
    await page.setViewportSize({ width: 320, height: 568 });
    await logIn(page, await makeSomeone(request), '/wallet?deposit=');
    const form = await depositWithout(page, treat);
    await expect(form.getByLabel('충전 금액')).toHaveValue('30,000');
    await form.getByRole('button', { name: '30,000원 충전하기' }).click();
    // Before that the page refreshes itself; the answer clears the field.
    await expect(form.getByLabel('충전 금액')).toHaveValue('');
    await expect(available(page)).toHaveText('30,000원');

    // The next deposit is another one.
    await form.getByLabel('충전 금액').fill('30000');
    await form.getByRole('button', { name: '30,000원 충전하기' }).click();
    await expect(available(page)).toHaveText('60,000원');
  });
}

test('a deposit with a lost answer counts once, also when the page is reloaded before the second press', async ({
  page,
  request,
}) => {
  await logIn(page, await makeSomeone(request), '/wallet?deposit=');
  const form = await depositWithout(page, loseAnswer);
  await page.reload();
  await expect(form.getByRole('alert').filter({ hasText: ONCE })).toBeVisible();
  await expect(form.getByLabel('충전 금액')).toHaveValue('30,000');
  await form.getByRole('button', { name: '30,000원 충전하기' }).click();
  await expect(page.getByText('30,000원을 충전했어요').first()).toBeVisible();
  await expect(available(page)).toHaveText('30,000원');
  await page.reload();
  await expect(form.getByLabel('충전 금액')).toHaveValue('');
});

test('a deposit with a lost answer that is sent again with another amount is not made twice, and the page says what happened', async ({
  page,
  request,
}) => {
  await logIn(page, await makeSomeone(request), '/wallet?deposit=');
  const form = await depositWithout(page, loseAnswer);
  await form.getByLabel('충전 금액').fill('40000');
  await form.getByRole('button', { name: '40,000원 충전하기' }).click();
  await expect(form.getByText('앞서 보낸 요청이 이미 처리됐어요')).toBeVisible();
  await expect(available(page)).toHaveText('30,000원');
});

test('a withdrawal with a lost answer, pressed again, counts once', async ({ page, request }) => {
  await logIn(page, await makeSomeone(request, { balance: 50_000 }), '/wallet?withdraw=');
  const form = await fillWithdrawal(page, '20000');
  await meetNextAction(page, loseAnswer);
  await sendWithdrawal(page, form);
  await expect(form.getByRole('alert').filter({ hasText: ONCE })).toBeVisible();
  await expect(form.getByLabel('출금 금액')).toHaveValue('20,000');
  await expect(form.getByLabel('은행')).toHaveValue('KAKAO');
  await page.reload();
  await expect(form.getByRole('alert').filter({ hasText: ONCE })).toBeVisible();
  await expect(form.getByLabel('은행')).toHaveValue('KAKAO');
  await expect(form.getByLabel('예금주')).toHaveValue('김하늘');
  await expect(form.getByLabel('계좌번호')).toHaveValue('3333-01-234567');
  await sendWithdrawal(page, form);
  await expect(page.getByText('20,000원 출금을 요청했어요').first()).toBeVisible();
  await expect(available(page)).toHaveText('30,000원');
  await expect(page.getByRole('region', { name: '출금 현황' }).getByRole('listitem')).toHaveCount(1);
});

test('a bid with a lost answer, pressed again, counts once', async ({ page, request }) => {
  const { item } = await openItem(page, request);
  // The button says "raise" once the page knows that the bid arrived; the same amount is still sent with the same key.
  const button = page.getByRole('button', { name: /10,000원(.*입찰|으로 올리기)/ });
  await meetNextAction(page, loseAnswer);
  await button.click();
  await expect(page.getByRole('alert').filter({ hasText: ONCE }).first()).toBeVisible();
  await button.click();
  await expect(page.getByText('10,000원으로 입찰했어요')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: ONCE })).toHaveCount(0);
  const { items } = await (await request.get(`/api/v1/auctions/${item.id}/bids`)).json();
  expect(items).toHaveLength(1);
});

for (const reloads of [false, true]) {
  const how = reloads ? 'a reload and ' : '';
  test(`an automatic bid with a lost answer keeps its maximum in the field, and after ${how}another press it holds once`, async ({
    page,
    request,
  }) => {
    const { item, bidder } = await openItem(page, request);
    const sheet = page.getByRole('dialog');
    // The button says "change" once the page knows that the bid arrived; the maximum is still sent with the same key.
    const button = sheet.getByRole('button', { name: /한도.* 25,000원/ });
    await page.getByRole('button', { name: '금액 바꾸기' }).click();
    await sheet.getByText('한도까지 자동', { exact: true }).click();
    await sheet.getByRole('textbox').fill('25000');
    await meetNextAction(page, loseAnswer);
    await button.click();
    await expect(sheet.getByRole('alert').filter({ hasText: ONCE })).toBeVisible();
    if (reloads) {
      await page.reload();
      await page.getByRole('button', { name: /바꾸기$/ }).click();
      await expect(sheet.getByRole('alert').filter({ hasText: ONCE })).toBeVisible();
    }
    await expect(sheet.getByRole('textbox')).toHaveValue('25,000');
    await button.click();
    await expect(
      page.getByText('한도 25,000원이 묶여 있어요').filter({ visible: true }).first(),
    ).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: ONCE })).toHaveCount(0);
    const { items } = await (await request.get(`/api/v1/auctions/${item.id}/bids`)).json();
    expect(items).toHaveLength(1);
    const headers = { authorization: `Bearer ${bidder.token}` };
    const wallet = await (await request.get('/api/v1/wallet', { headers })).json();
    expect(wallet).toMatchObject({ lockedBalance: 25_000 });
    const ledger = await (await request.get('/api/v1/wallet/transactions', { headers })).json();
    expect(ledger.items.filter(({ type }: { type: string }) => type === 'BID_LOCK')).toHaveLength(1);
  });
}

test('a bid without a network leaves the page as it is, and is one bid when the network is back', async ({
  page,
  context,
  request,
}) => {
  await openItem(page, request, { isNational: true });
  const button = page.getByRole('button', { name: /10,000원.*입찰/ });
  await expect(button).toBeEnabled();
  await context.setOffline(true);
  await button.click();
  await expect(page.getByRole('alert').filter({ hasText: ONCE }).first()).toBeVisible();
  await context.setOffline(false);
  await button.click();
  await expect(page.getByText('현재 최고 입찰 중이에요').first()).toBeVisible();
});

test('the loss of the network right after a bid leaves the page as it is', async ({
  page,
  context,
  request,
}) => {
  await page.clock.install();
  const { item } = await openItem(page, request, { isNational: true });
  await page.getByRole('button', { name: /10,000원.*입찰/ }).click();
  await expect(page.getByText('현재 최고 입찰 중이에요').first()).toBeVisible();
  await context.setOffline(true);
  const loads = countLoads(page);
  // By then the wallet in the header has been refreshed.
  await page.clock.runFor(20_000);
  await expect(page.getByRole('heading', { name: item.title })).toBeVisible();
  expect(loads()).toBe(0);
  await backOnline(page, context);
  await page.clock.runFor(20_000);
  await expect(page.getByRole('heading', { name: item.title })).toBeVisible();
  expect(loads()).toBe(0);
});

/** How often the browser has begun to load a document since the call. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) loads += 1;
  });
  return () => loads;
}

async function backOnline(page: Page, context: BrowserContext): Promise<void> {
  await context.setOffline(false);
  await expect.poll(() => page.evaluate(() => navigator.onLine)).toBe(true);
}

test('a page older than the server says that it is and keeps the typed text, also across the reload', async ({
  page,
  request,
}) => {
  await logIn(page, await makeSomeone(request, { balance: 50_000 }), '/wallet?withdraw=');
  const form = await fillWithdrawal(page, '20000');
  await meetNextAction(page, async (route) => {
    const { 'next-action': _, ...headers } = route.request().headers();
    await route.continue({ headers: { ...headers, 'next-action': '40'.padEnd(42, 'a') } });
  });
  await sendWithdrawal(page, form);
  await expect(form.getByText('사이트가 새로 바뀌어서 아직 처리하지 못했어요')).toBeVisible();
  await expect(form.getByLabel('출금 금액')).toHaveValue('20,000');
  await form.getByRole('button', { name: '새로 불러오기' }).click();
  await expect(form.getByText('사이트가 새로 바뀌어서')).toBeHidden();
  await expect(form.getByLabel('출금 금액')).toHaveValue('20,000');
  await expect(form.getByLabel('은행')).toHaveValue('KAKAO');
  await expect(form.getByLabel('예금주')).toHaveValue('김하늘');
  await sendWithdrawal(page, form);
  await expect(available(page)).toHaveText('30,000원');
});

test('a form without a key keeps its text without a network, and succeeds when the network is back', async ({
  page,
  context,
  request,
}) => {
  const [seller, someone] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  const item = await makeItem(request, seller, { isNational: false });
  await logIn(page, someone, `/auctions/${item.id}/report`);
  const words = '사진이 다른 물건이에요';
  const report = page.locator('form').filter({ has: page.locator('textarea[name=detail]') });
  await report.getByRole('radio').first().check({ force: true });
  await report.locator('textarea').fill(words);
  await context.setOffline(true);
  await report.getByRole('button').click();
  await expect(report.getByText('답을 받지 못했어요. 적은 내용은 그대로예요.')).toBeVisible();
  await expect(report.locator('textarea')).toHaveValue(words);
  await backOnline(page, context);
  await report.getByRole('button').click();
  await expect(page.getByRole('status').filter({ hasText: /신고/ })).toBeVisible();
});

test('a question and its answer with lost responses, pressed again, are there once', async ({
  page,
  browser,
  request,
}) => {
  const [seller, asker] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  const item = await makeItem(request, seller, { isNational: false });
  await logIn(page, asker, `/auctions/${item.id}`);
  const said = page.getByRole('region', { name: /^문의/ }).getByRole('listitem');
  const asking = page.locator('form').filter({ has: page.getByLabel('판매자에게 물어보기') });
  for (const question of ['다리가 흔들리나요?', '직거래도 되나요?']) {
    await asking.locator('textarea').fill(question);
    await meetNextAction(page, loseAnswer);
    await asking.getByRole('button').click();
    await expect(asking.getByRole('alert').filter({ hasText: ONCE })).toBeVisible();
    await expect(said.filter({ hasText: question })).toHaveCount(1);
    await page.reload();
    await expect(asking.locator('textarea')).toHaveValue(question);
    await asking.getByRole('button').click();
    await expect(asking.locator('textarea')).toHaveValue('');
    await expect(said.filter({ hasText: question })).toHaveCount(1);
  }

  const second = await anotherBrowser(browser, page);
  await logIn(second.page, seller, `/auctions/${item.id}`);
  const answering = second.page
    .locator('form')
    .filter({ has: second.page.getByLabel('답변') })
    .first();
  await answering.locator('textarea').fill('네, 역삼역에서요');
  await meetNextAction(second.page, loseAnswer);
  await answering.getByRole('button').click();
  await expect(second.page.getByText('네, 역삼역에서요', { exact: true })).toHaveCount(1);
  // The text stands there before the server has answered.
  await second.page.unrouteAll({ behavior: 'wait' });
  await second.context.close();
});

test('a form of the settings keeps its fields and its checkbox when the server fails', async ({
  page,
  request,
}) => {
  await logIn(page, await makeSomeone(request), '/settings');
  const profile = page.locator('#profile');
  const box = profile.getByRole('checkbox');
  await profile.getByLabel('닉네임').fill('새로운이름');
  const ticked = !(await box.isChecked());
  await box.setChecked(ticked);
  await meetNextAction(page, (route) => route.fulfill({ status: 500, body: '' }));
  await profile.getByRole('button').click();
  await expect(profile.getByText('답을 받지 못했어요')).toBeVisible();
  await expect(profile.getByLabel('닉네임')).toHaveValue('새로운이름');
  await expect(box).toBeChecked({ checked: ticked });
});

test('a sign-up keeps its region across the reload of an old page, and with a lost answer, pressed again, is logged in', async ({
  page,
  context,
}) => {
  const name = `lost${Date.now().toString(36)}`;
  await page.goto('/signup?next=/settings');
  await page.getByLabel('아이디', { exact: true }).fill(name);
  await page.getByLabel('이메일', { exact: true }).fill(`${name}@example.test`);
  await page.getByLabel('닉네임', { exact: true }).fill(`새이웃${name.slice(-6)}`);
  await page.getByLabel('시/도').selectOption({ label: '서울특별시' });
  await page.getByLabel('시/군/구').selectOption({ label: '강남구' });
  await page.getByLabel('읍/면/동').selectOption({ label: '역삼1동' });
  await page.getByRole('checkbox', { name: /모두 동의해요/ }).check();
  const send = page.getByRole('button', { name: '가입하고 시작하기' });
  await meetNextAction(page, async (route) => {
    const { 'next-action': _, ...headers } = route.request().headers();
    await route.continue({ headers: { ...headers, 'next-action': '40'.padEnd(42, 'a') } });
  });
  await send.click();
  await page.getByRole('button', { name: '새로 불러오기' }).click();
  await expect(page.getByLabel('아이디', { exact: true })).toHaveValue(name);
  await expect(page.getByLabel('읍/면/동').locator('option:checked')).toHaveText('역삼1동');
  await expect(page.getByRole('checkbox', { name: /모두 동의해요/ })).toBeChecked();

  await page.getByLabel('비밀번호', { exact: true }).fill('a-good-password');
  await meetNextAction(page, async (route) => {
    await loseAnswer(route);
    // The cookie of the session was lost with it.
    await context.clearCookies();
  });
  await send.click();
  await expect(page.getByText('답을 받지 못했어요')).toBeVisible();
  await send.click();
  await expect(page).toHaveURL('/settings');
  await expect(page.getByLabel('닉네임', { exact: true })).toHaveValue(`새이웃${name.slice(-6)}`);
});
