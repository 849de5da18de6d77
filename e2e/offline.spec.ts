import { expect, type Page, test } from '@playwright/test';
import { logIn, makeSomeone } from './people';

/** The service worker is active and controls this page. */
async function underWorker(page: Page): Promise<void> {
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // It does not control the page that registered it; it controls the next one.
  await page.goto('/auctions');
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

test('without a network the site says so in the person’s language, and continues when the network is back', async ({
  page,
  context,
  baseURL,
}) => {
  await underWorker(page);
  await context.setOffline(true);
  await page.goto('/wallet').catch(() => undefined);
  await expect(page.getByRole('heading', { name: '인터넷에 연결되어 있지 않아요' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeHidden();
  await expect(page).toHaveURL(/\/wallet/);

  await context.addCookies([{ name: 'NEXT_LOCALE', value: 'en', url: baseURL ?? '' }]);
  await page.reload().catch(() => undefined);
  await expect(page).toHaveTitle('You are offline');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { name: '인터넷에 연결되어 있지 않아요' })).toBeHidden();

  await context.setOffline(false);
  await expect(page.getByLabel('Username', { exact: true })).toBeVisible();
});

test('personal pages and answers of the API are never cached', async ({ page, request }) => {
  await underWorker(page);
  await logIn(page, await makeSomeone(request, { balance: 50_000 }), '/wallet');
  await page.goto('/me');
  await page.evaluate(() => fetch('/api/v1/me').then((answer) => answer.text()));
  const kept = await page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) paths.push(new URL(url).pathname);
    }
    return paths;
  });
  expect(kept).toContain('/offline');
  expect(kept.filter((path) => path !== '/offline' && !path.startsWith('/_next/static/'))).toEqual([]);
  expect(kept.length).toBeGreaterThan(5);
});

test('the site can be installed', async ({ page, request }) => {
  await page.goto('/');
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = await (await request.get(href ?? '')).json();
  expect(manifest).toMatchObject({
    id: '/',
    name: 'NeighborBid',
    short_name: 'NeighborBid',
    lang: 'ko',
    start_url: '/',
    display: 'standalone',
  });
  const english = await request.get(href ?? '', { headers: { 'accept-language': 'en' } });
  expect(await english.json()).toMatchObject({ lang: 'en', shortcuts: [{ name: 'Live' }, {}, {}, {}] });
  const purposes = manifest.icons.map(
    ({ sizes, purpose = 'any' }: { sizes: string; purpose?: string }) => `${purpose} ${sizes}`,
  );
  expect(purposes).toEqual(
    expect.arrayContaining(['any 192x192', 'any 512x512', 'maskable 192x192', 'maskable 512x512']),
  );
  for (const { src } of manifest.icons) expect((await request.get(src)).status()).toBe(200);
  for (const { url } of manifest.shortcuts) expect((await request.get(url)).status()).toBe(200);
});

test('a push is displayed, in a browser that can display notifications', async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['notifications'], { origin: baseURL });
  await underWorker(page);
  const browser = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  const faults: string[] = [];
  browser.on('ServiceWorker.workerErrorReported', ({ errorMessage }) =>
    faults.push(errorMessage.errorMessage),
  );
  await browser.send('ServiceWorker.enable');
  await browser.send('ServiceWorker.deliverPushMessage', {
    origin: new URL(baseURL ?? '').origin,
    registrationId: await registered,
    data: JSON.stringify({
      title: '상위 입찰이 생겼어요',
      body: '의자에 12,000원 입찰이 들어왔어요.',
      tag: 'delivery-1',
      locale: 'ko',
      link: '/auctions/1',
      notificationId: null,
    }),
  });
  // A Chromium without a window, such as the one of the tests, has no notifications whatever is allowed: there the
  // worker gets an error when it shows one.
  if (await page.evaluate(() => Notification.permission !== 'granted')) {
    await expect.poll(() => faults.join()).toContain("Failed to execute 'showNotification'");
    return;
  }
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        const shown = await registration.getNotifications();
        return shown.map(({ title, body, tag, data }) => ({ title, body, tag, link: data.link }));
      }),
    )
    .toEqual([
      {
        title: '상위 입찰이 생겼어요',
        body: '의자에 12,000원 입찰이 들어왔어요.',
        tag: 'delivery-1',
        link: '/auctions/1',
      },
    ]);
});
