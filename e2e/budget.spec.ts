import { expect, type Page, test } from '@playwright/test';
import { logIn, makeItem, makeSomeone } from './people';

const BUDGET_BYTES = 170_000;
/** Below a tenth of the limit that counts as good: it allows a line that wraps differently, no more. */
const MOST_MOVED = 0.01;

test('the page of a live item loads at most 170 KB of compressed script, for a visitor and for a bidder', async ({
  page,
  browser,
  request,
}) => {
  const [seller, bidder] = await Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
  ]);
  const item = await makeItem(request, seller, { isNational: true, instantPrice: 90_000 });
  await logIn(page, bidder);
  const loggedIn = await page.context().storageState();

  for (const storageState of [undefined, loggedIn]) {
    const context = await browser.newContext({
      viewport: page.viewportSize(),
      locale: 'ko-KR',
      storageState,
    });
    const firstVisit = await context.newPage();
    const scripts = watchScripts(firstVisit);
    await firstVisit.goto(`/auctions/${item.id}`, { waitUntil: 'networkidle' });
    await expect(firstVisit.getByText('실시간', { exact: true }).first()).toBeVisible();
    const loaded = await scripts();
    const bytes = loaded.reduce((sum, script) => sum + script.bytes, 0);
    expect(bytes, loaded.map(({ url, bytes }) => `${bytes} ${url}`).join('\n')).toBeLessThanOrEqual(
      BUDGET_BYTES,
    );
    // With hardly any bytes the measurement itself would be wrong.
    expect(bytes).toBeGreaterThan(BUDGET_BYTES / 2);
    await context.close();
  }
});

test('the layout does not shift while the home page, the list or an item loads', async ({
  page,
  request,
}) => {
  const item = await makeItem(request, await makeSomeone(request), { isNational: false });
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        window.shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  // The item is opened twice: after the first visit, the home page and the next item list it as recently viewed.
  for (const path of ['/', '/auctions', `/auctions/${item.id}`, '/']) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready);
    const moved = await page.evaluate(() => window.shifts.reduce((sum, value) => sum + value, 0));
    expect(moved, path).toBeLessThan(MOST_MOVED);
  }
});

declare global {
  interface Window {
    shifts: number[];
  }
}

/** The compressed size of each script of a page, as transferred. */
function watchScripts(page: Page): () => Promise<{ url: string; bytes: number }[]> {
  const scripts: Promise<{ url: string; bytes: number }>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    scripts.push(
      request.sizes().then(({ responseBodySize }) => ({ url: request.url(), bytes: responseBodySize })),
    );
  });
  return () => Promise.all(scripts);
}
