import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  expect,
  type Page,
  test,
} from '@playwright/test';
import { decode, encode } from 'next-auth/jwt';
import pg from 'pg';
import { newSecret, secretHash } from '@/lib/secret';
import { folderNote } from '@/test/run-folder';

/** A person with an account of their own: the effects of one test on it are invisible to all other tests. */
export type Someone = { username: string; password: string; nickname: string; token: string };

const PASSWORD = 'a-password-for-tests';
let made = 0;

/** An account made through the JSON API, with `balance` won in its wallet. */
export async function makeSomeone(request: APIRequestContext, { balance = 0 } = {}): Promise<Someone> {
  made += 1;
  // When a person runs tests by hand, runs share one market; a counter alone would not be unique.
  const name = `t${Date.now().toString(36)}${process.pid.toString(36)}${made}`;
  const regionCode = await aNeighbourhood(request);
  const account = { username: name, password: PASSWORD, nickname: name.slice(-12) };
  await post(request, '/api/v1/users', {
    ...account,
    email: `${name}@example.test`,
    regionCode,
    consents: { terms: true, privacy: true, age14: true },
  });
  const { token } = await post(request, '/api/v1/tokens', { username: name, password: PASSWORD });
  const someone = { ...account, token };
  if (balance > 0) await post(request, '/api/v1/wallet/deposits', { amount: balance }, token);
  return someone;
}

/** A seller without money, and two bidders with 100,000 won each. */
export async function makeSellerAndTwoBidders(
  request: APIRequestContext,
): Promise<[Someone, Someone, Someone]> {
  return Promise.all([
    makeSomeone(request),
    makeSomeone(request, { balance: 100_000 }),
    makeSomeone(request, { balance: 100_000 }),
  ]);
}

let neighbourhood: Promise<string> | undefined;

/** The code of 역삼1동. */
export function aNeighbourhood(request: APIRequestContext): Promise<string> {
  neighbourhood ??= findNeighbourhood(request);
  return neighbourhood;
}

async function findNeighbourhood(request: APIRequestContext): Promise<string> {
  let parent = '';
  for (const name of ['서울특별시', '강남구', '역삼1동']) {
    const response = await request.get(`/api/v1/regions?parent=${parent}`);
    const { items } = (await response.json()) as { items: { code: string; name: string }[] };
    const found = items.find((region) => region.name === name);
    if (!found) throw new Error(`no ${name} below "${parent}"`);
    parent = found.code;
  }
  return parent;
}

export type Item = { id: string; title: string };

/** An open auction of a seller. */
export async function makeItem(
  request: APIRequestContext,
  seller: Someone,
  options: Partial<Record<'title' | 'startTime' | 'endTime' | 'category', string>> & {
    isNational: boolean;
    startPrice?: number;
    instantPrice?: number;
  },
): Promise<Item> {
  const title = options.title ?? `시험용 의자 ${Date.now().toString(36)}`;
  const { id } = await post(
    request,
    '/api/v1/auctions',
    {
      description: '튼튼해요. 브라우저 시험에서 올린 물건이에요.',
      startPrice: 10_000,
      bidUnit: 1_000,
      endTime: new Date(Date.now() + 3_600_000).toISOString(),
      category: 'desk-chair',
      condition: 'USED_A',
      shippingPayer: 'SELLER',
      ...options,
      title,
    },
    seller.token,
  );
  return { id, title };
}

/** A person with money opens the page of another person's running auction. */
export async function openItem(
  page: Page,
  request: APIRequestContext,
  { isNational = false, balance = 100_000 } = {},
): Promise<{ item: Item; bidder: Someone }> {
  const [seller, bidder] = await Promise.all([makeSomeone(request), makeSomeone(request, { balance })]);
  const item = await makeItem(request, seller, { isNational });
  await logIn(page, bidder, `/auctions/${item.id}`);
  return { item, bidder };
}

export async function post(request: APIRequestContext, path: string, data: unknown, token?: string) {
  const response = await request.post(path, {
    data,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  const answer = await response.json();
  if (!response.ok()) throw new Error(`POST ${path}: ${response.status()} ${JSON.stringify(answer)}`);
  return answer;
}

const SESSION_COOKIE = 'authjs.session-token';

/**
 * Begins a session in the browser with the cookie that a login sets, and opens a page. For the form itself see
 * `logInByForm`.
 */
export async function logIn(
  page: Page,
  someone: Pick<Someone, 'username' | 'password'>,
  next = '/',
): Promise<void> {
  const sid = newSecret();
  const [session] = await ask<{ user_id: string }>(
    `INSERT INTO sessions (id_hash, user_id, session_version, expires_at)
      SELECT $1, id, session_version, now() + interval '1 day' FROM users WHERE lower(username) = lower($2)
      RETURNING user_id`,
    [secretHash(sid), someone.username],
  );
  if (!session) throw new Error(`nobody is called ${someone.username}`);
  const value = await encode({
    token: { sub: session.user_id, sid },
    secret: productSecret(),
    salt: SESSION_COOKIE,
  });
  await page
    .context()
    .addCookies([
      { name: SESSION_COOKIE, value, url: test.info().project.use.baseURL, httpOnly: true, sameSite: 'Lax' },
    ]);
  await page.goto(next);
}

/** Makes the login of the browser an hour older. */
export async function ageSession(page: Page): Promise<void> {
  const cookie = (await page.context().cookies()).find(({ name }) => name === SESSION_COOKIE);
  if (!cookie) throw new Error('nobody is logged in');
  const sealed = { secret: productSecret(), salt: SESSION_COOKIE };
  const token = await decode<{ sid: string }>({ ...sealed, token: cookie.value });
  if (!token) throw new Error('the session is not one of this product');
  const aged = `UPDATE sessions SET proven_at = proven_at - interval '1 hour' WHERE id_hash = $1`;
  await ask(aged, [secretHash(token.sid)]);
}

/** Logs in as a person does, also without a script. */
export async function logInByForm(
  page: Page,
  { username, password }: Pick<Someone, 'username' | 'password'>,
  next: string,
): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(next)}`);
  const name = page.getByLabel('아이디', { exact: true });
  await name.fill(username);
  await page.getByLabel('비밀번호', { exact: true }).fill(password);
  await page.locator('form').filter({ has: name }).getByRole('button', { name: '로그인' }).click();
  await expect(page).not.toHaveURL(/\/login/);
}

/** The data folder of the product under test. */
function dataFolder(): string {
  return readFileSync(folderNote(process.env.E2E_PORT ?? ''), 'utf8');
}

/** Changes rows of the product under test as nobody but the owner of its database could, past every trigger. */
export async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: servicesOfProduct().ownerDatabaseUrl });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica; ${statement}`);
  } finally {
    await client.end();
  }
}

function servicesOfProduct(): { databaseUrl: string; ownerDatabaseUrl: string } {
  return JSON.parse(readFileSync(path.join(dataFolder(), 'services.json'), 'utf8'));
}

/** Runs a statement in the database of the product under test. */
async function ask<Row extends pg.QueryResultRow>(statement: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: servicesOfProduct().databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** Makes the next extension of an auction the last one: the end may move by less than two seconds more. */
export async function capNextExtension(auctionId: string): Promise<void> {
  await ask(
    `UPDATE auctions SET extend_cap = ceil(extract(epoch FROM end_time - original_end_time)) + 1 WHERE id = $1`,
    [auctionId],
  );
}

/** The secret with which the product under test signs its sessions. */
function productSecret(): string {
  const dataDir = dataFolder();
  return process.env.AUTH_SECRET || readFileSync(path.join(dataDir, 'auth-secret'), 'utf8').trim();
}

/** A further browser, with the same kind of screen as the test's own. */
export async function anotherBrowser(
  browser: Browser,
  like: Page,
): Promise<{ context: BrowserContext; page: Page }> {
  const touch = await like.evaluate(() => navigator.maxTouchPoints > 0);
  const context = await browser.newContext({
    viewport: like.viewportSize(),
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    hasTouch: touch,
    isMobile: touch,
  });
  return { context, page: await context.newPage() };
}

/** Resolves when the gateway has confirmed the personal topic and the page receives every notification. Call it before the navigation. */
export function personalTopic(page: Page): Promise<void> {
  return new Promise((resolve) => {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).includes('"me"')) resolve();
      }),
    );
  });
}
