import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test';
import { isolated } from '@/lib/i18n/isolate';
import { startTossServer, type TossServer } from '@/test/toss-server';
import { anotherBrowser, logInByForm, makeSomeone, type Someone } from './people';
import { type RealMarket, startRealMarket } from './real-market';

// A market of its own, whose deposits come from Toss: a demo market takes no real money. Toss' payment window is a script of
// another site: here it is one that agrees, or not, at once.

const SECRET_KEY = 'test_sk_0123456789';

const test = base.extend<object, { toss: TossServer; market: RealMarket }>({
  toss: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the first argument
    async ({}, use) => {
      const server = await startTossServer(SECRET_KEY);
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  market: [
    async ({ toss }, use) => {
      const market = await startRealMarket({
        PAYMENT_PROVIDER: 'toss',
        TOSS_CLIENT_KEY: 'test_ck_0123456789',
        TOSS_SECRET_KEY: SECRET_KEY,
        TOSS_API_URL: toss.url,
      });
      await use(market);
      await market.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: ({ market }, use) => use(market.origin),
});

/**
 * Replaces Toss' payment window by one that `does` this as soon as it opens.
 *
 * @returns the addresses to which it sent the browser back. The window reports them, because the browser does not report
 *   requests of the site's service worker.
 */
async function windowThat(
  page: Page,
  toss: TossServer,
  does: 'agrees' | 'cancels' | 'is closed',
): Promise<string[]> {
  const returns: string[] = [];
  await page.exposeFunction('tossAgree', (orderId: string, amount: number) =>
    toss.authenticate({ orderId, amount }),
  );
  await page.exposeFunction('tossReturns', (address: string) => returns.push(address));
  await page.route('https://js.tosspayments.com/v2/standard', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `(${paymentWindow})(${JSON.stringify(does)})` }),
  );
  return returns;
}

/** Runs in the browser. */
function paymentWindow(does: string): void {
  const scope = window as unknown as {
    tossAgree: (id: string, amount: number) => Promise<string>;
    tossReturns: (address: string) => Promise<unknown>;
    TossPayments: unknown;
  };
  type Asked = { orderId: string; amount: { value: number }; successUrl: string; failUrl: string };
  async function goTo(address: string, more: Record<string, string>): Promise<void> {
    const url = new URL(address);
    for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
    await scope.tossReturns(url.href);
    location.href = url.href;
  }
  async function requestPayment({ orderId, amount, successUrl, failUrl }: Asked): Promise<void> {
    if (does === 'is closed') throw Object.assign(new Error('closed'), { code: 'USER_CANCEL' });
    if (does === 'cancels') return goTo(failUrl, { code: 'PAY_PROCESS_CANCELED', message: '취소' });
    const paymentKey = await scope.tossAgree(orderId, amount.value);
    return goTo(successUrl, { paymentType: 'NORMAL', orderId, paymentKey, amount: String(amount.value) });
  }
  scope.TossPayments = () => ({ payment: () => ({ requestPayment }) });
}

/** A person who wants to deposit 30,000 won, on the page before the payment. */
async function goToPay(page: Page, someone: Someone): Promise<void> {
  await logInByForm(page, someone, '/wallet?deposit=30000');
  await page.getByRole('button', { name: '30,000원 충전하기' }).click();
  await expect(page.getByRole('heading', { name: '30,000원 결제하기' })).toBeVisible();
}

async function anOperator(request: APIRequestContext, market: RealMarket): Promise<Someone> {
  const operator = await makeSomeone(request);
  market.appoint(operator.username);
  return operator;
}

async function pay(page: Page): Promise<void> {
  await page.getByRole('button', { name: '토스페이먼츠로 결제하기' }).click();
}

test('a deposit by Toss is credited once, however often the success address is loaded', async ({
  page,
  request,
  toss,
}) => {
  const someone = await makeSomeone(request);
  const returns = await windowThat(page, toss, 'agrees');
  await goToPay(page, someone);
  await pay(page);
  await expect(page.getByRole('heading', { name: '30,000원을 충전했어요' })).toBeVisible();
  await expect(page.getByText('지금 30,000원을 쓸 수 있어요')).toBeVisible();
  const [address = ''] = returns;
  expect(address).toContain('/api/payments/toss/success');
  for (let again = 0; again < 3; again += 1) await page.goto(address);
  await expect(page.getByText('지금 30,000원을 쓸 수 있어요')).toBeVisible();

  // Another person who got hold of the address gets nothing.
  const stranger = await makeSomeone(request);
  await page.context().clearCookies();
  await logInByForm(page, stranger, '/');
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(404);
});

test('a refused card is explained in words, with what to do', async ({ page, request, toss }) => {
  const someone = await makeSomeone(request);
  await windowThat(page, toss, 'agrees');
  await goToPay(page, someone);
  const heldBefore = toss.held();
  toss.misbehave('confirm', { status: 403, code: 'REJECT_CARD_PAYMENT' });
  await pay(page);
  await expect(page.getByText('한도를 넘었거나 잔액이 부족해요. 돈은 빠져나가지 않았어요.')).toBeVisible();
  await expect(page.getByRole('link', { name: '다시 충전하기' })).toHaveAttribute('href', /deposit=30000/);
  expect(toss.held()).toBe(heldBefore);
});

for (const [does, words] of [
  ['cancels', '결제를 취소하셨어요. 돈은 빠져나가지 않았어요.'],
  ['is closed', '결제창을 닫으셨어요. 아직 돈이 빠져나가지 않았어요.'],
] as const) {
  test(`a payment window that ${does} takes no money, and the page says so`, async ({
    page,
    request,
    toss,
  }) => {
    const someone = await makeSomeone(request);
    await windowThat(page, toss, does);
    await goToPay(page, someone);
    await pay(page);
    await expect(page.getByText(words)).toBeVisible();
    const wallet = await request.get('/api/v1/wallet', {
      headers: { authorization: `Bearer ${someone.token}` },
    });
    expect(await wallet.json()).toMatchObject({ balance: 0, lockedBalance: 0 });
  });
}

test('while the answer is missing the page says that it waits, and shows the outcome by itself', async ({
  page,
  request,
  toss,
}) => {
  const someone = await makeSomeone(request);
  await windowThat(page, toss, 'agrees');
  await goToPay(page, someone);
  toss.misbehave('confirm', 'answer lost');
  toss.misbehave('lookUp', 'connection lost');
  await pay(page);
  await expect(page.getByRole('heading', { name: '결제를 확인하고 있어요' })).toBeVisible();
  const orderId = new URL(page.url()).pathname.split('/').at(-1);
  // Toss' webhook; it helps although it is not trusted.
  await request.post('/api/payments/toss/webhook', { data: { data: { orderId } } });
  await expect(page.getByRole('heading', { name: '30,000원을 충전했어요' })).toBeVisible();
});

test('a refunded payment is shown as refunded, also in the wallet', async ({ page, request, toss }) => {
  const someone = await makeSomeone(request);
  await windowThat(page, toss, 'agrees');
  await goToPay(page, someone);
  toss.misbehave('confirm', 'wrong amount');
  toss.misbehave('cancel', 'connection lost');
  await pay(page);
  await expect(page.getByRole('heading', { name: '결제한 돈을 돌려드리고 있어요' })).toBeVisible();
  await page.goto('/wallet');
  await expect(page.getByText('30,000원 결제를 취소하고 있어요. 결제한 돈은 돌려드려요.')).toBeVisible();
  await expect(page.getByText('결제를 확인하고 있어요')).toHaveCount(0);
});

test('a payment that is cancelled at Toss after the credit is reported to its owner and listed on the admin pages', async ({
  page,
  browser,
  request,
  toss,
  market,
}) => {
  const someone = await makeSomeone(request);
  const returns = await windowThat(page, toss, 'agrees');
  await goToPay(page, someone);
  await pay(page);
  await expect(page.getByRole('heading', { name: '30,000원을 충전했어요' })).toBeVisible();
  const orderPath = new URL(page.url()).pathname;
  const orderId = orderPath.split('/').at(-1) ?? '';

  // A second tab returns with the same payment: the same page, the same money.
  const second = await page.context().newPage();
  await second.goto(returns[0] ?? '');
  await expect(second.getByText('지금 30,000원을 쓸 수 있어요')).toBeVisible();

  toss.become(new URL(returns[0] ?? '').searchParams.get('paymentKey') ?? '', 'CANCELED');
  await request.post('/api/payments/toss/webhook', { data: { data: { orderId } } });
  await second.goto(`${orderPath}`);
  await expect(second.getByRole('heading', { name: '이 결제는 나중에 취소되었어요' })).toBeVisible();

  const admin = await anotherBrowser(browser, page);
  await logInByForm(admin.page, await anOperator(request, market), '/admin/payouts');
  const open = admin.page.getByRole('row').filter({ hasText: orderId });
  await expect(open).toContainText(someone.nickname);
  await admin.page.getByText(`정리했어요: ${orderId}`).click();
  const form = admin.page.locator('details').filter({ hasText: orderId });
  await form.getByLabel('사유').fill('회원이 계좌로 돌려주었어요.');
  await form.getByRole('button', { name: '정리한 것으로 남기기' }).click();
  await expect(open).toHaveCount(0);
  await admin.context.close();
});

test('a withdrawal of real money waits for an operator, who sends it at the bank or gives the reason for not sending it', async ({
  page,
  browser,
  request,
  toss,
  market,
}) => {
  const someone = await makeSomeone(request);
  await windowThat(page, toss, 'agrees');
  await goToPay(page, someone);
  await pay(page);
  await expect(page.getByRole('heading', { name: '30,000원을 충전했어요' })).toBeVisible();
  const admin = await anotherBrowser(browser, page);
  await logInByForm(admin.page, await anOperator(request, market), '/admin');
  const withdraw = async (amount: string) => {
    await page.goto(`/wallet?withdraw=${amount}`);
    const form = page.locator('form').filter({ has: page.getByLabel('예금주') });
    await form.getByLabel('은행').selectOption({ label: '카카오뱅크' });
    await form.getByLabel('예금주').fill('김하늘');
    await form.getByLabel('계좌번호').fill('3333-01-234567');
    await form.getByRole('button', { name: /출금하기$/ }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /출금하기/ })
      .click();
    await expect(page.getByText('운영자가 확인하고 계좌로 보내 드려요.').first()).toBeVisible();
  };
  const settle = async (amount: string, outcome: string, reason: string) => {
    await admin.page.goto('/admin/payouts');
    const card = admin.page
      .getByRole('listitem')
      .filter({ hasText: someone.nickname })
      .filter({ hasText: amount });
    await expect(card.getByText('••••4567')).toBeVisible();
    await card.getByRole('button', { name: '이 출금 맡기' }).click();
    await expect(card.getByText('333301234567')).toBeVisible();
    await card.getByRole('radio', { name: outcome }).check();
    await card.getByLabel('사유').fill(reason);
    await card.getByRole('button', { name: '결과 남기기' }).click();
    await expect(card).toHaveCount(0);
  };

  await withdraw('20000');
  await settle('20,000원', '보냈어요', '이체 번호 1126-01');
  await withdraw('10000');
  await settle('10,000원', '보내지 않고 되돌려요', '예금주 이름이 달라요.');
  await page.goto('/wallet');
  const payouts = page.getByRole('region', { name: '출금 현황' }).getByRole('listitem');
  await expect(payouts.filter({ hasText: '20,000원' })).toContainText('보냈어요');
  await expect(payouts.filter({ hasText: '10,000원' })).toContainText(
    `이유: ${isolated('예금주 이름이 달라요.')}`,
  );
  await expect(page.getByRole('definition').first()).toHaveText('10,000원');
  await admin.page.goto('/admin/log?act=REFUSE_PAYOUT');
  await expect(
    admin.page.getByRole('row').filter({ hasText: '예금주 이름이 달라요.' }).first(),
  ).toContainText('10,000원');
  await admin.context.close();
});
