import { expect, type Locator, type Page, test } from '@playwright/test';
import { scriptGate, slowDown } from './hydration';
import {
  anotherBrowser,
  logIn,
  makeItem,
  makeSellerAndTwoBidders,
  makeSomeone,
  openItem,
  post,
} from './people';

const bidField = (page: Page): Locator =>
  page.getByLabel('입찰 금액', { exact: true }).filter({ visible: true });

/** The page is hydrated: the bid button carries the amount. */
async function expectBid(page: Page, amount: string) {
  await expect(
    page.getByRole('button', { name: `${amount} 입찰하기` }).filter({ visible: true }),
  ).toBeVisible();
}

for (const rate of [1, 6]) {
  test(`keys that are pressed while the page hydrates stay in the field, on a processor ${rate} times slower`, {
    tag: '@desktop',
  }, async ({ page, request }) => {
    test.slow();
    const item = await makeItem(request, await makeSomeone(request), { isNational: false });
    await logIn(page, await makeSomeone(request, { balance: 100_000 }), '/offline');
    await slowDown(page, rate);
    const gate = await scriptGate(page);
    const field = bidField(page);
    // The number of keys that come before the scripts; the others come during hydration.
    for (const early of [0, 2, 5]) {
      gate.close();
      await page.goto(`/auctions/${item.id}`, { waitUntil: 'commit' });
      await field.focus();
      await expect(field).toHaveValue('10,000');
      await field.press('Control+a');
      await page.keyboard.type('50000'.slice(0, early));
      gate.open();
      for (const key of '50000'.slice(early)) await page.keyboard.press(key);
      await expectBid(page, '50,000원');
      expect((await field.inputValue()).replaceAll(',', ''), `${early} keys early`).toBe('50000');
    }
  });

  test(`an amount that is filled in while the page hydrates replaces the suggested one, on a processor ${rate} times slower`, {
    tag: '@desktop',
  }, async ({ page, request }) => {
    test.slow();
    const item = await makeItem(request, await makeSomeone(request), { isNational: false });
    await logIn(page, await makeSomeone(request, { balance: 100_000 }), '/offline');
    await slowDown(page, rate);
    const field = bidField(page);
    for (const frames of [0, 3, 9]) {
      await page.goto(`/auctions/${item.id}`, { waitUntil: 'commit' });
      await field.waitFor();
      await page.evaluate(async (count) => {
        for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
      }, frames);
      await field.fill('50000');
      await expectBid(page, '50,000원');
      expect((await field.inputValue()).replaceAll(',', ''), `${frames} frames late`).toBe('50000');
    }
  });
}

test('a person who opens the sheet and presses on the suggested amount overwrites it by typing', {
  tag: '@phone',
}, async ({ page, request }) => {
  const item = await makeItem(request, await makeSomeone(request), { isNational: false });
  await logIn(page, await makeSomeone(request, { balance: 100_000 }), `/auctions/${item.id}`);
  await page.getByRole('button', { name: '금액 바꾸기' }).click();
  const field = bidField(page);
  await expect(field).toBeFocused();
  await field.click();
  await page.keyboard.type('25000');
  await expect(field).toHaveValue('25,000');
  // An amount that the person typed can be corrected: a press puts the caret where it lands.
  await field.press('End');
  await field.click({ position: { x: 2, y: 10 } });
  await page.keyboard.type('1');
  await expect(field).toHaveValue('125,000');
});

test('a price that changes leaves a typed amount alone, and a suggested amount is replaced by the next key', {
  tag: '@desktop',
}, async ({ page, request }) => {
  const [seller, bidder, rival] = await makeSellerAndTwoBidders(request);
  const item = await makeItem(request, seller, { isNational: true });
  await logIn(page, bidder, `/auctions/${item.id}`);
  await expect(page.getByText('실시간', { exact: true }).first()).toBeVisible();
  const field = bidField(page);
  await field.click();
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 10_000 }, rival.token);
  await expect(field).toHaveValue('11,000');
  await page.keyboard.type('12000');
  await expect(field).toHaveValue('12,000');

  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 15_000 }, rival.token);
  await expect(
    page.getByText('방금 15,000원이 되었어요. 16,000원부터').filter({ visible: true }),
  ).toBeVisible();
  await page.keyboard.type('0');
  await expect(field).toHaveValue('120,000');
});

test('an amount is understood as people write it, and for any other text the field says why it is not', {
  tag: '@desktop',
}, async ({ page, request }) => {
  const { item } = await openItem(page, request, { balance: 900_000 });
  const field = bidField(page);
  await expectBid(page, '10,000원');

  for (const [typed, shown] of [
    ['1.5만', '15,000원'],
    ['3만5천', '35,000원'],
    ['12,000.00', '12,000원'],
    ['１２０００', '12,000원'],
    ['52,000원', '52,000원'],
  ] as const) {
    await field.click();
    await field.press('Control+a');
    await page.keyboard.type(typed);
    await expect(field).toHaveValue(typed);
    await expectBid(page, shown);
    await field.blur();
    await expect(field).toHaveValue(shown.replace('원', ''));
  }
  for (const [typed, why] of [
    ['12000.5', '소수점 아래를 지워 주세요'],
    ['1.5', '소수점 아래를 지워 주세요'],
    ['1,0000', '쉼표는 세 자리마다'],
    ['--5', '금액으로 읽을 수 없어요'],
    ['1e5', '금액으로 읽을 수 없어요'],
    ['12000 13000', '금액으로 읽을 수 없어요'],
    ['9999999999999', '금액이 너무 커요'],
  ] as const) {
    await field.click();
    await field.press('Control+a');
    await page.keyboard.type(typed);
    await expect(field).toHaveAccessibleDescription(new RegExp(why));
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.press('Enter');
    await field.blur();
    expect((await field.inputValue()).replaceAll(',', ''), typed).toBe(typed.replaceAll(',', ''));
  }
  const untouched = await request.get(`/api/v1/auctions/${item.id}`);
  expect(await untouched.json()).toMatchObject({ bidCount: 0 });
});

test('digits are grouped while they are typed and deleted; a click into a suggested amount selects it, and typing overwrites it', {
  tag: '@desktop',
}, async ({ page, request }) => {
  const someone = await makeSomeone(request);
  await logIn(page, someone, '/wallet?deposit=20000');
  await expect(page.getByRole('button', { name: '20,000원 충전하기' })).toBeVisible();
  const field = page.getByLabel('충전 금액').filter({ visible: true });
  await expect(field).toHaveValue('20,000');
  await field.click();
  await page.keyboard.type('1234567');
  await expect(field).toHaveValue('1,234,567');
  await field.press('ArrowLeft');
  await field.press('ArrowLeft');
  await field.press('ArrowLeft');
  await page.keyboard.type('8');
  await expect(field).toHaveValue('12,348,567');
  // The caret passes the separator and goes on.
  for (let press = 0; press < 5; press += 1) await field.press('Backspace');
  await expect(field).toHaveValue('567');
  await expect(field).toHaveAccessibleDescription(/오백육십칠 원/);
  await page.getByRole('button', { name: '10,000원 더하기' }).click();
  await expect(field).toHaveValue('10,567');
});

test('a syllable in composition is left to the input method, and its Enter does not send the form', {
  tag: '@desktop',
}, async ({ page, request }) => {
  const { item } = await openItem(page, request);
  const field = bidField(page);
  await expectBid(page, '10,000원');
  const session = await page.context().newCDPSession(page);
  await field.click();
  await page.keyboard.type('2');
  for (const text of ['ㅁ', '마', '만']) {
    await session.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 });
    await expect(field).toHaveValue(`2${text}`);
  }
  await field.dispatchEvent('keydown', {
    key: 'Enter',
    keyCode: 229,
    isComposing: true,
    bubbles: true,
    cancelable: true,
  });
  await session.send('Input.insertText', { text: '만' });
  await expect(field).toHaveValue('2만');
  await expect(field).toHaveAccessibleDescription(/= 20,000원 · 이만 원/);
  await page.keyboard.type('5');
  await page.keyboard.type('천');
  await field.press('Enter');
  await expect(page.getByText('25,000원으로 입찰했어요').first()).toBeVisible();
  const placed = await request.get(`/api/v1/auctions/${item.id}`);
  expect(await placed.json()).toMatchObject({ bidCount: 1, price: 25_000 });
});

test('without JavaScript the server understands the same amounts and gives the same reasons', {
  tag: '@desktop',
}, async ({ browser, page, request }) => {
  const [seller, bidder] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  const item = await makeItem(request, seller, { isNational: false, startPrice: 12_000 });
  await logIn(page, bidder, '/offline');
  const still = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    locale: 'ko-KR',
    viewport: page.viewportSize(),
  });
  const plain = await still.newPage();
  await plain.goto(`/auctions/${item.id}`);
  const field = bidField(plain);
  const bid = plain
    .getByRole('button', { name: /입찰하기$/ })
    .filter({ visible: true })
    .first();
  for (const [typed, why] of [
    ['12000.5', '소수점 아래를 지워 주세요'],
    ['1,5000', '쉼표는 세 자리마다'],
    ['만오천', '금액으로 읽을 수 없어요'],
  ] as const) {
    await field.fill(typed);
    await bid.click();
    await expect(field).toHaveValue(typed);
    await expect(field).toHaveAccessibleDescription(new RegExp(why));
  }
  await field.fill('1.5만');
  await bid.click();
  await expect(plain.getByText('현재 최고 입찰 중').filter({ visible: true }).first()).toBeVisible();
  const placed = await request.get(`/api/v1/auctions/${item.id}`);
  expect(await placed.json()).toMatchObject({ bidCount: 1, price: 15_000 });

  await plain.goto('/wallet?deposit=1.5');
  const deposit = plain.getByLabel('충전 금액');
  await expect(deposit).toHaveAccessibleDescription(/소수점 아래를 지워 주세요/);
  await deposit.fill('3만 5천원');
  await plain.getByRole('button', { name: /충전하기$/ }).click();
  await expect(plain.getByText('35,000원을 충전했어요').first()).toBeVisible();

  await plain.goto(`/auctions?minPrice=1.5만&q=${encodeURIComponent(item.title)}`);
  await expect(plain.getByLabel('최소 가격')).toHaveValue('15,000');
  await expect(plain.getByRole('link', { name: new RegExp(item.title) }).first()).toBeVisible();
  await plain.goto('/auctions?minPrice=15,00');
  await expect(plain.getByText('읽을 수 없는 조건은 빼고 보여드려요')).toBeVisible();
  await still.close();
});

test('the prices of a listing and of the filters are parsed like every other amount', {
  tag: '@desktop',
}, async ({ page, browser, request }) => {
  const seller = await makeSomeone(request);
  await logIn(page, seller, '/auctions/new');
  const start = page.getByLabel('시작가', { exact: true });
  const buyNow = page.getByLabel('즉시구매가');
  await start.fill('1.5만');
  await expect(start).toHaveAccessibleDescription(/= 15,000원 · 일?만 오천 원/);
  await buyNow.fill('12000.5');
  await expect(buyNow).toHaveAccessibleDescription(/소수점 아래를 지워 주세요/);
  await page.getByRole('button', { name: '경매 시작하기' }).click();
  await expect(start).toHaveValue('15,000');
  await expect(buyNow).toHaveValue('12000.5');
  await expect(page).toHaveURL(/\/auctions\/new/);

  const second = await anotherBrowser(browser, page);
  await second.page.goto('/auctions');
  const lowest = second.page.getByLabel('최소 가격');
  await lowest.fill('12,00');
  await lowest.blur();
  await expect(lowest).toHaveAccessibleDescription(/쉼표는 세 자리마다/);
  await expect(second.page).toHaveURL(/\/auctions$/);
  await lowest.fill('2만');
  await lowest.blur();
  await expect(second.page).toHaveURL(/minPrice=20000/);
  await expect(lowest).toHaveValue('20,000');
  await second.context.close();
});
