import { expect, test } from '@playwright/test';
import { makeItem, makeSomeone } from './people';

test('a visitor signs up at an item, deposits money and places a first bid', async ({ page, request }) => {
  const seller = await makeSomeone(request);
  const item = await makeItem(request, seller, { isNational: true });
  const name = `new${Date.now().toString(36)}`;
  await page.goto(`/auctions/${item.id}`);
  await page
    .getByRole('link', { name: /회원가입/ })
    .filter({ visible: true })
    .last()
    .click();
  await page.getByLabel('아이디', { exact: true }).fill(name);
  await page.getByLabel('이메일', { exact: true }).fill(`${name}@example.test`);
  await page.getByLabel('닉네임', { exact: true }).fill(`새이웃${name.slice(-6)}`);
  await page.getByLabel('시/도').selectOption({ label: '서울특별시' });
  await page.getByLabel('시/군/구').selectOption({ label: '강남구' });
  await page.getByLabel('읍/면/동').selectOption({ label: '역삼1동' });
  await page.getByLabel('비밀번호', { exact: true }).fill('a-good-password');
  await page.getByRole('checkbox', { name: /모두 동의해요/ }).check();
  await page.getByRole('button', { name: '가입하고 시작하기' }).click();

  await expect(page).toHaveURL(new RegExp(`/auctions/${item.id}`));
  await page.getByRole('link', { name: '10,000원 충전하기' }).filter({ visible: true }).click();
  await expect(page).toHaveURL(/\/wallet/);
  await page.getByRole('button', { name: '10,000원 충전하기' }).filter({ visible: true }).click();
  await expect(page.getByText('10,000원을 충전했어요').first()).toBeVisible();
  await page.getByRole('link', { name: '돌아가서 입찰하기' }).click();

  await page.getByRole('button', { name: '10,000원 입찰하기' }).filter({ visible: true }).click();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
});

test('sign-up names the faults, field by field, and keeps the typed text', { tag: '@phone' }, async ({
  page,
}) => {
  await page.goto('/signup');
  await page.getByLabel('아이디', { exact: true }).fill('Nicht Gut!');
  await page.getByLabel('이메일', { exact: true }).fill('keine-adresse');
  await page.getByLabel('비밀번호', { exact: true }).fill('short');
  await page.getByLabel('시/도').selectOption({ label: '서울특별시' });
  await page.getByLabel('시/군/구').selectOption({ label: '강남구' });
  await page.getByRole('checkbox', { name: /모두 동의해요/ }).check();
  await page.getByRole('button', { name: '가입하고 시작하기' }).click();
  for (const label of ['아이디', '이메일', '비밀번호']) {
    await expect(page.getByLabel(label, { exact: true })).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(page.getByLabel('아이디', { exact: true })).toHaveValue('Nicht Gut!');
  await expect(page.getByLabel('비밀번호', { exact: true })).toHaveValue('');
  await expect(page.getByLabel('시/도').locator('option:checked')).toHaveText('서울특별시');
  await expect(page.getByLabel('시/군/구').locator('option:checked')).toHaveText('강남구');
  await expect(page.getByRole('checkbox', { name: /모두 동의해요/ })).toBeChecked();
});
