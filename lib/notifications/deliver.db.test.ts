import { type AddressInfo, createServer, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { isolated } from '@/lib/i18n/isolate';
import { testDatabase } from '@/test/database';
import { makeSession } from '@/test/logins';
import { type MailServer, startMailServer } from '@/test/mail-server';
import { asOwner, makeAuction, makeUser } from '@/test/market';
import { type PushService, startPushService } from '@/test/push-service';
import { testRedis } from '@/test/redis';
import { chooseNotifications } from './choices';
import { beginDeliveries, type Channel, deliverDue, deliveriesEnded } from './deliver';
import { dispatchNotifications } from './dispatch';
import { forgetOldDeliveries } from './forget-deliveries';
import { listNotifications } from './list';
import { markRead } from './mark-read';
import { type NotificationKind, notify } from './notify';
import { subscribeToPush } from './subscribe-to-push';
import { testPush } from './test-push';
import { vapidKeys } from './vapid';

testDatabase();
testRedis();

let mailServer: MailServer;
let pushService: PushService;

beforeAll(async () => {
  [mailServer, pushService] = await Promise.all([startMailServer(), startPushService()]);
  process.env.SMTP_URL = mailServer.url;
  process.env.MAIL_FROM = 'market@example.test';
  process.env.APP_URL = 'https://market.example.test';
  process.env.PUSH_SERVICES = `push.example.test,${pushService.host}`;
});

afterAll(async () => {
  for (const name of ['SMTP_URL', 'MAIL_FROM', 'APP_URL', 'PUSH_SERVICES']) delete process.env[name];
  await Promise.all([mailServer.stop(), pushService.stop()]);
});

beforeEach(async () => {
  await database().execute(sql`DELETE FROM notifications`);
  for (const list of [mailServer.mails, mailServer.faults, pushService.pushes, pushService.faults]) {
    list.length = 0;
  }
});

async function subscribe(userId: string, subscription: unknown) {
  return subscribeToPush({ userId, login: await makeSession(userId), subscription });
}

/** Makes a person with this number of browsers that accept pushes. */
async function makeReader({ browsers = 0, locale = 'ko' } = {}): Promise<string> {
  const userId = await makeUser();
  await database().execute(sql`UPDATE users SET locale = ${locale} WHERE id = ${userId}`);
  for (let index = 0; index < browsers; index += 1) {
    expect(await subscribe(userId, pushService.subscribe())).toEqual({ ok: true });
  }
  return userId;
}

/** Makes a notification that is old enough to be handed over. */
async function tell(recipientId: string, kind: NotificationKind = 'WON', title = '원목 의자'): Promise<void> {
  const { id: auctionId } = await makeAuction();
  const params = { title, amount: 52_000 };
  await withTransaction((tx) =>
    notify(tx, [{ recipientId, kind, params, link: `/auctions/${auctionId}`, auctionId }]),
  );
  await database().execute(sql`
    UPDATE notifications SET created_at = created_at - interval '3 seconds' WHERE auction_id = ${auctionId}`);
}

async function deliveries(): Promise<{ channel: string; status: string; attempts: number; error: string }[]> {
  const { rows } = await database().execute<Awaited<ReturnType<typeof deliveries>>[number]>(
    sql`SELECT channel, status, attempts, error FROM deliveries ORDER BY channel, id`,
  );
  return rows;
}

async function sendAll(): Promise<void> {
  await dispatchNotifications();
  await Promise.all([deliverDue('PUSH'), deliverDue('EMAIL')]);
}

/** Makes the next attempt of all deliveries due. */
async function makeDue(): Promise<void> {
  await database().execute(
    sql`UPDATE deliveries SET next_attempt_at = clock_timestamp() - interval '1 second'`,
  );
}

describe('a notification', () => {
  test('goes by push to each browser, and by mail if money changed hands', async () => {
    const reader = await makeReader({ browsers: 2 });
    await tell(reader, 'WON');
    await tell(reader, 'OUTBID');
    await dispatchNotifications();
    expect((await deliveries()).map(({ channel }) => channel)).toEqual([
      'PUSH',
      'PUSH',
      'PUSH',
      'PUSH',
      'EMAIL',
    ]);
  });

  test('goes only over the channels that its recipient chose', async () => {
    const reader = await makeReader({ browsers: 1 });
    await chooseNotifications(reader, {
      WON: { push: false, email: false },
      OUTBID: { push: false, email: true },
      SOLD: { push: true, email: false },
    });
    for (const kind of ['WON', 'OUTBID', 'SOLD'] as const) await tell(reader, kind);
    await sendAll();
    expect(mailServer.mails.map(({ headers }) => headers.subject)).toEqual(['상위 입찰이 생겼어요']);
    expect(pushService.pushes.map(({ message }) => message.title)).toEqual(['물건이 팔렸어요']);
  });

  test('is not sent if it was read by then, is older than a day, or belongs to a deleted account', async () => {
    const [reader, sleeper, gone] = [await makeReader(), await makeReader(), await makeReader()];
    for (const each of [reader, sleeper, gone]) await tell(each);
    await markRead(reader, { all: true });
    await database().execute(sql`
      UPDATE notifications SET created_at = clock_timestamp() - interval '25 hours' WHERE recipient_id = ${sleeper}`);
    await database().execute(sql`UPDATE users SET deleted_at = clock_timestamp() WHERE id = ${gone}`);
    expect(await dispatchNotifications()).toBe('done');
    expect(await deliveries()).toEqual([]);
    const { rows } = await database().execute(sql`SELECT FROM notifications WHERE dispatched_at IS NULL`);
    expect(rows).toEqual([]);
  });

  test('waits a moment, so that a person with the page open is not told by their phone as well', async () => {
    const reader = await makeReader({ browsers: 1 });
    await tell(reader);
    await database().execute(sql`UPDATE notifications SET created_at = clock_timestamp()`);
    await dispatchNotifications();
    expect(await deliveries()).toEqual([]);
    await vi.waitFor(
      async () => {
        await dispatchNotifications();
        expect(await deliveries()).toHaveLength(2);
      },
      { timeout: 5_000, interval: 100 },
    );
  });

  test('is handed over once by any number of workers and rounds', async () => {
    const reader = await makeReader({ browsers: 1 });
    for (let index = 0; index < 20; index += 1) await tell(reader);
    await Promise.all(Array.from({ length: 6 }, () => dispatchNotifications()));
    await Promise.all(Array.from({ length: 8 }, () => deliverDue('PUSH')));
    await Promise.all(Array.from({ length: 8 }, () => deliverDue('EMAIL')));
    for (const channel of ['PUSH', 'EMAIL'] satisfies Channel[]) {
      while ((await deliverDue(channel)) === 'more waits');
    }
    expect(new Set(pushService.pushes.map(({ message }) => message.tag)).size).toBe(20);
    expect(pushService.pushes).toHaveLength(20);
    expect(mailServer.mails).toHaveLength(20);
  });
});

describe('a push', () => {
  test('can be decrypted by the browser alone, is in the language of its person, and leads to the page', async () => {
    const reader = await makeReader({ browsers: 1, locale: 'en' });
    await tell(reader, 'OUTBID', 'Oak chair');
    const { items } = await listNotifications({ userId: reader, limit: 1 });
    await sendAll();
    expect(pushService.pushes).toMatchObject([
      {
        headers: { urgency: 'high', ttl: '14400', 'content-encoding': 'aes128gcm' },
        message: {
          title: 'You have been outbid',
          body: `Someone bid ₩52,000 on ${isolated('Oak chair')}. Your held money is back in your wallet.`,
          locale: 'en',
          link: items[0]?.link,
          notificationId: items[0]?.id,
        },
      },
    ]);
    expect(await deliveries()).toMatchObject([{ status: 'SENT', attempts: 1 }]);
  });

  test.each([404, 410])('answered with %i ends the subscription', async (status) => {
    const reader = await makeReader({ browsers: 1 });
    await tell(reader, 'OUTBID');
    pushService.faults.push({ status });
    await sendAll();
    const { rows } = await database().execute(sql`SELECT FROM push_subscriptions WHERE user_id = ${reader}`);
    expect(rows).toEqual([]);
    expect(await deliveries()).toEqual([]);
  });

  test.each([429, 500, 503])('answered with %i is tried again later', async (status) => {
    const reader = await makeReader({ browsers: 1 });
    await tell(reader, 'OUTBID');
    pushService.faults.push({ status });
    await sendAll();
    expect(await deliveries()).toMatchObject([{ status: 'PENDING', attempts: 1 }]);
    await deliverDue('PUSH');
    expect(pushService.pushes).toEqual([]);
    await makeDue();
    await deliverDue('PUSH');
    expect(pushService.pushes).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ status: 'SENT', attempts: 2, error: null }]);
  });

  test.each([400, 403, 413])('answered with %i is not tried again', async (status) => {
    const reader = await makeReader({ browsers: 1 });
    await tell(reader, 'OUTBID');
    pushService.faults.push({ status });
    await sendAll();
    expect(await deliveries()).toMatchObject([{ status: 'FAILED', attempts: 1 }]);
  });

  test('whose answer was lost may have arrived, so it is not sent again', async () => {
    const reader = await makeReader({ browsers: 1 });
    await tell(reader, 'OUTBID');
    pushService.faults.push('answer lost');
    await sendAll();
    await makeDue();
    await deliverDue('PUSH');
    expect(pushService.pushes).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ status: 'LOST', attempts: 1 }]);
  });

  test('to a service that is away is tried five times, with growing delays', async () => {
    const away = await startPushService();
    const reader = await makeReader();
    const subscription = away.subscribe();
    await away.stop();
    await database().execute(sql`
      INSERT INTO push_subscriptions (user_id, endpoint, p256dh, auth)
      VALUES (${reader}, ${subscription.endpoint}, ${subscription.keys.p256dh}, ${subscription.keys.auth})`);
    await tell(reader, 'OUTBID');
    await dispatchNotifications();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await makeDue();
      await deliverDue('PUSH');
      const { rows } = await database().execute<{ wait: number }>(sql`
        SELECT extract(epoch FROM next_attempt_at - clock_timestamp())::float8 AS wait FROM deliveries`);
      waits.push(Math.ceil((rows[0]?.wait ?? 0) / 10) * 10);
    }
    expect(waits.slice(0, 4)).toEqual([30, 60, 120, 240]);
    expect(await deliveries()).toMatchObject([{ status: 'FAILED', attempts: 5 }]);
  });

  test('can be tested, and the test reports when it does not arrive', async () => {
    const userId = await makeUser();
    const subscription = pushService.subscribe();
    await subscribe(userId, subscription);
    const tried = () => testPush({ userId, endpoint: subscription.endpoint, locale: 'ko' });
    expect(await tried()).toEqual({ ok: true });
    expect(pushService.pushes).toMatchObject([{ message: { title: '시험 알림이에요', tag: 'test' } }]);
    pushService.faults.push({ status: 500 });
    expect(await tried()).toMatchObject({ code: 'BUSY' });
    pushService.faults.push({ status: 410 });
    expect(await tried()).toMatchObject({ code: 'NOT_FOUND' });
    expect(await tried()).toMatchObject({ code: 'NOT_FOUND' });
    const stranger = await makeUser();
    expect(await testPush({ userId: stranger, endpoint: subscription.endpoint, locale: 'ko' })).toMatchObject(
      {
        code: 'NOT_FOUND',
      },
    );
    for (let index = 0; index < 6; index += 1) await tried();
    expect(await tried()).toMatchObject({ code: 'RATE_LIMITED' });
  });
});

describe('a mail', () => {
  test('tells what happened, where to look and how to stop mails', async () => {
    const reader = await makeReader();
    await tell(reader, 'WON', '의자 "오크" <b>');
    const { items } = await listNotifications({ userId: reader, limit: 1 });
    await sendAll();
    const [mail] = mailServer.mails;
    expect(mail?.headers).toMatchObject({
      from: 'NeighborBid <market@example.test>',
      subject: '축하해요! 낙찰됐어요',
      'auto-submitted': 'auto-generated',
      'list-unsubscribe': '<https://market.example.test/settings/notifications>',
      'message-id': expect.stringMatching(/^<delivery-\d+@market\.example\.test>$/),
    });
    expect(mail?.text).toContain(`${isolated('의자 "오크" <b>')}, 52,000원에 내 것이 됐어요.`);
    expect(mail?.text).toContain(`https://market.example.test${items[0]?.link}`);
    expect(await deliveries()).toMatchObject([{ channel: 'EMAIL', status: 'SENT' }]);
  });

  test('that the server cannot take now is tried again, with the same Message-ID', async () => {
    const reader = await makeReader();
    await tell(reader);
    mailServer.faults.push('busy');
    await sendAll();
    expect(await deliveries()).toMatchObject([{ status: 'PENDING', attempts: 1 }]);
    await makeDue();
    await deliverDue('EMAIL');
    expect(mailServer.mails).toHaveLength(1);
  });

  test('to a mailbox that does not exist is not tried again', async () => {
    const reader = await makeReader();
    await tell(reader);
    mailServer.faults.push('no such mailbox');
    await sendAll();
    expect(await deliveries()).toMatchObject([{ status: 'FAILED', attempts: 1 }]);
  });

  test('whose answer was lost may have arrived, so it is not sent again', async () => {
    const reader = await makeReader();
    await tell(reader);
    mailServer.faults.push('answer lost');
    await sendAll();
    await makeDue();
    await deliverDue('EMAIL');
    expect(mailServer.mails).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ status: 'LOST' }]);
  });
});

test('a push service that never answers does not delay pushes to another one', async () => {
  const silent = createServer();
  const sockets: Socket[] = [];
  silent.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const [stuck, lucky] = [await makeReader({ browsers: 1 }), await makeReader({ browsers: 1 })];
  await asOwner(
    `UPDATE push_subscriptions SET endpoint = 'http://127.0.0.1:${port}/' WHERE user_id = ${stuck}`,
  );
  for (let index = 0; index < 60; index += 1) await tell(stuck, 'OUTBID');
  await dispatchNotifications();
  await tell(lucky, 'OUTBID');
  await dispatchNotifications();
  try {
    await vi.waitFor(
      async () => {
        await beginDeliveries('PUSH');
        expect(pushService.pushes).toHaveLength(1);
      },
      { timeout: 12_000, interval: 50 },
    );
    const states = (await deliveries()).map(({ status }) => status);
    expect(states.filter((status) => status === 'SENDING').length).toBeLessThanOrEqual(30);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
    await deliveriesEnded('PUSH');
  }
});

test('a delivery whose worker died while sending is lost, and nobody sends it again', async () => {
  const reader = await makeReader({ browsers: 1 });
  await tell(reader);
  await dispatchNotifications();
  await database().execute(sql`UPDATE deliveries SET status = 'SENDING', attempts = 1,
    next_attempt_at = clock_timestamp() + interval '1 minute'`);
  for (const channel of ['PUSH', 'EMAIL'] satisfies Channel[]) await deliverDue(channel);
  expect((await deliveries()).map(({ status }) => status)).toEqual(['SENDING', 'SENDING']);
  await makeDue();
  await sendAll();
  expect((await deliveries()).map(({ status }) => status)).toEqual(['LOST', 'LOST']);
  expect([...pushService.pushes, ...mailServer.mails]).toEqual([]);
});

test('one full channel does not delay the other', async () => {
  const reader = await makeReader({ browsers: 1 });
  for (let index = 0; index < 7; index += 1) await tell(reader);
  await dispatchNotifications();
  expect(await deliverDue('EMAIL')).toBe('more waits');
  expect(await deliverDue('EMAIL')).toBe('done');
  expect(await deliverDue('PUSH')).toBe('done');
});

test('old deliveries are deleted, and their notifications are not sent again', async () => {
  const reader = await makeReader({ browsers: 1 });
  await tell(reader);
  await sendAll();
  await database().execute(
    sql`UPDATE deliveries SET next_attempt_at = clock_timestamp() - interval '31 days'`,
  );
  await forgetOldDeliveries();
  await sendAll();
  expect(await deliveries()).toEqual([]);
  expect(pushService.pushes).toHaveLength(1);
});

describe('a subscription', () => {
  const good = () => pushService.subscribe();

  test.each([
    ['an address in our own network', 'http://127.0.0.1:6379/'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data'],
    ['an unknown host', 'https://evil.example/push'],
    ['a host whose name only ends alike', 'https://evilpush.example.test/x'],
    ['a known host without TLS', 'http://push.example.test/x'],
    ['a known host at another port', 'https://push.example.test:8443/x'],
    ['a known host with a login', 'https://user:secret@push.example.test/x'],
    ['no URL', 'push'],
    ['a script', 'javascript:alert(1)'],
  ])('at %s is refused', async (_, endpoint) => {
    const userId = await makeUser();
    expect(await subscribe(userId, { ...good(), endpoint })).toMatchObject({
      ok: false,
      fields: { endpoint: 'invalid' },
    });
  });

  test('at a known service or one of its subdomains is accepted', async () => {
    const userId = await makeUser();
    for (const host of ['push.example.test', 'eu.push.example.test']) {
      const endpoint = `https://${host}/${'x'.repeat(100)}`;
      expect(await subscribe(userId, { ...good(), endpoint })).toEqual({ ok: true });
    }
  });

  test.each([
    { p256dh: 'A'.repeat(87) },
    { p256dh: Buffer.alloc(65, 4).toString('base64url') },
    { auth: 'short' },
    { p256dh: undefined },
  ])('with the invalid keys %j is refused', async (keys) => {
    const subscription = good();
    const answer = await subscribe(await makeUser(), {
      ...subscription,
      keys: { ...subscription.keys, ...keys },
    });
    expect(answer).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
  });

  test('that moves to another person takes no pending deliveries along', async () => {
    const [before, after] = [await makeUser(), await makeUser()];
    const subscription = good();
    await subscribe(before, subscription);
    await tell(before, 'OUTBID');
    await dispatchNotifications();
    await subscribe(after, subscription);
    await deliverDue('PUSH');
    expect(pushService.pushes).toEqual([]);
    await tell(before, 'OUTBID');
    await tell(after, 'ANSWER');
    await sendAll();
    expect(pushService.pushes).toMatchObject([{ message: { title: '판매자가 답했어요' } }]);
  });

  test('beyond ten of one person replaces the oldest', async () => {
    const userId = await makeUser();
    const all = Array.from({ length: 12 }, good);
    for (const one of all) await subscribe(userId, one);
    const { rows } = await database().execute<{ endpoint: string }>(
      sql`SELECT endpoint FROM push_subscriptions WHERE user_id = ${userId} ORDER BY id`,
    );
    expect(rows.map(({ endpoint }) => endpoint)).toEqual(all.slice(2).map(({ endpoint }) => endpoint));
  });
});

test('all copies of the site sign with one key', () => {
  const { publicKey, privateKey } = vapidKeys();
  expect(vapidKeys()).toEqual({ publicKey, privateKey });
  expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
  expect(Buffer.from(privateKey, 'base64url')).toHaveLength(32);
});
