import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { issueToken } from '@/lib/accounts/tokens';
import {
  choicesEndpoint,
  chooseEndpoint,
  countUnreadEndpoint,
  listNotificationsEndpoint,
  markReadEndpoint,
  pushKeyEndpoint,
  subscribeToPushEndpoint,
  testPushEndpoint,
  unsubscribeFromPushEndpoint,
} from '@/lib/api/endpoints/notifications';
import { forgetSearchEndpoint, listSearchesEndpoint, saveSearchEndpoint } from '@/lib/api/endpoints/searches';
import { notify } from '@/lib/notifications/notify';
import { ask } from '@/test/api';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';

testDatabase();
testRedis();

async function person(): Promise<{ id: string; token: string }> {
  const id = await makeUser();
  return { id, token: await issueToken({ id, sessionVersion: 1 }) };
}

const browser = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/abc',
  expirationTime: null,
  keys: {
    // A point from the example of RFC 8291.
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
};

test('notifications are counted, listed and marked as read, one auction’s together', async () => {
  const { id: recipientId, token } = await person();
  const [one, other] = [await makeAuction(), await makeAuction()];
  for (const { id } of [one, one, other]) {
    const notification = {
      recipientId,
      kind: 'ANSWER',
      params: { title: '의자' },
      link: '/',
      auctionId: id,
    } as const;
    await withTransaction((tx) => notify(tx, [notification]));
  }
  expect((await ask(countUnreadEndpoint, { token })).answer).toEqual({ count: 3 });
  await ask(markReadEndpoint, { token, body: { auctionId: one.id } });
  expect((await ask(countUnreadEndpoint, { token })).answer).toEqual({ count: 1 });
  const { answer } = await ask(listNotificationsEndpoint, { token, query: { unread: 'true' } });
  expect(answer.items).toHaveLength(1);
  expect((await ask(markReadEndpoint, { token, body: { auctionId: 'abc' } })).refusal).toMatchObject({
    code: 'INVALID_INPUT',
  });
});

test('choices are read and changed', async () => {
  const { token } = await person();
  const before = (await ask(choicesEndpoint, { token })).answer;
  expect(before).toMatchObject({ mailIsOn: false, choices: { OUTBID: { push: true, email: false } } });
  const changed = (await ask(chooseEndpoint, { token, body: { OUTBID: { push: false, email: true } } }))
    .answer;
  expect(changed.choices).toEqual({ ...before.choices, OUTBID: { push: false, email: true } });
  expect((await ask(chooseEndpoint, { token, body: { NONE: {} } })).refusal).toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect((await ask(choicesEndpoint)).refusal).toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a browser is subscribed and unsubscribed by its person', async () => {
  const [mine, other] = [await person(), await person()];
  expect((await ask(pushKeyEndpoint)).answer.publicKey).toMatch(/^[\w-]{87}$/);
  const { endpoint } = browser;
  const subscribed = async () =>
    (await database().execute(sql`SELECT FROM push_subscriptions WHERE user_id = ${mine.id}`)).rows.length;
  await ask(subscribeToPushEndpoint, { token: mine.token, body: browser });
  await ask(subscribeToPushEndpoint, { token: mine.token, body: browser });
  expect(await subscribed()).toBe(1);
  await ask(unsubscribeFromPushEndpoint, { token: other.token, body: { endpoint } });
  expect(await subscribed()).toBe(1);
  expect((await ask(testPushEndpoint, { token: other.token, body: { endpoint } })).refusal).toMatchObject({
    code: 'NOT_FOUND',
  });
  await ask(unsubscribeFromPushEndpoint, { token: mine.token, body: { endpoint } });
  expect(await subscribed()).toBe(0);
  const inside = { ...browser, endpoint: 'http://169.254.169.254/' };
  expect((await ask(subscribeToPushEndpoint, { token: mine.token, body: inside })).refusal).toMatchObject({
    code: 'INVALID_INPUT',
    fields: { endpoint: 'invalid' },
  });
});

test('searches are saved, listed and deleted', async () => {
  const [mine, other] = [await person(), await person()];
  const saved = (await ask(saveSearchEndpoint, { token: mine.token, body: { query: 'q=소파&sort=ending' } }))
    .answer;
  expect(saved).toMatchObject({ name: '‘소파’', query: `${new URLSearchParams({ q: '소파' })}` });
  expect((await ask(listSearchesEndpoint, { token: mine.token })).answer).toEqual({ items: [saved] });
  expect((await ask(listSearchesEndpoint, { token: other.token })).answer).toEqual({ items: [] });
  expect(
    (await ask(saveSearchEndpoint, { token: mine.token, body: { query: 'sort=ending' } })).refusal,
  ).toMatchObject({
    fields: { query: 'emptySearch' },
  });
  expect((await ask(forgetSearchEndpoint, { token: other.token, id: saved.id })).refusal).toMatchObject({
    code: 'NOT_FOUND',
  });
  await ask(forgetSearchEndpoint, { token: mine.token, id: saved.id });
  expect((await ask(listSearchesEndpoint, { token: mine.token })).answer).toEqual({ items: [] });
});
