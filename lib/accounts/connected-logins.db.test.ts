import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { justLoggedIn } from '@/test/logins';
import { holdings, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { connectedProviders, connectLogin, disconnectLogin, userBehind } from './connected-logins';
import { deleteAccount } from './delete-account';
import { signUpWithProvider } from './sign-up-with-provider';

testDatabase();
testRedis();

const HERE = '192.0.2.1';
const kakao = (id: string, email?: string) => ({ provider: 'KAKAO' as const, providerAccountId: id, email });

const rest = (changes: object = {}) => ({
  nickname: '카카오이웃',
  email: 'kakao@example.test',
  regionCode: '2653059100',
  consents: { terms: true, privacy: true, age14: true },
  ...changes,
});

test('a new person signs up with a wallet and without a password, and can log in from then on', async () => {
  const login = kakao('100', 'kakao@example.test');
  expect(await userBehind(login)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await signUpWithProvider(login, rest({ consents: {} }), HERE)).toMatchObject({
    code: 'INVALID_INPUT',
    fields: { 'consents.terms': 'consent' },
  });
  const signedUp = await signUpWithProvider(login, rest(), HERE);
  if (!signedUp.ok) throw new Error(signedUp.code);
  expect(await holdings(signedUp.user.id)).toBe('0/0');
  expect(await userBehind(login)).toEqual({ ok: true, user: { id: signedUp.user.id, sessionVersion: 1 } });

  // Signing up again with the same login makes no second account.
  await expect(
    signUpWithProvider(login, rest({ nickname: '둘째', email: 'b@example.test' }), HERE),
  ).rejects.toThrow();
  const { rows } = await database().execute(sql`SELECT FROM users WHERE nickname = '둘째'`);
  expect(rows).toHaveLength(0);
});

test('the e-mail address of an account does not open that account', async () => {
  const userId = await makeUser();
  const { rows } = await database().execute<{ email: string }>(
    sql`SELECT upper(email) AS email FROM users WHERE id = ${userId}`,
  );
  expect(await userBehind(kakao('200', rows[0]?.email))).toMatchObject({ code: 'ALREADY_TAKEN' });
  expect(await connectedProviders(userId)).toEqual([]);
});

test('a login belongs to one account, and an account has one login of each provider', async () => {
  const [first, second] = [await makeUser(), await makeUser()];
  for (let time = 0; time < 2; time += 1) {
    expect(await connectLogin(first, kakao('300'))).toEqual({ ok: true });
  }
  expect(await connectLogin(second, kakao('300'))).toMatchObject({ code: 'ALREADY_TAKEN' });
  expect(await connectLogin(first, kakao('301'))).toMatchObject({ code: 'ALREADY_TAKEN' });
  expect(await userBehind(kakao('300'))).toMatchObject({ user: { id: first } });
});

test('when two logins are removed at the same moment, one of them stays', async () => {
  const userId = await makeUser();
  await connectLogin(userId, kakao('400'));
  await connectLogin(userId, { provider: 'GOOGLE', providerAccountId: '400' });
  await database().execute(sql`UPDATE users SET password_hash = NULL WHERE id = ${userId}`);
  const answers = await Promise.all([disconnectLogin(userId, 'KAKAO'), disconnectLogin(userId, 'GOOGLE')]);
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['FORBIDDEN', 'ok']);
  expect(await connectedProviders(userId)).toHaveLength(1);
});

test('a person with a password may remove the only login', async () => {
  const userId = await makeUser();
  await connectLogin(userId, kakao('500'));
  expect(await disconnectLogin(userId, 'KAKAO')).toEqual({ ok: true });
  expect(await userBehind(kakao('500'))).toMatchObject({ code: 'NOT_FOUND' });
});

test('a suspended account is let in, to read why, and a deleted one is forgotten', async () => {
  const login = kakao('600', 'gone@example.test');
  const signedUp = await signUpWithProvider(
    login,
    rest({ nickname: '떠날이', email: 'gone@example.test' }),
    HERE,
  );
  if (!signedUp.ok) throw new Error(signedUp.code);
  const { id } = signedUp.user;
  await database().execute(sql`UPDATE users SET suspended_at = now() WHERE id = ${id}`);
  expect(await userBehind(login)).toMatchObject({ ok: true, user: { id } });
  await database().execute(sql`UPDATE users SET suspended_at = NULL WHERE id = ${id}`);
  const proof = await justLoggedIn(id);
  expect(await deleteAccount({ owner: signedUp.user, proof, confirmation: '떠날이' })).toEqual({ ok: true });
  expect(await userBehind(login)).toMatchObject({ code: 'NOT_FOUND' });
});
