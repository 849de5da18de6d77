import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { isolated } from '@/lib/i18n/isolate';
import { logIn, makeSomeone, post } from './people';

/** The figure of the available money. */
function available(page: Page): Locator {
  return page.getByRole('definition').first();
}

/** The withdrawal form that is open. */
async function fillWithdrawal(
  page: Page,
  { amount, accountNumber }: { amount: string; accountNumber: string },
) {
  const form = page.locator('form').filter({ has: page.getByLabel('예금주') });
  await form.getByLabel('출금 금액').fill(amount);
  await form.getByLabel('은행').selectOption({ label: '카카오뱅크' });
  await form.getByLabel('예금주').fill('김하늘');
  await form.getByLabel('계좌번호').fill(accountNumber);
  await form.getByRole('button', { name: /출금하기$/ }).click();
}

test('a deposit appears in the wallet and in its entries', async ({ page, request }) => {
  const someone = await makeSomeone(request);
  await logIn(page, someone, '/wallet');
  await expect(available(page)).toHaveText('0원');
  await page.getByRole('link', { name: '충전하기' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('데모 충전이에요')).toBeVisible();
  await sheet.getByLabel('충전 금액').fill('30000');
  await sheet.getByRole('button', { name: '30,000원 충전하기' }).click();
  await expect(available(page)).toHaveText('30,000원');
  await expect(page.getByRole('listitem').filter({ hasText: '+30,000원' })).toBeVisible();
  await expect(page.getByText('내역의 합이 잔액과 맞아요')).toBeVisible();
});

test('a withdrawal is sent to the account that it names; one that the bank refuses comes back', async ({
  page,
  request,
}) => {
  const someone = await makeSomeone(request, { balance: 50_000 });
  await logIn(page, someone, '/wallet?withdraw=');
  await fillWithdrawal(page, { amount: '20000', accountNumber: '12' });
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /출금하기/ })
    .click();
  await expect(page.getByText('계좌번호를 8자리에서 16자리 숫자로')).toBeVisible();
  await expect(available(page)).toHaveText('50,000원');

  await fillWithdrawal(page, { amount: '20000', accountNumber: '3333-01-234567' });
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(`카카오뱅크 3333-01-234567 (${isolated('김하늘')})`);
  await question.getByRole('button', { name: /출금하기/ }).click();
  await expect(available(page)).toHaveText('30,000원');

  await fillWithdrawal(page, { amount: '10000', accountNumber: '3333-01-230000' });
  await question.getByRole('button', { name: /출금하기/ }).click();
  // The money may be back before the page is; only the request can be waited for.
  await expect(page.getByText('10,000원 출금을 요청했어요').first()).toBeVisible();

  const payouts = page.getByRole('region', { name: '출금 현황' }).getByRole('listitem');
  await expect(async () => {
    await page.goto('/wallet');
    await expect(payouts.filter({ hasText: '20,000원' })).toContainText('보냈어요', { timeout: 500 });
    await expect(payouts.filter({ hasText: '10,000원' })).toContainText('되돌아옴', { timeout: 500 });
  }).toPass();
  await expect(payouts.filter({ hasText: '20,000원' })).toContainText(
    `카카오뱅크 ••••4567 · ${isolated('김하늘')}`,
  );
  await expect(available(page)).toHaveText('30,000원');
  await expect(page.getByRole('listitem').filter({ hasText: '출금 반환' })).toContainText('+10,000원');
});

test('the ledger is filtered by kind and day, and its file holds the same entries', async ({
  page,
  request,
}) => {
  const someone = await makeSomeone(request, { balance: 50_000 });
  await post(request, '/api/v1/wallet/withdrawals', { amount: 7_000 }, someone.token);
  await logIn(page, someone, '/wallet');
  const entries = page.getByRole('region', { name: '거래 내역' }).getByRole('list').getByRole('listitem');
  await expect(entries).toHaveCount(2);
  await page.getByRole('navigation', { name: '거래 종류' }).getByRole('link', { name: '출금' }).click();
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText('-7,000원');

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.trim().split('\r\n')).toHaveLength(2);
  expect(csv).toContain(',출금,,-7000,0,43000,0');

  await page.getByLabel('시작일').fill('2020-01-01');
  await page.getByLabel('종료일').fill('2020-12-31');
  await page.getByRole('button', { name: '조회' }).click();
  await expect(page.getByText('이 조건에 맞는 거래가 없어요')).toBeVisible();
  await expect(page).toHaveURL(/type=WITHDRAWAL&from=2020-01-01&to=2020-12-31/);
  await page.getByRole('link', { name: '기간 지우기' }).click();
  await expect(entries).toHaveCount(1);
});

test('without a script deposits and withdrawals work too', async ({ browser, page, request }) => {
  const someone = await makeSomeone(request);
  await logIn(page, someone, '/wallet');
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    locale: 'ko-KR',
    viewport: page.viewportSize(),
  });
  const still = await plain.newPage();
  await still.goto('/wallet');
  await still.getByRole('link', { name: '충전하기' }).click();
  await still.getByLabel('충전 금액').fill('30000');
  await still.getByRole('button', { name: '충전하기' }).click();
  await expect(available(still)).toHaveText('30,000원');

  await still.goto('/wallet?withdraw=');
  await fillWithdrawal(still, { amount: '20000', accountNumber: '1' });
  // The typed text is still there, to be corrected.
  await expect(still.getByLabel('예금주')).toHaveValue('김하늘');
  await expect(still.getByLabel('은행')).toHaveValue('KAKAO');
  await expect(still.getByLabel('출금 금액')).toHaveValue('20,000');
  await still.getByLabel('계좌번호').fill('3333-01-234567');
  await still.getByRole('button', { name: /출금하기$/ }).click();
  await expect(available(still)).toHaveText('10,000원');
  await plain.close();
});
