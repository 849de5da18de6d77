import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { DEMO_PASSWORD } from '@/lib/accounts/demo-logins';
import { accessibilityFaults } from './faults';
import { logIn, makeItem, makeSomeone, post } from './people';

// Every screen, as the people who use it most see it: buyers on a phone, in Korean; sellers and operators on a desktop, in
// English; visitors on both, but pages of mere text on one of them. All in light and in dark colours.

test.use({
  // No test here needs a service worker or a high pixel density.
  serviceWorkers: 'block',
  deviceScaleFactor: 1,
});
test.slow();

/** The faults that axe finds on the pages, one line for each element. Two tabs share the list: one loads while the other is checked. */
async function faultsOn(page: Page, paths: readonly string[]): Promise<string[]> {
  const isPhone = test.info().project.name === 'phone';
  const { baseURL: url = '' } = test.info().project.use;
  await page.context().addCookies([{ name: 'NEXT_LOCALE', value: isPhone ? 'ko' : 'en', url }]);
  const left = [...paths];
  const found: string[] = [];
  const readAll = async (tab: Page) => {
    // Pictures have their alternative text whether they load or not.
    await tab.route('**/images/**', (route) => route.abort());
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      found.push(...(await faultsAt(tab, path)));
    }
  };
  await Promise.all([readAll(page), page.context().newPage().then(readAll)]);
  return found;
}

async function faultsAt(page: Page, path: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const answer = await page.goto(path);
  // The check is on the page itself, not on a login or a missing page in its place.
  expect([answer?.status(), new URL(page.url()).pathname]).toEqual([
    path === '/nowhere' ? 404 : 200,
    path.replace(/\?.*/, ''),
  ]);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveCount(0);
  const byDay = await accessibilityFaults(page);
  const ink = await page.evaluate(() => getComputedStyle(document.body).color);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('body')).not.toHaveCSS('color', ink);
  const byNight = await accessibilityFaults(page, ['color-contrast']);
  return [...byDay, ...byNight].map((fault) => `${path} ${fault}`);
}

type Card = { id: string; isNational: boolean; sold: boolean };

/** One item in each state that has a look of its own. */
async function itemsInEveryState(request: APIRequestContext): Promise<string[]> {
  const those = async (query: string) => {
    const answer = await request.get(`/api/v1/auctions?limit=100&${query}`);
    return ((await answer.json()) as { items: Card[] }).items;
  };
  const [local, national, waiting, ended, cancelled] = await Promise.all([
    those('kind=local'),
    those('kind=national'),
    those('status=WAITING'),
    those('status=ENDED'),
    those('status=CANCELLED'),
  ]);
  const samples = [
    local.at(-1),
    national.at(-1),
    waiting[0],
    ended.find(({ sold }) => sold),
    ended.find(({ sold }) => !sold),
    cancelled[0],
  ];
  expect(samples).not.toContain(undefined);
  return samples.map((card) => `/auctions/${card?.id}`);
}

async function demoToken(request: APIRequestContext, username: string): Promise<string> {
  const { token } = await post(request, '/api/v1/tokens', { username, password: DEMO_PASSWORD });
  return token;
}

test('axe finds no fault on the pages of a visitor on a phone', { tag: '@phone' }, async ({
  page,
  request,
}) => {
  // The buyer below sees the items in the other states.
  const [local = '', national = ''] = await itemsInEveryState(request);
  const paths = [
    '/',
    '/auctions',
    '/auctions?q=%EC%97%86%EB%8A%94%EB%AC%BC%EA%B1%B4',
    local,
    national,
    '/users/3',
    '/verify',
    '/login',
    '/signup',
    '/nowhere',
    '/offline',
    '/settings/deleted',
  ];
  expect(await faultsOn(page, paths)).toEqual([]);
});

test('axe finds no fault on the pages of a visitor on a desktop', { tag: '@desktop' }, async ({
  page,
  request,
}) => {
  const paths = [
    '/',
    '/auctions?kind=national&sort=ending',
    ...(await itemsInEveryState(request)),
    '/login?problem=expired',
    '/signup',
    '/terms',
    '/privacy',
    '/credits',
  ];
  expect(await faultsOn(page, paths)).toEqual([]);
});

test('axe finds no fault on the pages of a buyer', { tag: '@phone' }, async ({ page, request }) => {
  await logIn(page, { username: 'minji', password: DEMO_PASSWORD });
  const items = await itemsInEveryState(request);
  const paths = [
    '/',
    ...items,
    `${items[0]}/report`,
    `${items[0]}/attempts`,
    `${items[3]}/record`,
    '/me?tab=leading',
    '/me?tab=outbid',
    '/me?tab=won',
    '/me?tab=lost',
    '/me?tab=saved',
    '/notifications',
    '/wallet',
    '/settings',
    '/settings/notifications',
    '/settings/delete',
  ];
  expect(await faultsOn(page, paths)).toEqual([]);
});

test('axe finds no fault on the pages of a new account, which are empty', { tag: '@phone' }, async ({
  page,
  request,
}) => {
  await logIn(page, await makeSomeone(request));
  const paths = ['/me', '/me?tab=saved', '/notifications', '/wallet', '/seller'];
  expect(await faultsOn(page, paths)).toEqual([]);
});

test('axe finds no fault on the pages of a seller', { tag: '@desktop' }, async ({ page, request }) => {
  const token = await demoToken(request, 'showcase');
  const seller = { username: 'showcase', password: DEMO_PASSWORD, nickname: '', token };
  const { id } = await makeItem(request, seller, { isNational: false });
  await logIn(page, seller);
  const paths = ['/seller', '/auctions/new', `/auctions/${id}`, `/auctions/${id}/edit`, '/users/3'];
  expect(await faultsOn(page, paths)).toEqual([]);
});

test('axe finds no fault on the admin pages', { tag: '@desktop' }, async ({ page, request }) => {
  await logIn(page, { username: 'operator', password: DEMO_PASSWORD });
  const [item] = await itemsInEveryState(request);
  const paths = [
    '/admin',
    '/admin/users',
    '/admin/users/1',
    '/admin/auctions',
    `/admin${item}`,
    '/admin/reports',
    '/admin/payouts',
    '/admin/payouts?status=SENT',
    '/admin/ledger',
    '/admin/audit',
    '/admin/log',
    '/admin/categories',
    '/admin/regions',
  ];
  expect(await faultsOn(page, paths)).toEqual([]);
});
