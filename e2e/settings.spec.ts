import { expect, test } from '@playwright/test';
import { isolated } from '@/lib/i18n/isolate';
import { anotherBrowser, logIn, makeItem, makeSomeone, post } from './people';

test('a new password ends the session of the other browser, and not of this one', async ({
  page,
  browser,
  request,
}) => {
  const someone = await makeSomeone(request);
  const other = await anotherBrowser(browser, page);
  await Promise.all([logIn(page, someone, '/settings'), logIn(other.page, someone, '/wallet')]);
  await page.getByLabel('지금 비밀번호').fill('not-the-password');
  await page.getByLabel('새 비밀번호').fill('another-password');
  await page.getByRole('button', { name: '비밀번호 바꾸기' }).click();
  await expect(page.getByLabel('지금 비밀번호')).toHaveAttribute('aria-invalid', 'true');
  await other.page.reload();
  await expect(other.page.getByRole('heading', { name: '지갑', level: 1 })).toBeVisible();

  await page.getByLabel('지금 비밀번호').fill(someone.password);
  await page.getByLabel('새 비밀번호').fill('another-password');
  await page.getByRole('button', { name: '비밀번호 바꾸기' }).click();
  await expect(page.getByText('비밀번호를 바꿨어요. 다른 기기에서는 모두 로그아웃됐어요.')).toBeVisible();
  await other.page.reload();
  await expect(other.page).toHaveURL(/\/login/);
  await other.context.close();
});

test('profile, place, language and theme are stored', async ({ page, request }) => {
  const someone = await makeSomeone(request);
  await logIn(page, someone, '/settings');
  const nickname = `새이름${Date.now().toString(36)}`;
  await page.getByLabel('닉네임', { exact: true }).fill(nickname);
  await page.getByRole('button', { name: '프로필 저장' }).click();
  await expect(page.getByText('프로필을 저장했어요.')).toBeVisible();

  await page.getByLabel('시/도').selectOption({ label: '부산광역시' });
  await page.getByLabel('시/군/구').selectOption({ label: '사상구' });
  await page.getByLabel('읍/면/동').selectOption({ label: '모라제1동' });
  await page.getByRole('button', { name: '동네 저장' }).click();
  await expect(page.getByText(`지금은 ${isolated('부산광역시 사상구 모라제1동')}이에요.`)).toBeVisible();

  const display = page.getByRole('region', { name: '언어와 화면' });
  await display
    .getByRole('radio', { name: '어둡게' })
    .or(display.getByRole('button', { name: '어둡게' }))
    .click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await display.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByLabel('Nickname', { exact: true })).toHaveValue(nickname);
});

test('a seller blocks a bidder, whose bids are then refused, and unblocks them', async ({
  page,
  request,
}) => {
  const [seller, bidder] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  const [item, next] = await Promise.all([
    makeItem(request, seller, { isNational: false }),
    makeItem(request, seller, { isNational: false, title: '다음 의자', instantPrice: 50_000 }),
  ]);
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 10_000 }, bidder.token);
  const tries = async (path: string, data?: object) => {
    const headers = { authorization: `Bearer ${bidder.token}` };
    const answer = await request.post(`/api/v1/auctions/${next.id}/${path}`, { data, headers });
    return `${answer.status()} ${(await answer.json()).code ?? 'ok'}`;
  };

  await logIn(page, seller, `/auctions/${item.id}`);
  await page.getByRole('button', { name: /님 차단하기/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '차단하기' }).click();
  await expect(page.getByText('님을 차단했어요.').first()).toBeVisible();
  await expect(page.getByText('차단함', { exact: true })).toBeVisible();
  expect(await tries('bids', { amount: 10_000 })).toBe('403 FORBIDDEN');
  expect(await tries('buy-now')).toBe('403 FORBIDDEN');
  expect(await tries('questions', { content: '아직 있나요?' })).toBe('403 FORBIDDEN');

  await page.goto('/settings#blocks');
  const blocked = page.getByRole('region', { name: '차단한 이웃' });
  await expect(blocked.getByRole('link', { name: new RegExp(item.title) })).toBeVisible();
  await blocked.getByRole('button', { name: /차단 해제/ }).click();
  await expect(blocked.getByText('차단한 이웃이 없어요.')).toBeVisible();
  expect(await tries('bids', { amount: 10_000 })).toBe('201 ok');
});

test('a person who deletes their account reads what prevents it; after that, account and name are gone', async ({
  page,
  request,
}) => {
  const someone = await makeSomeone(request, { balance: 30_000 });
  const item = await makeItem(request, someone, { isNational: false });
  const { id } = await (
    await request.get('/api/v1/me', { headers: { authorization: `Bearer ${someone.token}` } })
  ).json();
  await logIn(page, someone, '/settings/delete');
  const hindered = page.getByRole('region', { name: '아직 탈퇴할 수 없어요' });
  await expect(hindered.getByText('지갑에 30,000원이 남아 있어요.')).toBeVisible();
  await expect(hindered.getByRole('link', { name: item.title })).toBeVisible();
  await post(request, `/api/v1/auctions/${item.id}/cancel`, {}, someone.token);
  await post(request, '/api/v1/wallet/withdrawals', { amount: 30_000 }, someone.token);

  await page.reload();
  await page.getByLabel('비밀번호', { exact: true }).fill(someone.password);
  await page.getByLabel('닉네임 확인').fill('다른 이름');
  await page.getByRole('button', { name: '계정 영구 삭제' }).click();
  await expect(page.getByLabel('닉네임 확인')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('비밀번호', { exact: true }).fill(someone.password);
  await page.getByLabel('닉네임 확인').fill(someone.nickname);
  await page.getByRole('button', { name: '계정 영구 삭제' }).click();
  await expect(page.getByRole('heading', { name: '탈퇴했어요' })).toBeVisible();
  await page.goto(`/users/${id}`);
  await expect(page.getByText('탈퇴한 회원이에요')).toBeVisible();
  await expect(page.getByText(someone.nickname)).toHaveCount(0);
  await page.goto('/wallet');
  await expect(page).toHaveURL(/\/login/);
});
