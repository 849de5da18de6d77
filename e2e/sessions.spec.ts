import { expect, test } from '@playwright/test';
import { ageSession, logIn, makeItem, makeSomeone, type Someone } from './people';

// One browser, several tabs and a copy of its cookie: what a logout ends, and what an old login may not do.

test('a logout in one tab ends the other at once, and a copy of the cookie opens nothing @phone', async ({
  page,
  request,
  browser,
}) => {
  const [someone, seller] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  const item = await makeItem(request, seller, { isNational: true });
  await logIn(page, someone, `/auctions/${item.id}`);
  const stolen = await page.context().cookies();
  await expect(page.getByRole('link', { name: '알림' }).first()).toBeVisible();

  const tab = await page.context().newPage();
  await tab.goto('/me');
  await tab.getByRole('button', { name: '로그아웃' }).filter({ visible: true }).click();
  await expect(tab).toHaveURL(/\/$/);

  await expect(page.getByText('로그아웃되었어요')).toBeVisible({ timeout: 10_000 });
  await expect(page.getByRole('link', { name: '로그인' }).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: item.title, level: 1 })).toBeVisible();

  const thief = await browser.newContext({ storageState: { cookies: stolen, origins: [] } });
  const answer = await thief.request.get('/api/v1/wallet');
  expect(answer.status()).toBe(401);
  await thief.close();
});

test('a login of an hour ago withdraws nothing without the password, and asks once @phone', async ({
  page,
  request,
}) => {
  const someone: Someone = await makeSomeone(request, { balance: 50_000 });
  await logIn(page, someone, '/');
  await ageSession(page);
  await page.goto('/wallet');
  await page.getByRole('link', { name: '출금하기' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('출금 금액').fill('20000');
  await sheet.getByLabel('은행').selectOption({ label: '카카오뱅크' });
  await sheet.getByLabel('예금주').fill('김하늘');
  await sheet.getByLabel('계좌번호').fill('3333-01-234567');
  const withdraw = async () => {
    await sheet.getByRole('button', { name: '20,000원 출금하기' }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /출금하기/ })
      .click();
  };
  await sheet.getByLabel('지금 비밀번호').fill('a wrong guess');
  await withdraw();
  await expect(sheet.getByText('비밀번호가 맞지 않아요.')).toBeVisible();
  await expect(sheet.getByLabel('계좌번호')).toHaveValue('3333-01-234567');
  await sheet.getByLabel('지금 비밀번호').fill(someone.password);
  await withdraw();
  await expect(page.getByText('20,000원').first()).toBeVisible();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('definition').first()).toContainText('30,000원');

  // The proof holds for the next form.
  await page.goto('/settings');
  const profile = page.locator('#profile');
  await profile.getByLabel('이메일').fill(`new-${someone.username}@example.test`);
  await expect(profile.getByLabel('지금 비밀번호')).toBeHidden();
  await profile.getByRole('button', { name: '프로필 저장' }).click();
  await expect(profile.getByText('프로필을 저장했어요.')).toBeVisible();
});
