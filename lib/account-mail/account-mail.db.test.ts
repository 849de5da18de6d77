import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { deleteAccount } from '@/lib/accounts/delete-account';
import { editProfile } from '@/lib/accounts/edit-profile';
import { signUp } from '@/lib/accounts/sign-up';
import { signUpWithProvider } from '@/lib/accounts/sign-up-with-provider';
import { deliverDue } from '@/lib/notifications/deliver';
import { dispatchNotifications } from '@/lib/notifications/dispatch';
import { notify } from '@/lib/notifications/notify';
import { testDatabase } from '@/test/database';
import { justLoggedIn } from '@/test/logins';
import { type MailServer, startMailServer } from '@/test/mail-server';
import { makeAuction } from '@/test/market';
import { testRedis } from '@/test/redis';
import { confirmationBehind, confirmEmail, isEmailConfirmed } from './confirm-email';
import { deliverAccountMails } from './deliver-mails';
import { forgetOldAccountMails } from './forget-mails';
import { maskedAddress } from './masked-address';
import { sendConfirmationAgain } from './write-mails';

const db = testDatabase();
testRedis();

let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
  process.env.SMTP_URL = server.url;
  process.env.APP_URL = 'https://market.example.test';
});

afterAll(async () => {
  for (const name of ['SMTP_URL', 'APP_URL']) delete process.env[name];
  await server.stop();
});

beforeEach(() => {
  server.mails.length = 0;
  server.faults.length = 0;
});

let made = 0;

function member(changes: object = {}) {
  made += 1;
  return {
    username: `member${made}`,
    email: `member${made}@example.test`,
    password: 'correct horse battery',
    nickname: `이웃${made}`,
    regionCode: '2653059100',
    consents: { terms: true, privacy: true, age14: true },
    ...changes,
  };
}

async function newcomer(changes: object = {}) {
  const input = member(changes);
  const answer = await signUp(input, '192.0.2.1');
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return { ...answer.user, email: input.email };
}

/** Sends what is due. @returns the mails to this address, oldest first */
async function mailsTo(address: string) {
  for (let round = 0; round < 20 && (await deliverAccountMails()) === 'more waits'; round += 1);
  return server.mails.filter(({ to }) => to.includes(address));
}

/** The secret in the link of the newest confirmation mail to this address. */
async function secretSentTo(address: string): Promise<string> {
  const mails = await mailsTo(address);
  const secret = /https:\/\/market\.example\.test\/confirm-email\?token=([\w-]{43})/.exec(
    mails.at(-1)?.text ?? '',
  )?.[1];
  if (!secret) throw new Error(`no link was sent to ${address}`);
  return secret;
}

async function changeEmail({ id, nickname }: { id: string; nickname: string }, email: string): Promise<void> {
  const proof = await justLoggedIn(id);
  expect(await editProfile({ userId: id, input: { nickname, email }, proof })).toEqual({ ok: true });
}

/** Makes a notification for which mail is the default, and sends its deliveries. */
async function notifyByMail(recipientId: string): Promise<void> {
  await handOverNotice(recipientId);
  await deliverDue('EMAIL');
}

async function handOverNotice(recipientId: string): Promise<void> {
  const { id: auctionId } = await makeAuction();
  const params = { title: '원목 의자', amount: 52_000 };
  await withTransaction((tx) => notify(tx, [{ recipientId, kind: 'WON', params, link: '/', auctionId }]));
  await database().execute(sql`
    UPDATE notifications SET created_at = created_at - interval '3 seconds' WHERE auction_id = ${auctionId}`);
  await dispatchNotifications();
}

async function age(address: string, interval: string): Promise<void> {
  await db.openPool('owner', 1).query(
    `UPDATE account_mails SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval
       WHERE address = $1`,
    [address, interval],
  );
}

test('an address gets nothing but its confirmation until it is confirmed', async () => {
  const { id, email } = await newcomer();
  await notifyByMail(id);
  const secret = await secretSentTo(email);
  expect(server.mails.map(({ headers }) => headers.subject)).toEqual(['이메일 주소를 확인해 주세요']);
  await confirmEmail(secret);
  expect(await isEmailConfirmed(id)).toBe(true);
  await notifyByMail(id);
  expect(server.mails).toHaveLength(2);
});

test('a mail that was handed over is not sent to an address that replaced the confirmed one', async () => {
  const { id, email, nickname } = await newcomer();
  await confirmEmail(await secretSentTo(email));
  server.mails.length = 0;
  await handOverNotice(id);
  await changeEmail({ id, nickname }, 'stranger@example.test');
  await deliverDue('EMAIL');
  expect(server.mails).toEqual([]);
});

test('the mail contains nothing that its person typed, and the secret of its link is stored nowhere', async () => {
  const { email, nickname } = await newcomer();
  const secret = await secretSentTo(email);
  const [mail] = await mailsTo(email);
  expect(mail?.text).not.toContain(nickname);
  expect(mail?.headers['list-unsubscribe']).toBeUndefined();
  const { rows } = await database().execute(sql`SELECT * FROM account_mails WHERE address = ${email}`);
  expect(JSON.stringify(rows)).not.toContain(secret);
});

describe('a link', () => {
  test('confirms by a press and not by a look, once; the second press says the same', async () => {
    const { id, email } = await newcomer();
    const secret = await secretSentTo(email);
    expect(await confirmationBehind(secret)).toEqual({ state: 'open', address: email });
    expect(await isEmailConfirmed(id)).toBe(false);
    await confirmEmail(secret);
    await confirmEmail(secret);
    expect(await confirmationBehind(secret)).toEqual({ state: 'confirmed', address: email });
  });

  test('of an address that was changed meanwhile confirms neither address, and stays invalid when the old address returns', async () => {
    const { id, email, nickname } = await newcomer();
    const secret = await secretSentTo(email);
    await changeEmail({ id, nickname }, `other-${email}`);
    expect(await confirmationBehind(secret)).toEqual({ state: 'outdated' });
    await confirmEmail(secret);
    expect(await isEmailConfirmed(id)).toBe(false);
    await changeEmail({ id, nickname }, email);
    await confirmEmail(secret);
    expect(await confirmationBehind(secret)).toEqual({ state: 'expired' });
    expect(await isEmailConfirmed(id)).toBe(false);
  });

  test('is worthless after a day, and when it was never sent', async () => {
    const { id, email } = await newcomer();
    const secret = await secretSentTo(email);
    await age(email, '24 hours 1 second');
    expect(await confirmationBehind(secret)).toEqual({ state: 'expired' });
    await confirmEmail(secret);
    expect(await isEmailConfirmed(id)).toBe(false);
    for (const wrong of [undefined, '', 'x'.repeat(43), `${secret} `, ['a'], '\0']) {
      expect(await confirmationBehind(wrong)).toEqual({ state: 'unknown' });
      await confirmEmail(wrong);
    }
  });

  test('of a closed account leads nowhere', async () => {
    const owner = await newcomer();
    const secret = await secretSentTo(owner.email);
    const proof = { ...(await justLoggedIn(owner.id)), password: 'correct horse battery' };
    expect(await deleteAccount({ owner, proof, confirmation: owner.nickname })).toEqual({ ok: true });
    expect(await confirmationBehind(secret)).toEqual({ state: 'unknown' });
  });
});

describe('sending again', () => {
  test('pressed twice at once, or soon after, leads to one mail', async () => {
    const { id, email } = await newcomer();
    await age(email, '2 minutes');
    const answers = await Promise.all([1, 2, 3].map(() => sendConfirmationAgain(id)));
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await mailsTo(email)).toHaveLength(2);
    await sendConfirmationAgain(id);
    expect(await mailsTo(email)).toHaveLength(2);
  });

  test('is limited by the address, whichever accounts name it, and is refused with a time', async () => {
    const people = [await newcomer(), await newcomer(), await newcomer()];
    const victim = 'victim@example.test';
    const codes: string[] = [];
    for (let round = 0; round < 9; round += 1) {
      const person = people[round % 3];
      if (!person) throw new Error('nobody');
      await changeEmail(person, round % 2 === 0 ? victim : victim.toUpperCase());
      await age(victim, '2 minutes');
      await age(victim.toUpperCase(), '2 minutes');
      const answer = await sendConfirmationAgain(person.id);
      codes.push(answer.ok ? 'ok' : answer.code);
      if (!answer.ok) expect(answer).toMatchObject({ retryAfterSeconds: expect.any(Number) });
      await changeEmail(person, `away-${round}@example.test`);
    }
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    const { rows } = await database().execute(
      sql`SELECT FROM account_mails WHERE lower(address) = ${victim}`,
    );
    expect(rows).toHaveLength(5);
  });

  test('counts the addresses that lead into one mailbox together', async () => {
    const person = await newcomer();
    for (let round = 1; round <= 6; round += 1) await changeEmail(person, `Quarry+${round}@example.test`);
    await changeEmail(await newcomer(), 'quarry@example.test');
    await changeEmail(await newcomer(), 'another+1@example.test');
    const { rows } = await database().execute(sql`
      SELECT address FROM account_mails WHERE address ILIKE 'quarry%' OR address LIKE 'another%' ORDER BY id`);
    expect(rows.map(({ address }) => address)).toEqual([
      ...[1, 2, 3, 4, 5].map((round) => `Quarry+${round}@example.test`),
      'another+1@example.test',
    ]);
  });

  test('happens ten times a day for a person, whichever addresses they name', async () => {
    const person = await newcomer();
    const named = async () => {
      const { rows } = await database().execute(
        sql`SELECT FROM account_mails WHERE user_id = ${person.id} AND address LIKE 'stranger%'`,
      );
      return rows.length;
    };
    for (let round = 1; round <= 12; round += 1) await changeEmail(person, `stranger${round}@example.test`);
    // One of the ten went to the address of the sign-up.
    expect(await named()).toBe(9);
    expect(await sendConfirmationAgain(person.id)).toMatchObject({ code: 'RATE_LIMITED' });
    await age(person.email, '1 day');
    expect(await sendConfirmationAgain(person.id)).toEqual({ ok: true });
    expect(await named()).toBe(10);
  });

  test('sends nothing to a confirmed address', async () => {
    const { id, email } = await newcomer();
    await confirmEmail(await secretSentTo(email));
    await age(email, '2 minutes');
    expect(await sendConfirmationAgain(id)).toEqual({ ok: true });
    expect(await mailsTo(email)).toHaveLength(1);
  });
});

describe('a changed address', () => {
  test('is told to the old address if that was confirmed, and has to be confirmed itself', async () => {
    const { id, email, nickname } = await newcomer();
    await confirmEmail(await secretSentTo(email));
    await changeEmail({ id, nickname }, 'brand-new@example.test');
    expect(await isEmailConfirmed(id)).toBe(false);
    const [, told] = await mailsTo(email);
    expect(told?.headers.subject).toBe('계정의 이메일 주소가 바뀌었어요');
    expect(told?.text).toContain('b•••@example.test');
    expect(told?.text).not.toContain('brand-new');
    expect(told?.text).toContain('https://market.example.test/settings#password');
    await confirmEmail(await secretSentTo('brand-new@example.test'));
    expect(await isEmailConfirmed(id)).toBe(true);
  });

  test('is not told to an old address that was never confirmed; a new name alone changes nothing', async () => {
    const { id, email, nickname } = await newcomer();
    await confirmEmail(await secretSentTo(email));
    expect(
      await editProfile({
        userId: id,
        input: { nickname: '새이름이야', email },
        proof: await justLoggedIn(id),
      }),
    ).toEqual({ ok: true });
    expect(await isEmailConfirmed(id)).toBe(true);
    await changeEmail({ id, nickname }, 'second@example.test');
    await changeEmail({ id, nickname }, 'third@example.test');
    const subjects = (await mailsTo('second@example.test')).map(({ headers }) => headers.subject);
    expect(subjects).not.toContain('계정의 이메일 주소가 바뀌었어요');
  });
});

describe('an address from a provider', () => {
  const { username: _, password: __, ...rest } = member({ nickname: '카카오로' });

  test.each([
    ['that it has checked counts as confirmed', true, 'Checked@example.test', 'checked@example.test', true],
    ['that it has not checked does not', false, 'loose@example.test', 'loose@example.test', false],
    ['does not confirm another one', true, 'mine@example.test', 'typed@example.test', false],
  ])('%s', async (nickname, emailVerified, atProvider, email, confirmed) => {
    const login = { provider: 'KAKAO' as const, providerAccountId: email, email: atProvider, emailVerified };
    const input = { ...rest, email, nickname: nickname.slice(0, 18) };
    const answer = await signUpWithProvider(login, input, '192.0.2.1');
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    expect(await isEmailConfirmed(answer.user.id)).toBe(confirmed);
    expect(await mailsTo(email)).toHaveLength(confirmed ? 0 : 1);
  });
});

describe('the mail server', () => {
  test('gets the mail again later, with another link, when it was busy; a lost answer is not followed by a second mail', async () => {
    const { email } = await newcomer();
    server.faults.push('busy');
    expect(await mailsTo(email)).toHaveLength(0);
    await database().execute(sql`UPDATE account_mails SET next_attempt_at = now() WHERE status = 'PENDING'`);
    expect(await mailsTo(email)).toHaveLength(1);

    const other = await newcomer();
    server.faults.push('answer lost');
    expect(await mailsTo(other.email)).toHaveLength(1);
    await database().execute(sql`UPDATE account_mails SET next_attempt_at = now() WHERE status = 'PENDING'`);
    expect(await mailsTo(other.email)).toHaveLength(1);
  });
});

test('mails that ended are forgotten after a month, with their addresses', async () => {
  const { email } = await newcomer();
  await mailsTo(email);
  const left = async () =>
    (await database().execute(sql`SELECT FROM account_mails WHERE address = ${email}`)).rowCount;
  const ended = async (days: number) => {
    await database().execute(sql`
      UPDATE account_mails SET next_attempt_at = now() - make_interval(days => ${days}) WHERE address = ${email}`);
    expect(await forgetOldAccountMails()).toBe('done');
  };
  await ended(29);
  expect(await left()).toBe(1);
  await ended(31);
  expect(await left()).toBe(0);
});

test.each([
  ['minji@example.com', 'm•••@example.com'],
  ['a@b.kr', 'a•••@b.kr'],
  ['"odd@name"@example.com', '"•••@example.com'],
])('%s is written as %s', (address, masked) => {
  expect(maskedAddress(address)).toBe(masked);
});
