import { expect, type Page, test } from '@playwright/test';
import { makeSomeone, openItem, post } from './people';

/** Does to the page what a browser's translator does, now and with everything that comes later. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const KEPT = 'script, style, textarea, [translate=no], font';
    function replaceTexts(root: Node): void {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      if (root instanceof Text) texts.push(root);
      while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
      for (const text of texts) {
        if (!text.data.trim() || !text.parentElement || text.parentElement.closest(KEPT)) continue;
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        inner.textContent = text.data;
        outer.append(inner);
        text.replaceWith(outer);
      }
    }
    replaceTexts(document.body);
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) replaceTexts(node);
    }).observe(document.body, { childList: true, subtree: true });
  });
}

test('a translated page takes a bid, tells of a higher one, and says nothing that is out of date', async ({
  page,
  request,
}) => {
  const { item } = await openItem(page, request, { isNational: true });
  const rival = await makeSomeone(request, { balance: 100_000 });
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await expect(page.getByText('실시간', { exact: true }).first()).toBeVisible();
  await translate(page);
  await expect(page.locator('h1 font')).toHaveCount(2);

  const seen = (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();
  const bid = (amount: string) =>
    page.getByRole('button', { name: `${amount}원 입찰하기` }).filter({ visible: true });
  await bid('10,000').click();
  await expect(seen('현재 최고 입찰 중')).toBeVisible();

  await post(request, `/api/v1/auctions/${item.id}/bids`, { amount: 20_000 }, rival.token);
  await expect(seen('상위 입찰이 생겼어요')).toBeVisible();
  await expect(page.getByText('현재 최고 입찰 중').filter({ visible: true })).toHaveCount(0);
  await expect(seen('20,000원')).toBeVisible();

  await page.getByRole('button', { name: '금액 바꾸기' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '21,000원 입찰하기' }).click();
  await expect(sheet).toBeHidden();
  await expect(seen('현재 최고 입찰 중')).toBeVisible();
  await expect(page.getByText('상위 입찰이 생겼어요').filter({ visible: true })).toHaveCount(0);

  const timer = page.getByRole('timer');
  const before = await timer.textContent();
  await expect(timer).not.toHaveText(before ?? '');
  // A page that React takes apart.
  await page.getByRole('link', { name: 'NeighborBid', exact: true }).first().click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(errors).toEqual([]);
});
