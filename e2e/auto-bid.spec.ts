import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { anotherBrowser, logIn, makeItem, makeSellerAndTwoBidders, type Someone } from './people';

const MAXIMUM_OF_ONE = /(?<!\d)80,?000(?!\d)/;
const MAXIMUM_OF_OTHER = /(?<!\d)90,?000(?!\d)/;

test('maxima of two people fight: each sees where they stand, nobody the maximum of the other', {
  tag: '@phone',
}, async ({ page, browser, request }) => {
  const [seller, one, other] = await makeSellerAndTwoBidders(request);
  const item = await makeItem(request, seller, {
    isNational: true,
    startPrice: 30_000,
    instantPrice: 100_000,
  });
  const { page: rival, context } = await anotherBrowser(browser, page);
  const heard: string[] = [];
  rival.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  await logIn(page, one, `/auctions/${item.id}`);
  await logIn(rival, other, `/auctions/${item.id}`);
  await expect(rival.getByText('실시간', { exact: true }).first()).toBeVisible();

  await chooseMaximum(page, '80000');
  await expect(shown(page, '지금 30,000원에 입찰하고')).toBeVisible();
  expect(await lockedOf(request, one)).toBe(0);
  await page.getByRole('button', { name: '한도 80,000원으로 자동 입찰' }).click();
  await expect(shown(page, /한도 80,000원이 묶여 있어요/)).toBeVisible();
  expect(await lockedOf(request, one)).toBe(80_000);

  for (const [bid, answer, next] of [
    ['31,000원', '32,000원', '33,000원'],
    ['33,000원', '34,000원', '35,000원'],
  ]) {
    await rival.getByRole('button', { name: `${bid} 입찰하기` }).click();
    await expect(
      rival.getByRole('alert').filter({ hasText: '자동 입찰' }).filter({ visible: true }),
    ).toContainText(`바로 ${answer}으로 맞받았어요. ${next}부터`);
    await expect(shown(page, new RegExp(`^${answer}$`))).toBeVisible();
  }
  await expect(shown(page, '현재 1등')).toBeVisible();
  await expect(shown(page, /^자동$/)).toBeVisible();
  expect(await lockedOf(request, other)).toBe(0);
  expect([await rival.content(), ...heard].filter((text) => MAXIMUM_OF_ONE.test(text))).toEqual([]);

  await chooseMaximum(rival, '90500');
  await rival.getByRole('button', { name: '한도 90,500원으로 자동 입찰' }).click();
  await expect(shown(rival, '더 낮은 금액 90,000원을 넣어 두었어요')).toBeVisible();
  await rival.getByRole('button', { name: '한도 90,000원으로 자동 입찰' }).click();
  await expect(shown(rival, /한도 90,000원이 묶여 있어요/)).toBeVisible();
  await expect(shown(page, '내 입찰 80,000원은 돌려받았어요')).toBeVisible();
  expect([await lockedOf(request, one), await lockedOf(request, other)]).toEqual([0, 90_000]);
  expect(await page.content()).not.toMatch(MAXIMUM_OF_OTHER);

  await rival.getByRole('button', { name: '한도 바꾸기' }).click();
  await rival.getByRole('button', { name: '자동 입찰 멈추기' }).click();
  await rival.getByRole('button', { name: '멈추기', exact: true }).click();
  await expect(shown(rival, /81,000원이 묶여 있어요/)).toBeVisible();
  expect(await lockedOf(request, other)).toBe(81_000);
  await context.close();
});

function shown(page: Page, text: string | RegExp) {
  return page.getByText(text).filter({ visible: true }).first();
}

/** Opens the sheet and writes a maximum into its field. Nothing is sent. */
async function chooseMaximum(page: Page, maximum: string): Promise<void> {
  await page.getByRole('button', { name: '금액 바꾸기' }).click();
  await page.getByText('한도까지 자동', { exact: true }).filter({ visible: true }).click();
  await page.getByRole('textbox', { name: '내 한도' }).filter({ visible: true }).fill(maximum);
}

async function lockedOf(request: APIRequestContext, { token }: Someone): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await (await request.get('/api/v1/wallet', { headers })).json()).lockedBalance;
}
