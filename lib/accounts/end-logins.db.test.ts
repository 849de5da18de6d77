import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import type { Login } from '@/lib/login';
import { subscribeToPush } from '@/lib/notifications/subscribe-to-push';
import { suspendUser } from '@/lib/operators/suspend-user';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { closeRedis } from '@/lib/realtime/redis';
import { relayOutbox } from '@/lib/realtime/relay';
import { userChannel } from '@/lib/realtime/topics';
import { testDatabase } from '@/test/database';
import { makeSession } from '@/test/logins';
import { makeOperator, makeUser } from '@/test/market';
import { type PushService, startPushService } from '@/test/push-service';
import { testRedis } from '@/test/redis';
import { endLogin, endSessions } from './end-logins';
import { forgetExpiredSessions } from './forget-logins';
import { viewerBySession } from './session';
import { issueToken, loginByToken, revokeToken, viewerByToken } from './tokens';

const db = testDatabase();
const store = testRedis();

let pushService: PushService;

beforeAll(async () => {
  pushService = await startPushService();
  process.env.PUSH_SERVICES = pushService.host;
});

afterAll(async () => {
  delete process.env.PUSH_SERVICES;
  await pushService.stop();
});

async function subscribe(userId: string, login: Login): Promise<void> {
  const subscription = pushService.subscribe();
  expect(await subscribeToPush({ userId, login, subscription })).toEqual({ ok: true });
}

async function pushesOf(userId: string): Promise<number> {
  const { rowCount } = await database().execute(
    sql`SELECT FROM push_subscriptions WHERE user_id = ${userId}`,
  );
  return rowCount ?? 0;
}

/** The messages on a person's channel from now on. */
async function heardBy(userId: string): Promise<unknown[]> {
  const heard: unknown[] = [];
  const listener = store.connect();
  await listener.subscribe(userChannel(userId));
  listener.on('message', (_channel, text) => heard.push(JSON.parse(text)));
  return heard;
}

/** A person with a session and a token, each with a browser that accepts pushes. */
async function loggedInTwice() {
  const userId = await makeUser();
  const session = await makeSession(userId);
  const token = await issueToken({ id: userId, sessionVersion: 1 });
  await subscribe(userId, session);
  await subscribe(userId, loginByToken(token));
  return { userId, session, token };
}

test('logging out ends this session alone, its pushes and its sockets; a copy of its cookie is worthless', async () => {
  const { userId, session, token } = await loggedInTwice();
  const heard = await heardBy(userId);
  await endLogin(session);
  expect(await viewerBySession(session)).toBeNull();
  expect(await viewerByToken(token)).toMatchObject({ id: userId });
  expect(await pushesOf(userId)).toBe(1);
  await vi.waitFor(() => expect(heard).toEqual([{ ended: { login: session.hash } }]));
  // A second logout of the same browser, in another tab, changes nothing.
  await endLogin(session);
  await flushAnnounced();
  expect(heard).toHaveLength(1);
});

test('a revoked token takes its pushes and sockets with it', async () => {
  const { userId, session, token } = await loggedInTwice();
  const heard = await heardBy(userId);
  await revokeToken(token);
  expect(await pushesOf(userId)).toBe(1);
  expect(await viewerBySession(session)).toMatchObject({ id: userId });
  await vi.waitFor(() => expect(heard).toEqual([{ ended: { login: loginByToken(token).hash } }]));
});

test('a suspension ends every session, token, push and socket; a refused one ends none', async () => {
  const { userId, session, token } = await loggedInTwice();
  const operatorId = await makeOperator();
  const heard = await heardBy(userId);
  await suspendUser({ operatorId, userId, reason: '' });
  expect(await viewerBySession(session)).not.toBeNull();
  await suspendUser({ operatorId, userId, reason: '신고' });
  expect(await viewerBySession(session)).toBeNull();
  expect(await viewerByToken(token)).toBeNull();
  expect(await pushesOf(userId)).toBe(0);
  await vi.waitFor(() => expect(heard).toEqual([{ ended: { upToVersion: 1 } }]));
  await suspendUser({ operatorId, userId, reason: '또' });
  const { rows } = await database().execute(sql`SELECT session_version FROM users WHERE id = ${userId}`);
  expect(rows).toEqual([{ session_version: 2 }]);
});

test('nothing ends when the transaction is rolled back', async () => {
  const { userId, session } = await loggedInTwice();
  const heard = await heardBy(userId);
  await expect(
    withTransaction(async (tx) => {
      await endSessions(tx, userId);
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  expect(await viewerBySession(session)).not.toBeNull();
  expect(await pushesOf(userId)).toBe(2);
  await store.connect().ping();
  expect(heard).toEqual([]);
});

test('an end that Redis did not take is announced by the worker', async () => {
  const { userId, session } = await loggedInTwice();
  const heard = await heardBy(userId);
  await flushAnnounced();
  closeRedis();
  process.env.REDIS_URL = 'redis://127.0.0.1:1';
  await endLogin(session);
  const waiting = sql`SELECT FROM outbox WHERE topic = ${userChannel(userId)}`;
  expect((await database().execute(waiting)).rowCount).toBe(1);
  closeRedis();
  process.env.REDIS_URL = store.url;
  await vi.waitFor(
    async () => {
      await relayOutbox();
      expect((await database().execute(waiting)).rowCount).toBe(0);
    },
    { timeout: 10_000, interval: 200 },
  );
  await vi.waitFor(() => expect(heard).toEqual([{ ended: { login: session.hash } }]));
});

test('the pushes of an expired session end with it', async () => {
  const { userId, session } = await loggedInTwice();
  await db
    .openPool('owner', 1)
    .query('UPDATE sessions SET expires_at = now() WHERE id_hash = $1', [session.hash]);
  expect(await forgetExpiredSessions()).toBe('done');
  expect(await pushesOf(userId)).toBe(1);
});
