import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { database } from '@/db/client';
import type { Login } from '@/lib/login';
import { withdrawAsOwner } from '@/lib/payouts/withdraw-as-owner';
import { withdraw } from '@/lib/wallet/withdraw';
import { testDatabase } from '@/test/database';
import { holdWallets, whenSomebodyWaits } from '@/test/locks';
import { ageLogin, makeSession } from '@/test/logins';
import { deposit, holdings, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { confirmOwner, confirmOwnerUnlessRecent, proofNeeded } from './confirm-owner';
import { connectedProviders, connectLogin, disconnectLogin } from './connected-logins';
import { editProfile, ownProfile } from './edit-profile';
import { hashPassword } from './password';
import { issueToken, loginByToken } from './tokens';

const db = testDatabase();
testRedis();

const PASSWORD = 'correct horse battery';
const HERE = '192.0.2.1';
const ACCOUNT = { bank: 'KAKAO', accountNumber: '3333-01-234567', holder: '김하늘' };

let userId: string;

beforeEach(async () => {
  userId = await makeUser();
  const passwordHash = await hashPassword(PASSWORD);
  await database().execute(sql`UPDATE users SET password_hash = ${passwordHash} WHERE id = ${userId}`);
});

const proof = (login: Login | null, password = '') => ({ login, password, address: HERE });

/** A session that began eleven minutes ago. */
async function oldSession() {
  const session = await makeSession(userId);
  await ageLogin(session, 11);
  return session;
}

describe('the owner of an account', () => {
  test('is not asked within ten minutes of the login, and by password after that, once for ten minutes', async () => {
    const session = await makeSession(userId);
    await ageLogin(session, 9);
    expect(await proofNeeded(userId, session)).toBe('none');
    expect(await confirmOwnerUnlessRecent(userId, proof(session))).toEqual({ ok: true });
    await ageLogin(session, 2);
    expect(await proofNeeded(userId, session)).toBe('password');
    for (const [password, fault] of [
      ['', 'required'],
      ['wrong horse', 'wrongPassword'],
    ]) {
      expect(await confirmOwnerUnlessRecent(userId, proof(session, password))).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { password: fault },
      });
    }
    expect(await confirmOwnerUnlessRecent(userId, proof(session, PASSWORD))).toEqual({ ok: true });
    expect(await confirmOwnerUnlessRecent(userId, proof(session))).toEqual({ ok: true });
    // An act that always asks does not accept that proof.
    expect(await confirmOwner(userId, proof(session))).toMatchObject({ fields: { password: 'required' } });
  });

  test('is asked in each session by itself; the session of another person proves nothing', async () => {
    const [here, there] = [await oldSession(), await oldSession()];
    expect(await confirmOwnerUnlessRecent(userId, proof(here, PASSWORD))).toEqual({ ok: true });
    const others = await makeSession(await makeUser());
    for (const login of [there, others, null]) {
      expect(await confirmOwnerUnlessRecent(userId, proof(login))).toMatchObject({
        fields: { password: 'required' },
      });
    }
  });

  test('is proven by a token for ten minutes after its issue, however often the password is given', async () => {
    const token = loginByToken(await issueToken({ id: userId, sessionVersion: 1 }));
    expect(await confirmOwnerUnlessRecent(userId, proof(token))).toEqual({ ok: true });
    await ageLogin(token, 11);
    expect(await confirmOwnerUnlessRecent(userId, proof(token, PASSWORD))).toEqual({ ok: true });
    expect(await confirmOwnerUnlessRecent(userId, proof(token))).toMatchObject({
      fields: { password: 'required' },
    });
  });

  test('without a password is asked to log in at a provider again', async () => {
    await database().execute(sql`UPDATE users SET password_hash = NULL WHERE id = ${userId}`);
    const session = await oldSession();
    expect(await proofNeeded(userId, session)).toBe('provider');
    expect(await confirmOwnerUnlessRecent(userId, proof(session, 'any'))).toMatchObject({
      fields: { password: 'proveAgain' },
    });
  });

  test('is not found by guessing: wrong passwords count with the logins, an empty field does not', async () => {
    const session = await oldSession();
    const codes: string[] = [];
    for (let round = 0; round < 12; round += 1) await confirmOwnerUnlessRecent(userId, proof(session));
    for (let round = 0; round < 11; round += 1) {
      const answer = await confirmOwnerUnlessRecent(userId, proof(session, `guess ${round}`));
      codes.push(answer.ok ? 'ok' : answer.code);
    }
    expect(codes.at(-2)).toBe('INVALID_INPUT');
    expect(codes.at(-1)).toBe('RATE_LIMITED');
  });
});

describe('an old session', () => {
  test('withdraws nothing without the password; a mistyped amount costs no attempt, and a repeated press pays once', async () => {
    await deposit({ userId, amount: 50_000 });
    const session = await oldSession();
    const request = { userId, amount: 20_000, account: ACCOUNT, idempotencyKey: 'one press' };
    expect(await withdrawAsOwner({ ...request, proof: proof(session) })).toMatchObject({
      fields: { password: 'required' },
    });
    const { account: _, ...nowhere } = request;
    expect(await withdrawAsOwner({ ...nowhere, account: undefined, proof: proof(session) })).toMatchObject({
      fields: { password: 'required' },
    });
    for (let round = 0; round < 12; round += 1) {
      expect(
        await withdrawAsOwner({ ...request, amount: 'x', proof: proof(session, 'wrong') }),
      ).toMatchObject({
        fields: { amount: 'amount' },
      });
    }
    expect(await holdings(userId)).toBe('50000/0');
    const paid = await withdrawAsOwner({ ...request, proof: proof(session, PASSWORD) });
    expect(paid.ok).toBe(true);
    // The answer was lost. The page was loaded again, and its password field is empty.
    expect(await withdrawAsOwner({ ...request, proof: proof(session) })).toEqual(paid);
    expect(await holdings(userId)).toBe('30000/0');
  });

  test('is given the answer that was lost, and pays nothing new', async () => {
    await deposit({ userId, amount: 50_000 });
    const session = await oldSession();
    const withdrawal = { userId, amount: 20_000, account: ACCOUNT, idempotencyKey: 'one press' };
    const paid = await withdrawAsOwner({ ...withdrawal, proof: proof(await makeSession(userId)) });
    expect(paid.ok).toBe(true);
    expect(await withdrawAsOwner({ ...withdrawal, proof: proof(session) })).toEqual(paid);
    // A repetition is no attempt at the password.
    for (let round = 0; round < 12; round += 1) {
      expect(await withdrawAsOwner({ ...withdrawal, proof: proof(session, 'wrong') })).toEqual(paid);
    }
    expect(await withdrawAsOwner({ ...withdrawal, amount: 10_000, proof: proof(session) })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    const another = { ...withdrawal, idempotencyKey: 'another press' };
    expect(await withdrawAsOwner({ ...another, proof: proof(session) })).toMatchObject({
      fields: { password: 'required' },
    });
    expect(await holdings(userId)).toBe('30000/0');
    expect((await withdrawAsOwner({ ...another, proof: proof(session, PASSWORD) })).ok).toBe(true);
    expect(await holdings(userId)).toBe('10000/0');
  });

  test('is given the answer that was lost to a withdrawal of the demo, which names no account', async () => {
    await deposit({ userId, amount: 50_000 });
    const withdrawal = { userId, amount: 20_000, idempotencyKey: 'one press' };
    const paid = await withdraw(withdrawal);
    expect(paid.ok).toBe(true);
    const repeated = { ...withdrawal, account: undefined, proof: proof(await oldSession()) };
    expect(await withdrawAsOwner(repeated)).toEqual(paid);
    expect(await holdings(userId)).toBe('30000/0');
  });

  test('is given the answer to a withdrawal that is still under way', async () => {
    await deposit({ userId, amount: 50_000 });
    const [recent, old] = [await makeSession(userId), await oldSession()];
    const withdrawal = { userId, amount: 20_000, account: ACCOUNT, idempotencyKey: 'one press' };
    const release = await holdWallets(db, userId);
    const paid = withdrawAsOwner({ ...withdrawal, proof: proof(recent) });
    await whenSomebodyWaits();
    const repeated = withdrawAsOwner({ ...withdrawal, proof: proof(old) });
    await release();
    expect((await paid).ok).toBe(true);
    expect(await repeated).toEqual(await paid);
    expect(await holdings(userId)).toBe('30000/0');
  });

  test('changes the name, but not the e-mail address', async () => {
    const session = await oldSession();
    const { email } = await ownProfile(userId);
    const change = (to: string, login: Login) =>
      editProfile({ userId, input: { nickname: '새이름', email: to }, proof: proof(login) });
    expect(await change(email, session)).toEqual({ ok: true });
    for (const other of ['thief@example.test', email.toUpperCase()]) {
      expect(await change(other, session)).toMatchObject({ fields: { password: 'required' } });
    }
    expect(await ownProfile(userId)).toMatchObject({ nickname: '새이름', email });
    expect(await change('mine@example.test', await makeSession(userId))).toEqual({ ok: true });
  });

  test('disconnects no login', async () => {
    await connectLogin(userId, { provider: 'KAKAO', providerAccountId: `of ${userId}` });
    const session = await oldSession();
    const disconnect = (password: string) =>
      disconnectLogin({ userId, provider: 'KAKAO', proof: proof(session, password) });
    expect(await disconnect('')).toMatchObject({ fields: { password: 'required' } });
    expect(await connectedProviders(userId)).toEqual(['KAKAO']);
    expect(await disconnect(PASSWORD)).toEqual({ ok: true });
  });
});
