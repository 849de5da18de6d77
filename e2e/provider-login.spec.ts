import { expect, type Page, test } from '@playwright/test';
import { startOAuthServer } from '@/test/oauth-server';
import { ageSession, logIn, makeSomeone } from './people';
import { startWebCopy, type WebCopy } from './web-copy';

// A further copy of the web process that knows Kakao, Naver and Google: all three are one server here, which behaves as
// the documentation of each describes.

const NAMES = { KAKAO: '카카오', NAVER: '네이버', GOOGLE: 'Google' } as const;
let provider: Awaited<ReturnType<typeof startOAuthServer>>;
let web: WebCopy;

test.beforeAll(async () => {
  provider = await startOAuthServer();
  const { url } = provider;
  web = await startWebCopy({
    ...Object.fromEntries(
      Object.keys(NAMES).flatMap((name) => [
        [`${name}_CLIENT_ID`, `client-of-${name}`],
        [`${name}_CLIENT_SECRET`, 'provider-secret'],
      ]),
    ),
    KAKAO_AUTH_URL: url,
    KAKAO_API_URL: url,
    NAVER_AUTH_URL: url,
    NAVER_API_URL: url,
    GOOGLE_ISSUER: url,
    // A fault of a provider is logged as an error, and here it is caused on purpose.
    LOG_LEVEL: 'fatal',
  });
  // The first requests to a fresh process load its modules: no test shall wait for that.
  for (const path of ['/login', '/api/auth/callback/kakao']) await fetch(`${web.origin}${path}`);
});

test.afterAll(async () => {
  await web.stop();
  await provider.close();
});

let made = 0;

/** A person at the provider who has no account here yet. */
function stranger(): { id: string; email: string; name: string } {
  made += 1;
  const id = `${Date.now()}${made}`;
  return { id, email: `p${id}@example.test`, name: `손님${id.slice(-8)}` };
}

async function comeBy(page: Page, name: string, next = '/wallet'): Promise<void> {
  await page.goto(`${web.origin}/login?next=${encodeURIComponent(next)}`);
  await page.getByRole('button', { name: `${name}로 계속하기` }).click();
}

/** Fills in the fields that the provider did not supply. */
async function complete(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: '거의 다 됐어요' })).toBeVisible();
  await page.getByLabel('시/도').selectOption({ label: '서울특별시' });
  await page.getByLabel('시/군/구').selectOption({ label: '강남구' });
  await page.getByLabel('읍/면/동').selectOption({ label: '역삼1동' });
  await page.getByRole('checkbox', { name: /모두 동의해요/ }).check();
  await page.getByRole('button', { name: '가입하고 시작하기' }).click();
}

test('a new person signs up by each provider, and logs in by it from then on', async ({ page }) => {
  for (const name of Object.values(NAMES)) {
    const account = stranger();
    provider.account = account;
    await comeBy(page, name);
    await expect(page.getByLabel('닉네임', { exact: true })).toHaveValue(account.name);
    await expect(page.getByLabel('이메일', { exact: true })).toHaveValue(account.email);
    await complete(page);
    await expect(page).toHaveURL(/\/wallet$/);
    await page.context().clearCookies();

    await comeBy(page, name, '/settings');
    await expect(page.getByRole('heading', { name: '설정', level: 1 })).toBeVisible();
    await expect(page.getByLabel('닉네임', { exact: true })).toHaveValue(account.name);
    await page.context().clearCookies();
  }
});

test('a fault on the way logs nobody in, and the login page names it', async ({ page, request }) => {
  const failed = page.getByText('로그인을 마치지 못했어요.');
  for (const [name, account, fault] of [
    [NAMES.KAKAO, null, null],
    [NAMES.NAVER, stranger(), 'wrong state'],
    [NAMES.GOOGLE, stranger(), 'wrong nonce'],
    [NAMES.NAVER, stranger(), 'token refused'],
    [NAMES.KAKAO, stranger(), 'profile refused'],
  ] as const) {
    provider.account = account;
    if (fault) provider.misbehave(fault);
    await comeBy(page, name);
    await expect(failed, `${name}: ${fault}`).toBeVisible();
  }

  // An e-mail address that has an account here does not open that account.
  const someone = await makeSomeone(request);
  provider.account = { ...stranger(), email: `${someone.username}@example.test` };
  await comeBy(page, NAMES.NAVER);
  await expect(page.getByText('같은 이메일로 가입한 계정이 이미 있어요.')).toBeVisible();
  await page.goto(`${web.origin}/wallet`);
  await expect(page).toHaveURL(/\/login/);
});

test('a person connects a provider and disconnects it, but never the last way to log in', async ({
  page,
  request,
}) => {
  const someone = await makeSomeone(request);
  await logIn(page, someone);
  const [mine, theirs] = [stranger(), stranger()];
  const settings = async () => page.goto(`${web.origin}/settings#logins`);
  provider.account = mine;
  await settings();
  await page.getByRole('button', { name: '네이버 연결하기' }).click();
  await expect(page.getByText('네이버 계정을 연결했어요.')).toBeVisible();
  await page.context().clearCookies();
  await comeBy(page, NAMES.NAVER, '/settings');
  await expect(page.getByText(`아이디: ${someone.username}`)).toBeVisible();

  // A connection of another account stays there; a person who declines at the provider is told that nothing changed.
  await page.getByRole('button', { name: '네이버 연결 끊기' }).click();
  await expect(page.getByText('네이버 연결을 끊었어요.')).toBeVisible();
  await page.context().clearCookies();
  provider.account = theirs;
  await comeBy(page, NAMES.KAKAO);
  await complete(page);
  await expect(page).toHaveURL(/\/wallet$/);
  await settings();
  await page.getByRole('button', { name: '카카오 연결 끊기' }).click();
  await expect(page.getByText('하나 남은 로그인 방법이라 끊을 수 없어요.')).toBeVisible();

  // The login a moment ago counts as proof by the provider; a first password is set, and the provider may be disconnected.
  await expect(page.getByText('본인 확인을 마쳤어요.')).toBeVisible();
  await ageSession(page);
  await settings();
  await page.getByRole('button', { name: '카카오로 본인 확인' }).click();
  await expect(page).toHaveURL(/\/settings#password$/);
  await expect(page.getByText('본인 확인을 마쳤어요.')).toBeVisible();
  await page.getByLabel('새 비밀번호').fill('a-first-password');
  await page.getByRole('button', { name: '비밀번호 만들기' }).click();
  await expect(page.getByText('비밀번호를 바꿨어요.')).toBeVisible();
  await page.getByRole('button', { name: '카카오 연결 끊기' }).click();
  await expect(page.getByRole('button', { name: '카카오 연결하기' })).toBeVisible();

  provider.account = null;
  await page.getByRole('button', { name: 'Google 연결하기' }).click();
  await expect(page.getByText('연결을 마치지 못했어요.')).toBeVisible();
});
