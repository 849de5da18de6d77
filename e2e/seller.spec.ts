import { readFile } from 'node:fs/promises';
import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test';
import { isolated } from '@/lib/i18n/isolate';
import { accessibilityFaults } from './faults';
import { anotherBrowser, type Item, logIn, makeItem, makeSomeone, post, type Someone } from './people';

/** The text below the name of one of the figures. */
function figure(page: Page, name: string) {
  return page
    .getByRole('region', { name: '기간 요약' })
    .getByRole('definition')
    .filter({
      has: page.locator(`xpath=preceding-sibling::dt[.="${name}"]`),
    });
}

function rowOf(page: Page, item: Item) {
  return page.getByRole('row', { name: new RegExp(item.title) });
}

test('a seller watches an item, answers a question, closes early, and the figures follow', async ({
  page,
  request,
}) => {
  const [seller, buyer] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  await logIn(page, seller, '/seller');
  await expect(page.getByRole('heading', { name: '첫 물건을 올려 보세요' })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);

  const item = await makeItem(request, seller, { isNational: true });
  await page.reload();
  await expect(figure(page, '판매 수익')).toContainText('0원');
  await expect(rowOf(page, item)).toContainText('10,000원');
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 25_000 }, buyer.token);
  await expect(rowOf(page, item)).toContainText('25,000원');

  const question = { content: '앉는 높이가 얼마나 되나요?' };
  await post(request, `/api/v1/auctions/${item.id}/questions`, question, buyer.token);
  await page.reload();
  await expect(figure(page, '답을 기다리는 문의')).toContainText('1');
  const waiting = page.getByRole('listitem').filter({ hasText: question.content });
  await waiting.getByLabel('답변', { exact: true }).fill('45cm예요');
  await waiting.getByRole('button', { name: '답변 보내기' }).click();
  await expect(waiting).toBeHidden();
  await expect(figure(page, '답을 기다리는 문의')).toContainText('모두 답했어요');

  await rowOf(page, item)
    .getByRole('button', { name: `관리: ${isolated(item.title)}` })
    .click();
  await page.getByRole('menuitem', { name: '지금 마감하기' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('25,000원에 팔리고');
  await dialog.getByRole('button', { name: '마감하기', exact: true }).click();
  await expect(figure(page, '판매 수익')).toContainText('25,000원');
  await expect(figure(page, '낙찰률')).toContainText('1건 중 1건');
  await expect(figure(page, '시작가 대비 낙찰가')).toContainText('2.50배');
  await expect(page.getByRole('region', { name: '판매 완료' }).getByRole('row')).toHaveCount(2);
  await expect(rowOf(page, item)).toContainText('25,000원');

  await page.getByText('표로 보기').first().click();
  await expect(page.getByRole('table', { name: '주별 수익' }).getByRole('row').last()).toContainText(
    '25,000원',
  );
  await page.getByText('표로 보기').last().click();
  await expect(page.getByRole('table', { name: '카테고리' })).toContainText(
    '책상/의자100%1/1건2.50배25,000원',
  );
  const csv = await downloadBy(page.getByRole('link', { name: '판매 내역 CSV' }).first(), page);
  expect(csv.name).toBe('neighborbid-sales-8w.csv');
  expect(csv.text).toMatch(/^\ufeff판매 시각/);
  expect(csv.text).toContain(`,${item.id},${item.title},책상/의자,전국 경매,10000,25000,1,`);
  const { status, headers } = await visit(request, '/seller/sales.csv');
  expect([status, headers.location]).toEqual([303, '/login?next=%2Fseller']);

  // The figures select the metric of the charts.
  await page.getByRole('link', { name: '낙찰률', exact: true }).click();
  await expect(page).toHaveURL(/measure=sellThrough/);
  await expect(page.getByRole('heading', { name: '카테고리별 낙찰률' })).toBeVisible();
  await page.getByRole('link', { name: '1년', exact: true }).click();
  await expect(page.getByRole('heading', { name: '월별 낙찰률' })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
});

async function downloadBy(link: Locator, page: Page): Promise<{ name: string; text: string }> {
  const started = page.waitForEvent('download');
  await link.click();
  const download = await started;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

/** Requests an address without a login and without following a redirect. */
async function visit(request: APIRequestContext, path: string) {
  const response = await request.get(path, { maxRedirects: 0 });
  return { status: response.status(), headers: response.headers() };
}

async function takeBack(page: Page, item: Item): Promise<void> {
  await live(page)
    .getByRole('button', { name: `관리: ${isolated(item.title)}` })
    .click();
  await page.getByRole('menuitem', { name: '경매 취소하기' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '취소하기', exact: true }).click();
  await expect(page.getByText('진행 중인 경매가 없어요')).toBeVisible();
}

function live(page: Page) {
  return page.getByRole('region', { name: '진행 중', exact: true });
}

test('an unsold item is relisted with one press, or from a changed copy', { tag: '@desktop' }, async ({
  page,
  request,
}) => {
  const seller = await makeSomeone(request);
  const item = await makeItem(request, seller, { isNational: false, instantPrice: 90_000 });
  await logIn(page, seller, '/seller');
  await takeBack(page, item);
  const unsold = page.getByRole('region', { name: '유찰·취소', exact: true });
  await unsold.getByRole('button', { name: `다시 올리기: ${isolated(item.title)}` }).dblclick();
  await expect(page.getByText('다시 올렸어요. 3일 동안 진행돼요.')).toBeVisible();
  await expect(live(page).getByRole('row')).toHaveCount(2);
  await expect(
    unsold.getByRole('link', { name: `다시 올린 물건 보기: ${isolated(item.title)}` }),
  ).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);

  await takeBack(page, item);
  await unsold
    .getByRole('link', { name: `고쳐서 올리기: ${isolated(item.title)}` })
    .last()
    .click();
  await expect(page.getByLabel('제목', { exact: true })).toHaveValue(item.title);
  await expect(page.getByLabel('즉시구매가')).toHaveValue('90,000');
  await page.getByLabel('시작가', { exact: true }).fill('7000');
  await page.getByRole('button', { name: '경매 시작하기' }).click();
  await expect(page).toHaveURL(/\/auctions\/\d+$/);
  expect(page.url()).not.toContain(`/auctions/${item.id}`);
  await page.goto('/seller');
  await expect(live(page)).toContainText('7,000원');
  await expect(
    unsold.getByRole('link', { name: `다시 올린 물건 보기: ${isolated(item.title)}` }),
  ).toHaveCount(1);
});

async function sell(request: APIRequestContext, seller: Someone, buyer: Someone): Promise<Item> {
  const item = await makeItem(request, seller, { isNational: false });
  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 12_000 }, buyer.token);
  await post(request, `/api/v1/auctions/${item.id}/close`, {}, seller.token);
  return item;
}

test('the winner reviews, the seller answers, and everybody reads both', { tag: '@phone' }, async ({
  page,
  browser,
  request,
}) => {
  const [seller, buyer] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  const item = await sell(request, seller, buyer);
  await logIn(page, buyer, '/me');
  await page.getByRole('link', { name: `‘${isolated(item.title)}’ 거래는 어땠나요?` }).click();
  await page.getByRole('radio', { name: '4점' }).check({ force: true });
  await page.getByLabel('거래 후기').fill('설명 그대로였어요');
  await page.getByRole('button', { name: '후기 남기기' }).click();
  const review = page.getByRole('region', { name: '거래 후기' });
  await expect(review).toContainText('설명 그대로였어요');
  await expect(review).toContainText('별점 5점 만점에 4점');

  const other = await anotherBrowser(browser, page);
  await logIn(other.page, seller, '/seller');
  await other.page.goto(`/auctions/${item.id}`);
  const own = other.page.getByRole('region', { name: '거래 후기' });
  await own.getByText('답하기', { exact: true }).click();
  await own.getByLabel('후기에 답하기').fill('고맙습니다. 또 만나요!');
  await own.getByRole('button', { name: '답 남기기' }).click();
  await expect(own).toContainText(`${isolated(seller.nickname)} (판매자)`);
  await expect(own.getByText('답하기', { exact: true })).toBeHidden();
  await other.context.close();

  await page.reload();
  await page.getByRole('link', { name: '판매자 보기' }).click();
  await expect(page.getByRole('heading', { level: 1, name: seller.nickname })).toBeVisible();
  await expect(page.getByRole('region', { name: '신뢰' })).toContainText('80점');
  await expect(page.getByRole('list', { name: '별점 분포' })).toContainText('4점1개');
  await expect(page.getByRole('region', { name: '받은 후기' })).toContainText('고맙습니다. 또 만나요!');
  await expect(page.getByRole('link', { name: '판매 완료 1' })).toHaveAttribute('aria-current', 'page');
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('the address of a member who does not exist is a missing page', { tag: '@phone' }, async ({ page }) => {
  for (const id of ['999999999', 'x', '0', '99999999999999999999']) {
    const answer = await page.goto(`/users/${id}`);
    expect(answer?.status()).toBe(404);
  }
});

test('without a script the dashboard shows its figures, accepts an answer and relists', {
  tag: '@desktop',
}, async ({ browser, page, request }) => {
  const [seller, asker] = await Promise.all([makeSomeone(request), makeSomeone(request)]);
  const item = await makeItem(request, seller, { isNational: true });
  await post(
    request,
    `/api/v1/auctions/${item.id}/questions`,
    { content: '무게가 얼마나 돼요?' },
    asker.token,
  );
  await logIn(page, seller, '/seller');
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
    locale: 'ko-KR',
  });
  const plain = await context.newPage();
  await plain.goto('/seller');
  await expect(rowOf(plain, item)).toContainText('10,000원');
  await plain.getByLabel('답변', { exact: true }).fill('4kg이에요');
  await plain.getByRole('button', { name: '답변 보내기' }).click();
  await expect(plain.getByText('모두 답했어요')).toBeVisible();
  await post(request, `/api/v1/auctions/${item.id}/close`, {}, seller.token);
  await plain.goto('/seller');
  await expect(plain.getByText('진행 중인 경매가 없어요')).toBeVisible();
  await plain.getByRole('button', { name: `다시 올리기: ${isolated(item.title)}` }).click();
  await expect(live(plain)).toContainText(item.title);
  await context.close();
});
