import { expect, test } from '@playwright/test';
import { isolated } from '@/lib/i18n/isolate';
import { makeItem, makeSomeone, post } from './people';

test('an item whose heart a visitor presses is saved after the login, on every page, and the visitor is notified of its end', async ({
  page,
  request,
}) => {
  const [seller, person] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  const title = `찜할 물건 ${Date.now().toString(36)}`;
  const item = await makeItem(request, seller, { isNational: false, title });
  const list = `/auctions?${new URLSearchParams({ q: title })}`;
  const heart = page.getByRole('button', { name: `찜하기: ${isolated(title)}` });
  await page.goto(list);
  await heart.click();
  await page.getByLabel('아이디', { exact: true }).fill(person.username);
  await page.getByLabel('비밀번호', { exact: true }).fill(person.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(list);
  await expect(page.getByText('찜 목록에 담았어요')).toBeVisible();
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('1명이 찜했어요')).toBeAttached();

  await post(request, `/api/v1/auctions/${item.id}/close`, {}, seller.token);
  await page.goto('/me?tab=saved');
  const card = page.getByRole('listitem').filter({ has: heart });
  await expect(card).toContainText('유찰');

  await heart.click();
  await expect(page.getByText('찜 목록에서 뺐어요')).toBeVisible();
  await page.getByRole('link', { name: title }).click();
  await expect(page).toHaveURL(`/auctions/${item.id}`);
  await expect(heart).toHaveAttribute('aria-pressed', 'false');
  await page.goBack();
  // The previous page shows the present state: the heart is off, and a press that fails is undone.
  await expect(heart).toHaveAttribute('aria-pressed', 'false');

  await page.route('**/watch', (route) => route.abort());
  await heart.click();
  await expect(page.getByText('찜하지 못했어요', { exact: false })).toBeVisible();
  await expect(heart).toHaveAttribute('aria-pressed', 'false');
});
