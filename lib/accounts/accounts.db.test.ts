import { sql } from 'drizzle-orm';
import { encode } from 'next-auth/jwt';
import { describe, expect, test } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { newSecret, secretHash } from '@/lib/secret';
import { testDatabase } from '@/test/database';
import { cookieOf, makeSession } from '@/test/logins';
import { holdings, only } from '@/test/market';
import { testRedis } from '@/test/redis';
import { endLogin, endSessions } from './end-logins';
import { forgetExpiredTokens } from './forget-logins';
import { openSession } from './open-session';
import { publicProfile } from './profile';
import { sessionOf, viewerBySession } from './session';
import { shellViewerBySession } from './shell-viewer';
import { signUp } from './sign-up';
import { issueToken, revokeToken, viewerByToken } from './tokens';
import { verifyPassword } from './verify-password';

const { openPool } = testDatabase();
testRedis();

const PASSWORD = 'correct horse';
const HERE = '192.0.2.1';

let made = 0;

/** Sign-up input that nobody has used yet. */
function member(changes: object = {}) {
  made += 1;
  return {
    username: `member${made}`,
    email: `member${made}@example.test`,
    password: PASSWORD,
    nickname: `이웃${made}`,
    regionCode: '2653059100',
    consents: { terms: true, privacy: true, age14: true },
    ...changes,
  };
}

async function signedUp(changes: object = {}) {
  const answer = await signUp(member(changes), HERE);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.user;
}

async function countUsers(): Promise<number> {
  const { rows } = await database().execute<{ count: number }>(sql`SELECT count(*)::int AS count FROM users`);
  return only(rows).count;
}

/** Ends all sessions, as suspending a user and changing a password do. */
async function endAll(userId: string): Promise<void> {
  await withTransaction((tx) => endSessions(tx, userId));
}

describe('signing up', () => {
  test('makes a user with a hashed password, dated consents and an empty wallet', async () => {
    const user = await signedUp({
      username: 'Minji',
      consents: { terms: true, privacy: true, age14: true, marketing: true },
    });
    expect(user).toMatchObject({ username: 'minji', regionCode: '2653059100', locale: 'ko' });
    expect(await holdings(user.id)).toBe('0/0');
    const { rows } = await database().execute<Record<string, string>>(
      sql`SELECT * FROM users WHERE id = ${user.id}`,
    );
    const row = only(rows);
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect([
      row.terms_agreed_at,
      row.privacy_agreed_at,
      row.age14_confirmed_at,
      row.marketing_agreed_at,
    ]).not.toContain(null);
  });

  test('leaves no user behind when the wallet cannot be opened', async () => {
    const owner = openPool('owner', 1);
    await owner.query('ALTER TABLE wallets ADD CONSTRAINT no_more CHECK (false) NOT VALID');
    const before = await countUsers();
    await expect(signUp(member(), HERE)).rejects.toThrow();
    await owner.query('ALTER TABLE wallets DROP CONSTRAINT no_more');
    expect(await countUsers()).toBe(before);
  });

  test('names every field that is taken, in any case and Unicode form', async () => {
    await signedUp({ username: 'taken_1', email: 'Taken@Example.test', nickname: '김Zoë' });
    const rival = member({
      username: 'TAKEN_1',
      email: 'tAKEN@example.TEST',
      nickname: '김zOË'.normalize('NFD'),
    });
    expect(await signUp(rival, HERE)).toEqual({
      ok: false,
      code: 'ALREADY_TAKEN',
      fields: { username: 'usernameTaken', email: 'emailTaken', nickname: 'nicknameTaken' },
    });
    expect(await signUp(member({ nickname: '김zoë' }), HERE)).toMatchObject({
      fields: { nickname: 'nicknameTaken' },
    });
  });

  test('of ten people who want one nickname at the same moment, one gets it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => signUp(member({ nickname: '하나뿐인' }), HERE)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'ALREADY_TAKEN')).toHaveLength(9);
  });

  test.each([
    ['a 시/군/구', '2653000000'],
    ['nothing', '9999999999'],
  ])('refuses a region that is %s', async (_, regionCode) => {
    expect(await signUp(member({ regionCode }), HERE)).toEqual({
      ok: false,
      code: 'INVALID_INPUT',
      fields: { regionCode: 'unknownRegion' },
    });
  });
});

describe('logging in', () => {
  test('accepts the username in any case and the password in any Unicode form, and nothing else', async () => {
    const user = await signedUp({ username: 'hangul_1', password: '비밀번호가 맞아요!' });
    const password = '비밀번호가 맞아요!'.normalize('NFD');
    expect(await verifyPassword({ username: ' Hangul_1 ', password }, HERE)).toEqual({
      ok: true,
      user: { id: user.id, sessionVersion: 1 },
    });
    for (const wrong of [
      { username: 'hangul_1', password: '비밀번호가 맞아요' },
      { username: 'hangul_2', password },
      { username: 'hangul_1\u0000', password },
      { username: 'hangul_1', password: 'x'.repeat(1_000_000) },
    ]) {
      expect(await verifyPassword(wrong, HERE)).toEqual({ ok: false, code: 'BAD_CREDENTIALS' });
    }
  });

  test('is refused after ten failures from one address, also with the right password, and not elsewhere', async () => {
    const { username } = await signedUp();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const answer = await verifyPassword({ username, password: 'wrong' }, '203.0.113.9');
      expect(answer).toMatchObject({ code: 'BAD_CREDENTIALS' });
    }
    const refused = await verifyPassword({ username, password: PASSWORD }, '203.0.113.9');
    expect(refused).toMatchObject({ ok: false, code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
    expect(await verifyPassword({ username, password: PASSWORD }, '203.0.113.10')).toMatchObject({
      ok: true,
    });
  });

  test('forgets earlier failures once it succeeds', async () => {
    const { username } = await signedUp();
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 6; attempt += 1) {
        await verifyPassword({ username, password: 'wrong' }, '203.0.113.20');
      }
      expect(await verifyPassword({ username, password: PASSWORD }, '203.0.113.20')).toMatchObject({
        ok: true,
      });
    }
  });

  test('checks no more of a hundred simultaneous guesses than of guesses in a row', async () => {
    const { username } = await signedUp();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, guess) =>
        verifyPassword({ username, password: `guess ${guess}` }, '203.0.113.30'),
      ),
    );
    expect(answers.filter((answer) => !answer.ok && answer.code === 'BAD_CREDENTIALS')).toHaveLength(10);
  });

  test('with one password for many usernames is refused after a thousand failures from one address, and not elsewhere', async () => {
    const [known, other] = [await signedUp(), await signedUp()];
    const here = '203.0.113.40';
    await database().execute(sql`
      INSERT INTO rate_limits (key, points, expire)
      VALUES (${`logInFrom:${here}`}, 998, ${Date.now() + 60_000})`);
    // A successful login does not count.
    for (let round = 0; round < 3; round += 1) {
      expect(await verifyPassword({ username: known.username, password: PASSWORD }, here)).toMatchObject({
        ok: true,
      });
    }
    for (const name of ['somebody_1', 'somebody_2']) {
      expect(await verifyPassword({ username: name, password: 'Password1' }, here)).toMatchObject({
        code: 'BAD_CREDENTIALS',
      });
    }
    const asOther = { username: other.username, password: PASSWORD };
    expect(await verifyPassword(asOther, here)).toMatchObject({ ok: false, code: 'RATE_LIMITED' });
    expect(await verifyPassword(asOther, '203.0.113.41')).toMatchObject({ ok: true });
  });

  test('goes on without the limit when its counters cannot be written', async () => {
    const { username } = await signedUp();
    const owner = openPool('owner', 1);
    await owner.query('ALTER TABLE rate_limits RENAME TO rate_limits_away');
    try {
      expect(await verifyPassword({ username, password: PASSWORD }, HERE)).toMatchObject({ ok: true });
    } finally {
      await owner.query('ALTER TABLE rate_limits_away RENAME TO rate_limits');
    }
  });
});

describe('a token', () => {
  test('identifies its owner, and is stored as a hash only', async () => {
    const user = await signedUp();
    const token = await issueToken({ id: user.id, sessionVersion: 1 });
    expect(await viewerByToken(token)).toEqual({
      id: user.id,
      username: user.username,
      nickname: user.nickname,
      regionCode: user.regionCode,
      locale: 'ko',
      reputation: { score: null, reviews: 0 },
      sessionVersion: 1,
      suspendedAt: null,
    });
    const { rows } = await database().execute(sql`SELECT * FROM api_tokens WHERE user_id = ${user.id}`);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('ends when it is revoked, without ending others', async () => {
    const { id } = await signedUp();
    const [first, second] = [
      await issueToken({ id, sessionVersion: 1 }),
      await issueToken({ id, sessionVersion: 1 }),
    ];
    await revokeToken(first);
    expect(await viewerByToken(first)).toBeNull();
    expect(await viewerByToken(second)).not.toBeNull();
  });

  test('ends with the sessions of its owner', async () => {
    const { id } = await signedUp();
    const token = await issueToken({ id, sessionVersion: 1 });
    await endAll(id);
    expect(await viewerByToken(token)).toBeNull();
  });

  test('expires, and is then deleted', async () => {
    const { id } = await signedUp();
    const token = await issueToken({ id, sessionVersion: 1 });
    await openPool('owner', 1).query(
      `UPDATE api_tokens SET expires_at = now() - interval '1 second' WHERE user_id = $1`,
      [id],
    );
    expect(await viewerByToken(token)).toBeNull();
    await forgetExpiredTokens();
    const { rows } = await database().execute(sql`SELECT FROM api_tokens WHERE user_id = ${id}`);
    expect(rows).toHaveLength(0);
  });

  test('that was never issued identifies nobody', async () => {
    for (const token of ['', 'short', 'x'.repeat(43), `${'x'.repeat(42)}\u0000`, 'x'.repeat(10_000)]) {
      expect(await viewerByToken(token)).toBeNull();
    }
  });
});

describe('a session', () => {
  const secret = 'only for tests: 0123456789abcdef0123456789abcdef';
  const COOKIE = 'authjs.session-token';
  const sid = newSecret();

  async function headersWith(
    claims: object,
    { name = COOKIE, key = secret, maxAge = 60 } = {},
  ): Promise<Headers> {
    const value = await encode({ token: claims, secret: key, salt: name, maxAge });
    return new Headers({ cookie: `${name}=${value}` });
  }

  test('belongs to its user until it is ended, and is stored as a hash only', async () => {
    const { id } = await signedUp();
    const [made, other] = [await makeSession(id), await makeSession(id)];
    const session = await sessionOf(new Headers({ cookie: await cookieOf(made) }));
    expect(session).toEqual({ kind: 'session', userId: id, hash: made.hash });
    if (!session) return;
    expect(await viewerBySession(session)).toMatchObject({ id });
    expect(await shellViewerBySession(session)).toMatchObject({ id });
    const { rows } = await database().execute(sql`SELECT * FROM sessions WHERE user_id = ${id}`);
    expect(JSON.stringify(rows)).not.toContain(made.sid);
    await endLogin(session);
    expect(await viewerBySession(session)).toBeNull();
    expect(await shellViewerBySession(session)).toBeNull();
    expect(await viewerBySession(other)).toMatchObject({ id });
  });

  test('ends with all of its owner, also one that a login began before and opened after', async () => {
    const { id } = await signedUp();
    const session = await makeSession(id);
    await endAll(id);
    expect(await viewerBySession(session)).toBeNull();
    const late = await openSession({ id, sessionVersion: 1 });
    expect(await viewerBySession({ kind: 'session', userId: id, hash: secretHash(late) })).toBeNull();
  });

  test('is nobody else’s, and expires', async () => {
    const [{ id }, other] = [await signedUp(), await signedUp()];
    const session = await makeSession(id);
    expect(await viewerBySession({ ...session, userId: other.id })).toBeNull();
    await openPool('owner', 1).query(`UPDATE sessions SET expires_at = now() WHERE user_id = $1`, [id]);
    expect(await viewerBySession(session)).toBeNull();
  });

  test('identifies nobody when its cookie is forged, too old, without an id or missing', async () => {
    expect(await sessionOf(new Headers())).toBeNull();
    expect(await sessionOf(new Headers({ cookie: `${COOKIE}=junk` }))).toBeNull();
    expect(await sessionOf(await headersWith({ sub: '1', sid }, { key: 'x'.repeat(48) }))).toBeNull();
    expect(await sessionOf(await headersWith({ sub: '1', sid }, { maxAge: -60 }))).toBeNull();
    for (const claims of [{ sub: '1', sessionVersion: 1 }, { sub: '1', sid: 'short' }, { sid }]) {
      expect(await sessionOf(await headersWith(claims))).toBeNull();
    }
  });

  test('over HTTPS is read only from the cookie that HTTPS protects', async () => {
    const claims = { sub: '1', sid };
    const plain = await headersWith(claims);
    const secure = await headersWith(claims, { name: `__Secure-${COOKIE}` });
    for (const headers of [plain, secure]) headers.set('x-forwarded-proto', 'https');
    expect(await sessionOf(plain)).toBeNull();
    expect(await sessionOf(secure)).toEqual({ kind: 'session', userId: '1', hash: secretHash(sid) });
  });
});

test('a profile shows a 동 and no secret; an invalid id has no profile', async () => {
  const { id, nickname } = await signedUp();
  expect(await publicProfile(id)).toEqual({
    id,
    nickname,
    regionCode: '2653059100',
    regionName: '모라제1동',
    reputation: { score: null, reviews: 0 },
    createdAt: expect.any(Date),
    deleted: false,
  });
  for (const none of ['0', 'abc', '9223372036854775807', '9223372036854775808']) {
    expect(await publicProfile(none)).toBeNull();
  }
});
