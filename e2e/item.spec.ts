import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { accessibilityFaults } from './faults';
import {
  anotherBrowser,
  type Item,
  logIn,
  makeItem,
  makeSellerAndTwoBidders,
  makeSomeone,
  post,
  type Someone,
} from './people';

/** Text on the page that the viewer sees; on a phone the bar may contain the same words too. */
function shown(page: Page, words: string | RegExp) {
  return page.getByText(words).filter({ visible: true }).first();
}

function act(page: Page, name: string | RegExp) {
  return page.getByRole('button', { name }).filter({ visible: true });
}

/** An item with three pictures, listed in the seller's own browser. */
async function itemWithPictures(page: Page, seller: Someone): Promise<void> {
  await logIn(page, seller, '/auctions/new');
  const picture = async (background: string, name: string) => ({
    name: `${name}.jpg`,
    mimeType: 'image/jpeg',
    buffer: await sharp({ create: { width: 900, height: 700, channels: 3, background } })
      .jpeg()
      .toBuffer(),
  });
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(
      await Promise.all([picture('#0e6b4f', 'one'), picture('#b45f06', 'two'), picture('#17201b', 'three')]),
    );
  await expect(page.getByRole('button', { name: '사진 3 빼기' })).toBeVisible();
  await page.getByLabel('제목', { exact: true }).fill(`사진 많은 책상 ${Date.now().toString(36)}`);
  await page.getByLabel('설명', { exact: true }).fill('흠이 없어요.');
  await page.getByLabel('카테고리', { exact: true }).selectOption({ label: '가구/인테리어' });
  await page.getByLabel('자세한 카테고리').selectOption({ label: '책상/의자' });
  await page.getByText('중고 S급', { exact: true }).click();
  await page.getByLabel('시작가', { exact: true }).fill('30000');
  await act(page, '경매 시작하기').click();
  await expect(page).toHaveURL(/\/auctions\/\d+$/);
}

/** Moves one finger across the middle of an element. */
async function swipe(page: Page, selector: string, by: number): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`nothing to swipe at ${selector}`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: number | null) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at === null ? [] : [{ x: at, y }] });
  await touch('touchStart', x - by / 2);
  for (let step = 1; step <= 5; step += 1) await touch('touchMove', x - by / 2 + (by * step) / 5);
  await touch('touchEnd', null);
  await cdp.detach();
}

test('pictures are browsed with the keyboard or a finger, enlarged ones too', async ({ page, request }) => {
  await itemWithPictures(page, await makeSomeone(request));
  const current = page.getByRole('link', { name: /^사진 \d 보기$/ }).and(page.locator('[aria-current]'));
  await expect(current).toHaveAccessibleName('사진 1 보기');

  // The keyboard stops at the row of pictures as one element.
  await page.getByRole('list', { name: '상품 사진' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(current).toHaveAccessibleName('사진 2 보기');
  await page.getByRole('link', { name: '사진 3 보기' }).press('Enter');
  await expect(current).toHaveAccessibleName('사진 3 보기');

  await page.getByRole('button', { name: '사진 크게 보기' }).nth(2).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('3/3')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(dialog.getByText('2/3')).toBeVisible();
  if (await page.evaluate(() => navigator.maxTouchPoints > 0)) {
    await swipe(page, '[role=dialog] img', -200);
    await expect(dialog.getByText('3/3')).toBeVisible();
    await swipe(page, '[role=dialog] img', 200);
    await expect(dialog.getByText('2/3')).toBeVisible();
  }
  await dialog.getByRole('button', { name: '확대' }).first().click();
  await expect(dialog.getByRole('button', { name: '축소' }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: '사진 크게 보기' }).nth(2)).toBeFocused();
});

test('the page says how the auction stands and what its viewer can do: to come, ending, cancelled, unsold, sold', {
  tag: '@phone',
}, async ({ page, browser, request }) => {
  const [seller, winner, loser] = await makeSellerAndTwoBidders(request);
  const upcoming = await makeItem(request, seller, {
    isNational: false,
    startTime: new Date(Date.now() + 30 * 60_000).toISOString(),
  });
  const cancelled = await makeItem(request, seller, { isNational: false });
  const unsold = await makeItem(request, seller, { isNational: false });
  const sold = await makeItem(request, seller, { isNational: false });
  await post(request, `/api/v1/auctions/${cancelled.id}/cancel`, {}, seller.token);
  await post(request, `/api/v1/auctions/${unsold.id}/close`, {}, seller.token);
  await post(request, `/api/v1/auctions/${sold.id}/bids`, { amount: 10_000 }, loser.token);
  await post(request, `/api/v1/auctions/${sold.id}/bids`, { amount: 12_000 }, winner.token);
  await post(request, `/api/v1/auctions/${sold.id}/close`, {}, seller.token);

  const noBid = async (each: Page) => expect(act(each, /입찰하기|즉시구매/)).toHaveCount(0);
  const look = async (each: Page, item: Item, ...words: (string | RegExp)[]) => {
    await each.goto(`/auctions/${item.id}`);
    await expect(each.getByRole('heading', { level: 1, name: item.title })).toBeVisible();
    for (const word of words) await expect(shown(each, word)).toBeVisible();
    await noBid(each);
  };

  // As a visitor.
  await look(page, upcoming, /에 시작해요/, '시작하면 바로 입찰할 수 있어요. 찜해 두세요.');
  await expect(page.getByRole('timer')).toHaveText(/^(29|30):\d\d$/);
  await look(page, cancelled, '취소된 경매예요', '비슷한 물건 보기');
  await look(page, unsold, '입찰이 없어 유찰됐어요', '비슷한 물건 보기');
  await look(page, sold, '12,000원에 낙찰됐어요', '비슷한 물건 보기');
  await expect(page.getByRole('timer')).toHaveCount(0);

  const [calm, ending] = await Promise.all([
    makeItem(request, seller, { isNational: true }),
    makeItem(request, seller, { isNational: true, endTime: new Date(Date.now() + 8 * 60_000).toISOString() }),
  ]);
  for (const [item, words] of [
    [calm, '남은 시간'],
    [ending, '마감 임박'],
  ] as const) {
    await page.goto(`/auctions/${item.id}`);
    await expect(page.getByRole('timer').locator('xpath=preceding-sibling::*')).toHaveText(words);
    await expect(
      page.getByRole('link', { name: '로그인하고 입찰하기' }).filter({ visible: true }),
    ).toBeVisible();
  }

  // As a bidder who lost.
  await logIn(page, loser);
  await look(page, sold, '이번에는 낙찰받지 못했어요', '묶인 돈은 모두 돌려받았어요');

  // As the winner: the price paid, and the review.
  const second = await anotherBrowser(browser, page);
  await logIn(second.page, winner);
  await look(second.page, sold, '축하해요! 낙찰됐어요', '12,000원을 냈어요');
  await expect(second.page.getByRole('button', { name: '후기 남기기' })).toBeVisible();

  // As the seller: the result, and the next step.
  await second.context.clearCookies();
  await logIn(second.page, seller);
  await look(second.page, sold, '12,000원에 낙찰됐어요', '12,000원이 지갑에 들어왔어요');
  await look(second.page, unsold, '다시 올리면 새로운 사람들이 볼 수 있어요');
  await expect(second.page.getByRole('link', { name: '다시 등록하기' })).toBeVisible();
  await look(second.page, upcoming, '첫 입찰 전까지 고치거나 내릴 수 있어요');
  await expect(second.page.getByRole('link', { name: '고치기' })).toBeVisible();
  await second.context.close();
});

test('a question is answered in public; a person whom the seller has blocked cannot ask again', {
  tag: '@phone',
}, async ({ page, browser, request }) => {
  const [seller, asker] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  const item = await makeItem(request, seller, { isNational: false });
  await logIn(page, asker, `/auctions/${item.id}`);
  await page.getByLabel('판매자에게 물어보기').fill('직거래도 되나요? 😀 <b>');
  await act(page, '문의하기').click();
  await expect(shown(page, '직거래도 되나요? 😀 <b>')).toBeVisible();
  await expect(shown(page, '판매자의 답을 기다리고 있어요')).toBeVisible();

  const second = await anotherBrowser(browser, page);
  await logIn(second.page, seller, `/auctions/${item.id}#questions`);
  await second.page.getByLabel('답변', { exact: true }).fill('네, 역삼역에서요.');
  await act(second.page, '답변하기').click();
  await expect(shown(second.page, '네, 역삼역에서요.')).toBeVisible();
  await act(second.page, /차단하기/).click();
  await second.page.getByRole('alertdialog').getByRole('button', { name: '차단하기' }).click();
  await expect(shown(second.page, '차단함')).toBeVisible();
  await second.context.close();

  await page.reload();
  await expect(shown(page, '네, 역삼역에서요.')).toBeVisible();
  await page.getByLabel('판매자에게 물어보기').fill('하나만 더요');
  await act(page, '문의하기').click();
  await expect(shown(page, /이 판매자는 내 문의를 받지 않아요/)).toBeVisible();
  await expect(page.getByLabel('판매자에게 물어보기')).toHaveValue('하나만 더요');
});

test('an item is shared and reported, and recently viewed items are listed until they are cleared', {
  tag: '@phone',
}, async ({ page, context, request }) => {
  const [seller, person] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  const [first, second] = [
    await someItem(request, seller, '본 의자'),
    await someItem(request, seller, '본 책상'),
  ];
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/auctions/${first.id}`);
  await page.evaluate(() => Reflect.deleteProperty(Navigator.prototype, 'share'));
  await act(page, '공유하기').click();
  await expect(shown(page, '주소를 복사했어요')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    new RegExp(`/auctions/${first.id}$`),
  );

  await page.goto(`/auctions/${second.id}`);
  const seen = page.getByRole('region', { name: '최근 본 물건' });
  await expect(seen.getByRole('link', { name: first.title })).toBeVisible();
  await page.reload();
  // Both have been viewed by now; an item is not listed below itself.
  await expect(seen.getByRole('link', { name: first.title })).toBeVisible();
  await expect(seen.getByRole('link', { name: second.title })).toHaveCount(0);
  await post(request, `/api/v1/auctions/${first.id}/cancel`, {}, seller.token);
  await page.goto('/');
  await expect(seen.getByRole('listitem').filter({ hasText: first.title })).toContainText('경매 취소');
  await expect(seen.getByRole('link', { name: second.title })).toBeVisible();
  await seen.getByRole('button', { name: '기록 지우기' }).click();
  await page.getByRole('button', { name: '지우기', exact: true }).click();
  await expect(seen).toBeHidden();
  await page.reload();
  await expect(seen).toBeHidden();

  await logIn(page, person, `/auctions/${second.id}`);
  await page.getByRole('link', { name: '이 물건 신고하기' }).click();
  await page.getByRole('radio').first().check({ force: true });
  await page.getByRole('button', { name: /신고/ }).last().click();
  await expect(page.getByRole('status').filter({ hasText: /신고/ })).toBeVisible();
});

function someItem(request: APIRequestContext, seller: Someone, title: string): Promise<Item> {
  return makeItem(request, seller, { isNational: false, title: `${title} ${Date.now().toString(36)}` });
}

test('every bid of a long auction can be read, and the chart begins at its first bid', {
  tag: '@phone',
}, async ({ page, request }) => {
  const [seller, ...bidders] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 200_000 }),
    makeSomeone(request, { balance: 200_000 }),
  ]);
  const item = await makeItem(request, seller, { isNational: false });
  for (let bid = 0; bid < 120; bid += 1) {
    const amount = 10_000 + 1_000 * bid;
    await post(request, `/api/v1/auctions/${item.id}/bids`, { amount }, bidders[bid % 2]?.token);
  }
  await page.goto(`/auctions/${item.id}`);
  await expect(page.getByRole('img', { name: /10,000원에서 129,000원까지, 입찰 120회/ })).toBeVisible();
  await page.getByText('입찰 더 보기', { exact: true }).click();
  await page.getByRole('link', { name: '모든 입찰 보기' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '입찰 내역' })).toBeVisible();
  const rows = page.getByRole('main').getByRole('listitem');
  await expect(rows).toHaveCount(100);
  await expect(rows.first()).toContainText('129,000원');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('link', { name: '더 보기', exact: true }).click();
  await expect(rows).toHaveCount(20);
  await expect(rows.last()).toContainText('10,000원');
  await page.getByRole('link', { name: '물건으로 돌아가기' }).click();
  await expect(page.getByRole('heading', { level: 1, name: item.title })).toBeVisible();
});
