import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { database } from '@/db/client';
import { createAuction } from '@/lib/auctions/create';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { settlePayout } from '@/lib/payouts/settle-payout';
import { watchAuction } from '@/lib/watchlist/watch';
import { testDatabase } from '@/test/database';
import { ageLogin, justLoggedIn, makeSession } from '@/test/logins';
import { deposit, makeAuction, makePayout, only } from '@/test/market';
import { testRedis } from '@/test/redis';
import { changePassword } from './change-password';
import { renewProof } from './confirm-owner';
import { deleteAccount, hindrancesOf } from './delete-account';
import { changeRegion, editProfile, ownProfile } from './edit-profile';
import { publicProfile } from './profile';
import { viewerBySession } from './session';
import { signUp } from './sign-up';
import { issueToken, viewerByToken } from './tokens';
import { verifyPassword } from './verify-password';

testDatabase();
testRedis();

const PASSWORD = 'correct horse';
const HERE = '192.0.2.1';
const proof = { password: PASSWORD, login: null, address: HERE };

let made = 0;

async function signedUp(changes: object = {}) {
  made += 1;
  const answer = await signUp(
    {
      username: `member${made}`,
      email: `member${made}@example.test`,
      password: PASSWORD,
      nickname: `이웃${made}`,
      regionCode: '2653059100',
      consents: { terms: true, privacy: true, age14: true },
      ...changes,
    },
    HERE,
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.user;
}

function anItem() {
  return {
    title: '원목 의자',
    description: '튼튼해요',
    startPrice: 10_000,
    endTime: new Date(Date.now() + 86_400_000).toISOString(),
    category: 'desk-chair',
    isNational: false,
    condition: 'USED_A',
    shippingPayer: 'BUYER',
  };
}

/** Makes an account like that of a person who has only logged in through a provider. */
async function takePassword(userId: string): Promise<void> {
  await database().execute(sql`UPDATE users SET password_hash = NULL WHERE id = ${userId}`);
}

async function rowOf(userId: string): Promise<Record<string, unknown>> {
  const { rows } = await database().execute<Record<string, unknown>>(
    sql`SELECT * FROM users WHERE id = ${userId}`,
  );
  return only(rows);
}

describe('a profile', () => {
  test('accepts a new nickname and e-mail, and its own ones in another case', async () => {
    const user = await signedUp();
    expect(
      await editProfile(user.id, { nickname: '새 이름', email: 'New@example.test', marketing: true }),
    ).toEqual({ ok: true });
    expect(await editProfile(user.id, { nickname: '새 이름', email: 'new@EXAMPLE.test' })).toEqual({
      ok: true,
    });
    expect(await ownProfile(user.id)).toEqual({
      username: user.username,
      nickname: '새 이름',
      email: 'new@EXAMPLE.test',
      marketing: false,
    });
  });

  test('does not accept the names of others, also when two people request one at the same moment', async () => {
    const other = await signedUp({ nickname: '남의이름', email: 'other@example.test' });
    const users = await Promise.all([signedUp(), signedUp(), signedUp()]);
    expect(
      await editProfile(users[0].id, { nickname: '남의이름', email: 'OTHER@example.test' }),
    ).toMatchObject({
      code: 'ALREADY_TAKEN',
      fields: { nickname: 'nicknameTaken', email: 'emailTaken' },
    });
    const answers = await Promise.all(
      users.map((user, index) =>
        editProfile(user.id, { nickname: '하나뿐', email: `only${index}@example.test` }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect((await ownProfile(other.id)).nickname).toBe('남의이름');
  });

  test('cannot be used to try out which addresses are taken', async () => {
    const [{ id }, other] = [await signedUp(), await signedUp()];
    const codes: string[] = [];
    for (let round = 0; round < 31; round += 1) {
      const answer = await editProfile(id, { nickname: '찾는이', email: `guess${round}@example.test` });
      codes.push(answer.ok ? 'ok' : answer.code);
    }
    expect(codes.at(-2)).toBe('ok');
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    expect(await editProfile(other.id, { nickname: '다른이', email: 'x@example.test' })).toMatchObject({
      ok: true,
    });
  });

  test('keeps the rules of sign-up', async () => {
    const { id } = await signedUp();
    expect(await editProfile(id, { nickname: '\u3164\u3164', email: 'nobody' })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { nickname: 'required', email: 'email' },
    });
    expect(await changeRegion(id, '2653000000')).toMatchObject({ fields: { regionCode: 'unknownRegion' } });
    expect(await changeRegion(id, '2653059100')).toEqual({ ok: true });
  });
});

describe('a new password', () => {
  test('ends all sessions and tokens but the one that changed it', async () => {
    const owner = await signedUp();
    const token = await issueToken({ id: owner.id, sessionVersion: 1 });
    const [here, elsewhere] = [await makeSession(owner.id), await makeSession(owner.id)];
    const changed = await changePassword({ owner, proof, newPassword: 'battery staple' });
    expect(changed).toEqual({ ok: true, user: { id: owner.id, sessionVersion: 2 } });
    expect(await viewerByToken(token)).toBeNull();
    for (const before of [here, elsewhere]) expect(await viewerBySession(before)).toBeNull();
    expect(await viewerBySession(await makeSession(owner.id))).toMatchObject({ id: owner.id });
    const { username } = owner;
    expect(await verifyPassword({ username, password: PASSWORD }, HERE)).toMatchObject({ ok: false });
    expect(await verifyPassword({ username, password: 'battery staple' }, HERE)).toMatchObject({ ok: true });
  });

  test('needs the old one and keeps the rules of sign-up; a refusal ends no session', async () => {
    const owner = await signedUp();
    const session = await makeSession(owner.id);
    const wrong = { ...proof, password: 'wrong horse' };
    expect(await changePassword({ owner, proof: wrong, newPassword: 'battery staple' })).toMatchObject({
      fields: { password: 'wrongPassword' },
    });
    for (const newPassword of ['short', 'x'.repeat(200), 'qwerty123', `${owner.username}-2026`, undefined]) {
      expect(await changePassword({ owner, proof, newPassword })).toMatchObject({
        fields: { newPassword: expect.any(String) },
      });
    }
    expect(await viewerBySession(session)).not.toBeNull();
  });

  test('cannot be set by guessing the old one', async () => {
    const owner = await signedUp();
    const guess = { ...proof, password: 'a wrong guess' };
    const codes = [];
    for (let round = 0; round < 11; round += 1) {
      const answer = await changePassword({ owner, proof: guess, newPassword: 'battery staple' });
      codes.push(answer.ok ? 'ok' : answer.code);
    }
    expect(codes.at(-1)).toBe('RATE_LIMITED');
  });

  test('can be the first one of an account without a password, after a recent login through a provider', async () => {
    const owner = await signedUp();
    await takePassword(owner.id);
    const login = await makeSession(owner.id);
    await ageLogin(login, 11);
    for (const old of [null, login]) {
      expect(
        await changePassword({ owner, proof: { ...proof, login: old }, newPassword: 'battery staple' }),
      ).toMatchObject({ fields: { password: 'proveAgain' } });
    }
    await renewProof(login);
    const changed = await changePassword({
      owner,
      proof: { ...proof, login },
      newPassword: 'battery staple',
    });
    expect(changed.ok).toBe(true);
  });
});

describe('deleting an account', () => {
  const deleting = (owner: Awaited<ReturnType<typeof signedUp>>, changes: object = {}) =>
    deleteAccount({ owner, proof, confirmation: owner.nickname, ...changes });

  test('keeps the books and everything that others depend on, without a name', async () => {
    const owner = await signedUp({ email: 'leaving@example.test', nickname: '떠나는이' });
    const bought = await makeAuction();
    const sold = await makeAuction({ sellerId: owner.id });
    await closeEarly({ auctionId: sold.id, userId: owner.id });
    await watchAuction({ auctionId: bought.id, userId: owner.id });
    const token = await issueToken({ id: owner.id, sessionVersion: 1 });
    const session = await makeSession(owner.id);

    expect(await deleting(owner)).toEqual({ ok: true });

    const row = await rowOf(owner.id);
    expect(row).toMatchObject({ password_hash: null, session_version: 2, region_code: '2600000000' });
    expect(JSON.stringify(row)).not.toMatch(/leaving|떠나는이/);
    expect(row.username).not.toContain(owner.username);
    expect(await publicProfile(owner.id)).toMatchObject({ deleted: true });
    expect(await verifyPassword({ username: owner.username, password: PASSWORD }, HERE)).toMatchObject({
      code: 'BAD_CREDENTIALS',
    });
    expect(await viewerByToken(token)).toBeNull();
    expect(await viewerBySession(session)).toBeNull();
    for (const table of ['watchers', 'sessions', 'api_tokens', 'connected_logins', 'push_subscriptions']) {
      const { rows } = await database().execute(
        sql`SELECT FROM ${sql.identifier(table)} WHERE user_id = ${owner.id}`,
      );
      expect(rows, table).toHaveLength(0);
    }
    const { rows: kept } = await database().execute(sql`SELECT FROM auctions WHERE seller_id = ${owner.id}`);
    expect(kept).toHaveLength(1);
  });

  test('frees the e-mail address and the names for a new account', async () => {
    const names = { username: 'again_1', email: 'again@example.test', nickname: '또왔어요' };
    expect(await deleting(await signedUp(names))).toEqual({ ok: true });
    expect(await signedUp(names)).toMatchObject({ nickname: '또왔어요' });
  });

  test('needs the password and the nickname typed again', async () => {
    const owner = await signedUp();
    expect(await deleting(owner, { confirmation: '다른 이름' })).toMatchObject({
      fields: { confirmation: 'confirmation' },
    });
    expect(await deleting(owner, { proof: { ...proof, password: 'no' } })).toMatchObject({
      fields: { password: 'wrongPassword' },
    });
    expect(await rowOf(owner.id)).toMatchObject({ deleted_at: null, nickname: owner.nickname });
  });

  test('is refused while there is money, a lead or an own running item', async () => {
    const owner = await signedUp();
    await deposit({ userId: owner.id, amount: 30_000 });
    expect(await deleting(owner)).toMatchObject({
      code: 'HINDERED',
      hindrances: { leading: [], selling: [] },
    });

    const led = await makeAuction({ startPrice: 30_000 });
    expect(await placeBid({ auctionId: led.id, userId: owner.id, amount: 30_000 })).toMatchObject({
      ok: true,
    });
    const own = await makeAuction({ sellerId: owner.id });
    expect(await deleting(owner)).toMatchObject({
      code: 'HINDERED',
      hindrances: { leading: [{ id: led.id }], selling: [{ id: own.id }] },
    });

    await closeEarly({ auctionId: own.id, userId: owner.id });
    await closeEarly({ auctionId: led.id, userId: led.sellerId });
    expect(await hindrancesOf(owner.id)).toBeNull();
    expect(await deleting(owner)).toEqual({ ok: true });
  });

  test('is refused while money is on its way out or may still come in', async () => {
    const owner = await signedUp();
    await deposit({ userId: owner.id, amount: 30_000 });
    const payoutId = await makePayout({ userId: owner.id, amount: 30_000 });
    expect(await deleting(owner)).toMatchObject({ code: 'HINDERED', hindrances: { moneyUnderWay: true } });
    await settlePayout(payoutId, { outcome: 'sent' });

    await database().execute(sql`INSERT INTO payment_orders (order_id, user_id, provider, amount, status)
      VALUES ('order-of-one-who-leaves', ${owner.id}, 'TOSS', 1000, 'UNKNOWN')`);
    expect(await deleting(owner)).toMatchObject({ code: 'HINDERED', hindrances: { moneyUnderWay: true } });
    await database().execute(sql`UPDATE payment_orders SET status = 'FAILED'
      WHERE order_id = 'order-of-one-who-leaves'`);
    expect(await deleting(owner)).toEqual({ ok: true });
    // The books keep the destination of the money, as far as they need it.
    const { rows } = await database().execute(
      sql`SELECT account_number FROM payouts WHERE user_id = ${owner.id}`,
    );
    expect(rows).toEqual([{ account_number: '4567' }]);
  });

  test('cannot be done by guessing the password', async () => {
    const owner = await signedUp();
    const codes: string[] = [];
    for (let round = 0; round < 11; round += 1) {
      const answer = await deleting(owner, { proof: { ...proof, password: `guess ${round}` } });
      codes.push(answer.ok ? 'ok' : answer.code);
    }
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    expect(await deleting(owner)).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await rowOf(owner.id)).toMatchObject({ deleted_at: null });
  });

  test('and listing an item at the same moment do not both go through', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const owner = await signedUp();
      const listing = () => createAuction({ sellerId: owner.id, input: anItem() });
      // Each of them begins a moment earlier in turn, because the proof of identity takes time.
      const [deleted, listed] = await Promise.all([
        deleting(owner),
        round % 2 === 0
          ? listing()
          : verifyPassword({ username: 'nobody', password: PASSWORD }, HERE).then(listing),
      ]);
      outcomes.add(`${deleted.ok ? 'deleted' : deleted.code} ${listed.ok ? 'listed' : listed.code}`);
    }
    expect(
      [...outcomes].filter((outcome) => !outcome.match(/^(deleted UNAUTHENTICATED|HINDERED listed)$/)),
    ).toEqual([]);
  });

  test('leaves an account that cannot list an item', async () => {
    const owner = await signedUp();
    expect(await deleting(owner)).toEqual({ ok: true });
    expect(await createAuction({ sellerId: owner.id, input: anItem() })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('and a bid at the same moment do not both go through', async () => {
    const owner = await signedUp();
    await deposit({ userId: owner.id, amount: 10_000 });
    const { id: auctionId } = await makeAuction({ startPrice: 10_000 });
    const [deleted, bid] = await Promise.all([
      deleting(owner),
      placeBid({ auctionId, userId: owner.id, amount: 10_000 }),
    ]);
    expect(deleted).toMatchObject({ code: 'HINDERED' });
    expect(bid).toMatchObject({ ok: true });
  });

  test('needs a recent login through a provider if there is no password', async () => {
    const owner = await signedUp();
    await takePassword(owner.id);
    expect(await deleting(owner)).toMatchObject({ fields: { password: 'proveAgain' } });
    expect(await deleting(owner, { proof: await justLoggedIn(owner.id) })).toEqual({ ok: true });
  });
});
