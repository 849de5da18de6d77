import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test, vi } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { testDatabase } from '@/test/database';
import { asOwner, makeAuction, makeUser, makeUsers, toldKinds } from '@/test/market';
import { testRedis } from '@/test/redis';
import { deliverDue } from './deliver';
import { dispatchNotifications } from './dispatch';
import { remindWatchers } from './ending-soon';
import { markRead } from './mark-read';
import { notify } from './notify';

const db = testDatabase();
testRedis();

/**
 * Makes every write of such a row fail for the rest of the test.
 *
 * @returns a function that returns the number of attempts; calling it counts as one
 */
async function spoil(table: string, when: string, event = 'INSERT'): Promise<() => Promise<number>> {
  const owner = db.openPool('owner', 1);
  // A rollback does not undo a sequence.
  await owner.query('CREATE SEQUENCE spoilt MINVALUE 0 START 0');
  await owner.query(`CREATE FUNCTION spoil() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$
    BEGIN PERFORM nextval('spoilt'); RAISE EXCEPTION 'spoilt'; END $$`);
  await owner.query(`CREATE TRIGGER spoil BEFORE ${event} ON ${table} FOR EACH ROW
    WHEN (${when}) EXECUTE FUNCTION spoil()`);
  onTestFinished(async () => {
    await owner.query('DROP FUNCTION spoil CASCADE; DROP SEQUENCE spoilt');
  });
  return async () => {
    const { rows } = await owner.query<{ next: number }>(`SELECT nextval('spoilt')::int AS next`);
    return rows[0]?.next ?? 0;
  };
}

/** Keeps postponed rows from being due for the rest of the test. */
function stopTime(): void {
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now());
  onTestFinished(() => now.mockRestore());
}

test('a notification that cannot be handed over is postponed, and the two hundred around it are handed over', async () => {
  const recipientId = await makeUser();
  const { id: auctionId } = await makeAuction();
  const notifications = Array.from({ length: 201 }, () => ({
    recipientId,
    kind: 'WON' as const,
    params: { title: '의자' },
    link: '/',
    auctionId,
  }));
  await withTransaction((tx) => notify(tx, notifications));
  await database().execute(sql`UPDATE notifications SET created_at = created_at - interval '3 seconds'`);
  const { rows } = await database().execute<{ id: string }>(
    sql`SELECT min(id)::text AS id FROM notifications`,
  );
  const tried = await spoil('notifications', `OLD.id = ${rows[0]?.id}`, 'UPDATE');
  stopTime();
  expect(await dispatchNotifications()).toBe('more waits');
  const before = await tried();
  expect(before).toBeGreaterThan(0);
  expect(await dispatchNotifications()).toBe('done');
  expect(await tried()).toBe(before + 1);
  const left = await database().execute(sql`SELECT id::text FROM notifications WHERE dispatched_at IS NULL`);
  expect(left.rows).toEqual(rows);
});

test('a person who cannot be reminded does not keep others from being reminded', async () => {
  const watchers = await makeUsers(5);
  const { id } = await makeAuction({ endsIn: 300 });
  await database().execute(sql`
    INSERT INTO watchers (user_id, auction_id, created_at)
    SELECT user_id, ${id}, now() - interval '1 hour' FROM unnest(${sql.param(watchers)}::bigint[]) AS user_id`);
  const [first, ...others] = watchers;
  const tried = await spoil('notifications', `NEW.recipient_id = ${first}`);
  stopTime();
  await remindWatchers();
  for (const other of others) expect(await toldKinds(other)).toEqual(['ENDING_SOON']);
  expect(await toldKinds(first ?? '')).toEqual([]);
  const before = await tried();
  await remindWatchers();
  expect(await tried()).toBe(before + 1);
});

test('a delivery whose outcome cannot be recorded does not affect the others of its batch', async () => {
  const recipients = await makeUsers(3);
  await withTransaction((tx) =>
    notify(
      tx,
      recipients.map((recipientId) => ({
        recipientId,
        kind: 'WON' as const,
        params: { title: '' },
        link: '/',
        auctionId: null,
      })),
    ),
  );
  await database().execute(sql`
    INSERT INTO deliveries (notification_id, channel)
    SELECT id, 'EMAIL' FROM notifications WHERE recipient_id = ANY(${sql.param(recipients)}::bigint[])`);
  const { rows } = await database().execute<{ id: string }>(sql`SELECT min(id)::text AS id FROM deliveries`);
  await spoil('deliveries', `OLD.id = ${rows[0]?.id} AND OLD.status = 'SENDING'`, 'UPDATE');
  expect(await deliverDue('EMAIL')).toBe('done');
  // Mail is off here, so each delivery is refused; the test checks that the refusals were recorded.
  const states = await database().execute(sql`SELECT status FROM deliveries ORDER BY id`);
  expect(states.rows).toEqual([{ status: 'SENDING' }, { status: 'FAILED' }, { status: 'FAILED' }]);
});

test('notifications are marked as read in one order for any order of the request', async () => {
  const recipientId = await makeUser();
  const notifications = ['a', 'b', 'c'].map((title) => ({
    recipientId,
    kind: 'WON' as const,
    params: { title },
    link: '/',
    auctionId: null,
  }));
  await withTransaction((tx) => notify(tx, notifications));
  const { rows } = await database().execute<{ id: string }>(
    sql`SELECT id::text FROM notifications WHERE recipient_id = ${recipientId} ORDER BY id`,
  );
  const [first, second, third] = rows.map(({ id }) => id) as [string, string, string];
  // The rows are found by the index of their recipient or by a scan, but not in the order of their ids.
  await asOwner(
    `UPDATE notifications SET created_at = created_at + (id - ${first}) * interval '1 second' WHERE recipient_id = ${recipientId}`,
  );
  await asOwner('CLUSTER notifications USING notifications_recipient');
  const owner = db.openPool('owner', 2);
  const holder = await owner.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM notifications WHERE id = $1 FOR UPDATE', [first]);
  const marked = markRead(recipientId, { all: true });
  await expect.poll(() => waitingFor(owner, 'notifications')).toBe(1);
  // It waits for the first row and holds no other, so a transaction with the same order cannot deadlock with it.
  const free = await owner.query(
    'SELECT id::text FROM notifications WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE SKIP LOCKED',
    [[first, second, third]],
  );
  expect(free.rows.map(({ id }) => id)).toEqual([second, third]);
  await holder.query('COMMIT');
  holder.release();
  expect(await marked).toEqual({ ok: true });
});

async function waitingFor(owner: ReturnType<typeof db.openPool>, words: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'
       AND pid <> pg_backend_pid()`,
    [words],
  );
  return rows[0]?.count ?? 0;
}
