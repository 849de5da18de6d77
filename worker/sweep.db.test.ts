import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { forgetExpiredSessions, forgetExpiredTokens } from '@/lib/accounts/forget-logins';
import { forgetOldKeys } from '@/lib/idempotency';
import { RETENTION } from '@/lib/legal/retention';
import { forgetOldDeliveries } from '@/lib/notifications/forget-deliveries';
import { forgetOldNotifications } from '@/lib/notifications/forget-notifications';
import { forgetAbandonedOrders } from '@/lib/payments/forget-abandoned';
import { forgetSpentLimits } from '@/lib/rate-limit';
import { keepAttemptPartitions } from '@/lib/receipts/keep-partitions';
import { forgetOldWitnesses } from '@/lib/retrying/forget-witnesses';
import { testDatabase } from '@/test/database';
import { makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { sweepers } from './sweep';

const db = testDatabase();
testRedis();

async function column(query: ReturnType<typeof sql>): Promise<unknown[]> {
  const { rows } = await database().execute(query);
  return rows.map((row) => Object.values(row)[0]);
}

test('an answer is remembered for a day, and no longer', async () => {
  const userId = await makeUser();
  await database().execute(sql`
    INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
    SELECT ${userId}, key, '-', '{}', now() - age::interval FROM (VALUES
      ('a minute', '1 minute'), ('an hour', '1 hour'), ('most of a day', '23 hours 59 minutes'),
      ('a day', '24 hours 1 minute'), ('a month', '30 days')) AS k (key, age)`);
  expect(await forgetOldKeys()).toBe('done');
  expect(await column(sql`SELECT key FROM idempotency_keys ORDER BY created_at DESC`)).toEqual([
    'a minute',
    'an hour',
    'most of a day',
  ]);
});

test('a large backlog is deleted in rounds, and a locked row waits for the next', async () => {
  const userId = await makeUser();
  await database().execute(sql`
    INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
    SELECT ${userId}, 'old ' || n, '-', '{}', now() - interval '2 days' FROM generate_series(1, 1500) AS n`);
  const holder = await db.openPool('owner', 1).connect();
  await holder.query('BEGIN');
  await holder.query(`SELECT FROM idempotency_keys WHERE key = 'old 7' FOR UPDATE`);
  expect(await forgetOldKeys()).toBe('more waits');
  expect(await forgetOldKeys()).toBe('done');
  expect(await column(sql`SELECT key FROM idempotency_keys WHERE key LIKE 'old%'`)).toEqual(['old 7']);
  await holder.query('COMMIT');
  holder.release();
  expect(await forgetOldKeys()).toBe('done');
  expect(await column(sql`SELECT key FROM idempotency_keys WHERE key LIKE 'old%'`)).toEqual([]);
});

test('a notification is kept for half a year once it was read, and for a year unread', async () => {
  const userId = await makeUser();
  await database().execute(sql`
    INSERT INTO notifications (recipient_id, kind, params, link, is_read, created_at)
    SELECT ${userId}, 'WON', jsonb_build_object('title', age || CASE WHEN is_read THEN ' read' ELSE '' END), '/',
      is_read, now() - age::interval
    FROM (VALUES ('1 day'), ('179 days'), ('181 days'), ('364 days'), ('366 days')) AS a (age),
      (VALUES (true), (false)) AS r (is_read)`);
  expect(await forgetOldNotifications(null)).toBeNull();
  expect(
    await column(sql`SELECT params->>'title' FROM notifications ORDER BY created_at DESC, is_read`),
  ).toEqual(['1 day', '1 day read', '179 days', '179 days read', '181 days', '364 days']);
});

test('the walk through old notifications continues where it was, past those that stay', async () => {
  const userId = await makeUser();
  await database().execute(sql`DELETE FROM notifications`);
  await database().execute(sql`
    INSERT INTO notifications (recipient_id, kind, params, link, is_read, created_at)
    SELECT ${userId}, 'WON', '{"title": ""}', '/', n > 1200, now() - interval '200 days'
    FROM generate_series(1, 1500) AS n ORDER BY n`);
  const first = await forgetOldNotifications(null);
  expect(first).not.toBeNull();
  expect(await forgetOldNotifications(first)).toBeNull();
  expect(await column(sql`SELECT count(*)::int FROM notifications`)).toEqual([1200]);
});

test('an order that nobody began to pay is kept for a month, and every other for ever', async () => {
  const userId = await makeUser();
  await database().execute(sql`
    INSERT INTO payment_orders (order_id, user_id, provider, amount, status, payment_key, created_at)
    SELECT name, ${userId}, 'TOSS', 1000, status::payment_status, key, now() - age::interval FROM (VALUES
      ('young-order', 'CREATED', NULL, '29 days'), ('old-order', 'CREATED', NULL, '31 days'),
      ('unknown-order', 'UNKNOWN', 'k1', '400 days'), ('failed-order', 'FAILED', 'k2', '400 days'),
      ('failed-without', 'FAILED', NULL, '400 days'), ('confirming-order', 'CONFIRMING', 'k3', '400 days')
    ) AS o (name, status, key, age)`);
  expect(await forgetAbandonedOrders()).toBe('done');
  expect(await column(sql`SELECT order_id FROM payment_orders WHERE order_id = 'old-order'`)).toEqual([]);
  expect(await column(sql`SELECT count(*)::int FROM payment_orders`)).toEqual([5]);
  const application = db.openPool('application', 1);
  await expect(application.query('DELETE FROM payment_orders')).rejects.toThrow('permission denied');
  await application.query('SELECT forget_abandoned_orders(0, 100)');
  expect(await column(sql`SELECT count(*)::int FROM payment_orders`)).toEqual([4]);
  await database().execute(sql`UPDATE payment_orders SET status = 'FAILED'`);
});

test('attempts are kept for five years, by months, and the months to come have a place', async () => {
  const owner = db.openPool('owner', 1);
  const months = async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_inherits JOIN pg_class ON oid = inhrelid
        WHERE inhparent = 'attempts'::regclass AND relname <> 'attempts_other' ORDER BY relname`,
    );
    return rows.map(({ name }) => name);
  };
  const ahead = await months();
  expect(ahead.length).toBeGreaterThanOrEqual(3);
  const { attemptYears } = RETENTION;
  const partition = (name: string, from: string) => `
    CREATE TABLE ${name} PARTITION OF attempts FOR VALUES
      FROM (date_trunc('month', now(), 'UTC') - interval '${from}') TO (date_trunc('month', now(), 'UTC') - interval '${from}' + interval '1 month')`;
  const { rows } = await owner.query<{ old: string; young: string }>(
    `SELECT to_char(now() AT TIME ZONE 'UTC' - interval '${attemptYears} years 2 months', '"attempts_"YYYY_MM') AS old,
      to_char(now() AT TIME ZONE 'UTC' - interval '${attemptYears} years', '"attempts_"YYYY_MM') AS young`,
  );
  const [{ old, young } = raise()] = rows;
  await owner.query(partition(old, `${attemptYears} years 2 months`));
  await owner.query(partition(young, `${attemptYears} years`));
  expect(await keepAttemptPartitions()).toBe('done');
  expect(await months()).toEqual([young, ...ahead]);
});

test('a witness is kept for a day after its connection was last seen', async () => {
  await database().execute(sql`
    INSERT INTO commit_witnesses (connection, number, seen_at)
    SELECT gen_random_uuid(), number, now() - age::interval
    FROM (VALUES (-1, '1 minute'), (-2, '23 hours 59 minutes'), (-3, '24 hours 1 minute')) AS w (number, age)`);
  expect(await forgetOldWitnesses()).toBe('done');
  expect(
    await column(sql`SELECT number::int FROM commit_witnesses WHERE number < 0 ORDER BY number DESC`),
  ).toEqual([-1, -2]);
});

test('deliveries, sessions, tokens and counters are deleted when they have expired', async () => {
  const userId = await makeUser();
  await database().execute(sql`
    INSERT INTO api_tokens (token_hash, user_id, session_version, expires_at) VALUES
      (${randomUUID()}, ${userId}, 1, now() - interval '1 minute'), ('good', ${userId}, 1, now() + interval '1 minute')`);
  await database().execute(sql`
    INSERT INTO sessions (id_hash, user_id, session_version, expires_at) VALUES
      ('over', ${userId}, 1, now() - interval '1 minute'), ('valid', ${userId}, 1, now() + interval '1 minute')`);
  await database().execute(sql`
    INSERT INTO rate_limits (key, points, expire) VALUES
      ('spent', 1, extract(epoch FROM now() - interval '2 hours') * 1000),
      ('counting', 1, extract(epoch FROM now() + interval '1 minute') * 1000), ('for ever', 1, NULL)`);
  await database().execute(sql`
    INSERT INTO deliveries (notification_id, channel, status, next_attempt_at)
    SELECT id, 'EMAIL', CASE WHEN id % 2 = 0 THEN 'SENT' ELSE 'PENDING' END::delivery_status, now() - interval '31 days'
    FROM notifications ORDER BY id LIMIT 2`);
  expect([
    await forgetExpiredSessions(),
    await forgetExpiredTokens(),
    await forgetSpentLimits(),
    await forgetOldDeliveries(),
  ]).toEqual(['done', 'done', 'done', 'done']);
  expect(await column(sql`SELECT id_hash FROM sessions`)).toEqual(['valid']);
  expect(await column(sql`SELECT token_hash FROM api_tokens`)).toEqual(['good']);
  // The gateway ends the personal topics of both.
  const ends = await column(
    sql`SELECT payload #>> '{ends,0,end,login}' FROM outbox WHERE payload ? 'ends' ORDER BY id`,
  );
  expect(ends).toEqual(['over', expect.any(String)]);
  expect(await column(sql`SELECT key FROM rate_limits ORDER BY key`)).toEqual(['counting', 'for ever']);
  expect(await column(sql`SELECT status FROM deliveries`)).toEqual(['PENDING']);
});

test('each sweep is a loop of its own, and the application may run each', async () => {
  for (const { step } of sweepers) expect(await step()).toBeGreaterThan(0);
  expect(new Set(sweepers.map(({ name }) => name)).size).toBe(sweepers.length);
});

function raise(): never {
  throw new Error('the database gave no row');
}
