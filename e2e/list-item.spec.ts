import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { isolated } from '@/lib/i18n/isolate';
import { accessibilityFaults } from './faults';
import { logIn, makeSomeone, post } from './people';

async function picture(background: string): Promise<Buffer> {
  return sharp({ create: { width: 900, height: 700, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

async function choose(page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.locator('input[type=file]').first().setInputFiles(files);
}

const jpeg = async (name: string, background: string) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await picture(background),
});

/** Hands the page a picture as the clipboard or a drag from another window would. */
async function bring(page: Page, how: 'paste' | 'drop', background: string): Promise<void> {
  const base64 = (await picture(background)).toString('base64');
  await page.evaluate(
    ([kind, text]) => {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], 'picture.jpg', { type: 'image/jpeg' }));
      const init = { bubbles: true, cancelable: true };
      if (kind === 'paste') {
        document.body.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: carried }));
      } else {
        document
          .querySelector('input[type=file]')
          ?.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: carried }));
      }
    },
    [how, base64] as const,
  );
}

function tiles(page: Page) {
  return page.locator('[data-tile]');
}

/** The stored pictures in their order, once all have been uploaded. */
async function keysOf(page: Page, count: number): Promise<string[]> {
  const images = tiles(page).locator('img');
  await expect(images).toHaveCount(count);
  return images.evaluateAll((all) =>
    all.map((image) => /images(?:\/|%2F)([0-9a-f]{32})/.exec(image.getAttribute('src') ?? '')?.[1] ?? ''),
  );
}

async function describe(page: Page, title: string): Promise<void> {
  await page.getByLabel('제목', { exact: true }).fill(title);
  await page.getByLabel('설명', { exact: true }).fill('세 해 썼고 흠이 없어요.');
  await page.getByLabel('카테고리', { exact: true }).selectOption({ label: '가구/인테리어' });
  await page.getByLabel('자세한 카테고리').selectOption({ label: '책상/의자' });
  await page.getByText('중고 S급', { exact: true }).click();
}

test('a seller lists an item with pictures, and others find it', async ({ page, request }) => {
  const seller = await makeSomeone(request);
  const title = `참나무 책상 ${Date.now().toString(36)}`;
  await logIn(page, seller, '/auctions/new');
  // The server is busy with other pictures: the upload waits, and is sent again by itself.
  const busy = { code: 'BUSY', retryAfterSeconds: 1 };
  await page.route('**/api/uploads', (route) => route.fulfill({ status: 503, json: busy }), { times: 1 });
  await choose(page, { ...(await jpeg('front.jpg', '#0e6b4f')), mimeType: 'application/octet-stream' });
  await expect(tiles(page).getByText('대기 중')).toBeVisible();
  await keysOf(page, 1);
  await bring(page, 'paste', '#b45f06');
  await keysOf(page, 2);
  await bring(page, 'drop', '#d6322c');
  const [first = '', second = '', third = ''] = await keysOf(page, 3);
  await choose(page, { name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: Buffer.from('ftypheic') });
  await expect(page.getByText('HEIC 사진은 올릴 수 없어요')).toBeVisible();
  await expect(tiles(page)).toHaveCount(3);

  // The keyboard moves a picture, and the focus follows; then a drag moves it.
  await page.getByRole('button', { name: '사진 1 뒤로' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '사진 2 뒤로' })).toBeFocused();
  expect(await keysOf(page, 3)).toEqual([second, first, third]);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: '사진 3 앞으로' })).toBeFocused();
  expect(await keysOf(page, 3)).toEqual([second, third, first]);
  const place = async (index: number) => {
    const box = await tiles(page).nth(index).boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  };
  const [to, from] = [await place(0), await place(2)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
  expect(await keysOf(page, 3)).toEqual([first, second, third]);

  await describe(page, title);
  await expect(page.getByRole('region', { name: '미리 보기' })).toContainText(title);
  await page.getByLabel('시작가', { exact: true }).fill('52000');
  await expect(page.getByText('오만 이천 원')).toBeVisible();

  await page.getByRole('button', { name: '경매 시작하기' }).click();
  await expect(page).toHaveURL(/\/auctions\/\d+$/);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const shown = page.getByRole('main').locator('img').first();
  await expect(shown).toHaveJSProperty('complete', true);
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await page.goto(`/auctions?q=${encodeURIComponent(title)}`);
  await expect(page.getByRole('link', { name: new RegExp(title) }).first()).toBeVisible();
});

test('a draft survives a closed tab, until the item is listed', {
  tag: '@phone',
}, async ({ page, context, request }) => {
  const seller = await makeSomeone(request);
  const title = `참나무 책상 ${Date.now().toString(36)}`;
  await logIn(page, seller, '/auctions/new');
  await choose(page, await jpeg('front.jpg', '#0e6b4f'));
  const keys = await keysOf(page, 1);
  await describe(page, title);
  const price = page.getByLabel('시작가', { exact: true });
  await price.fill('52000');

  // The seller leaves in the middle of a word, and then the tab is closed.
  await page.goto('/seller');
  await page.getByRole('link', { name: `이어서 쓰기: ${isolated(title)}` }).click();
  await expect(price).toHaveValue('52,000');
  await page.close();
  const again = await context.newPage();
  await again.goto('/auctions/new');
  await expect(again.getByText('작성하던 내용을 불러왔어요.')).toBeVisible();
  expect(await keysOf(again, 1)).toEqual(keys);
  await expect(again.getByLabel('제목', { exact: true })).toHaveValue(title);
  expect(await accessibilityFaults(again)).toEqual([]);
  await again.getByRole('button', { name: '경매 시작하기' }).click();
  await expect(again).toHaveURL(/\/auctions\/\d+$/);
  await again.goto('/auctions/new');
  await expect(again.getByLabel('제목', { exact: true })).toHaveValue('');
});

/** Five items of a rarely sold category, sold for 20,000 to 60,000 won. */
async function sellFive(request: APIRequestContext): Promise<void> {
  const [seller, buyer] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 200_000 }),
  ]);
  for (const instantPrice of [20_000, 30_000, 40_000, 50_000, 60_000]) {
    const item = {
      title: '퍼터',
      description: '',
      startPrice: 1_000,
      instantPrice,
      endTime: new Date(Date.now() + 3_600_000).toISOString(),
      category: 'golf',
      isNational: false,
      condition: 'USED_C',
      shippingPayer: 'BUYER',
    };
    const { id } = await post(request, '/api/v1/auctions', item, seller.token);
    await post(request, `/api/v1/auctions/${id}/buy-now`, {}, buyer.token);
  }
}

test('a seller takes a suggested price, plans the start, and edits until the first bid', {
  tag: '@phone',
}, async ({ page, request }) => {
  const [seller, buyer] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
    sellFive(request),
  ]);
  await logIn(page, seller, '/auctions/new');
  await page.getByRole('button', { name: '경매 시작하기' }).click();
  await expect(page.getByText('4곳을 다시 확인해 주세요.')).toBeVisible();
  await expect(page.getByLabel('제목', { exact: true })).toBeFocused();
  const title = `골프 퍼터 ${Date.now().toString(36)}`;
  await describe(page, title);
  await expect(page.getByRole('button', { name: '시작가를' })).toBeHidden();
  await page.getByLabel('카테고리', { exact: true }).selectOption({ label: '스포츠/레저' });
  await page.getByLabel('자세한 카테고리').selectOption({ label: '골프' });
  await page.getByText('중고 C급', { exact: true }).click();
  await expect(page.getByText(/비슷한 물건 \d+개가 보통 30,000원~50,000원에 팔렸어요/)).toContainText(
    '40,000원',
  );
  await page.getByRole('button', { name: '시작가를 30,000원으로' }).click();
  await page.getByRole('button', { name: '즉시구매가를 50,000원으로' }).click();
  await expect(page.getByLabel('시작가', { exact: true })).toHaveValue('30,000');
  await expect(page.getByText('오만 원', { exact: true })).toBeVisible();
  await page.getByText('전국 경매', { exact: true }).click();
  await page.getByText('시간 정하기', { exact: true }).click();
  // The button is pressed twice before it can show that it was pressed.
  await page.getByRole('button', { name: '경매 예약하기' }).dblclick();
  await expect(page).toHaveURL(/\/auctions\/\d+$/);
  const itemUrl = page.url();

  await page.goto('/seller');
  await expect(page.getByRole('link', { name: '예정 1' })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('button', { name: `관리: ${isolated(title)}` }).click();
  await page.getByRole('menuitem', { name: '고치기' }).click();
  await page.getByLabel('제목', { exact: true }).fill(`${title} 새것`);
  await page.getByText('지금 바로', { exact: true }).click();
  await page.getByRole('button', { name: '고친 내용 저장' }).click();
  await expect(page).toHaveURL(itemUrl);
  await expect(page.getByRole('heading', { level: 1, name: `${title} 새것` })).toBeVisible();

  await page.goto(`${itemUrl}/edit`);
  const description = page.getByLabel('설명', { exact: true });
  await description.fill('한 번 쳐 봤어요.');
  const id = itemUrl.split('/').at(-1);
  await post(request, `/api/v1/auctions/${id}/bids`, { amount: 30_000 }, buyer.token);
  await page.getByRole('button', { name: '고친 내용 저장' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '입찰' })).toBeVisible();
  await expect(description).toHaveValue('한 번 쳐 봤어요.');
  await page.reload();
  await expect(page.getByText('지금은 고칠 수 없어요')).toBeVisible();
});
