import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { deliverDue } from './deliver';
import { dispatchNotifications } from './dispatch';
import { mailIsOn } from './mail';
import { notify } from './notify';

testDatabase();
testRedis();

// In a file of its own, because settings are read once per process: here there is no mail server.
test('without a mail server mail is off, and no delivery waits for one', async () => {
  expect(mailIsOn()).toBe(false);
  const recipientId = await makeUser();
  const { id: auctionId } = await makeAuction();
  await withTransaction((tx) =>
    notify(tx, [{ recipientId, kind: 'WON', params: { title: '의자' }, link: '/', auctionId }]),
  );
  await database().execute(sql`UPDATE notifications SET created_at = created_at - interval '3 seconds'`);
  await dispatchNotifications();
  await deliverDue('EMAIL');
  const { rows } = await database().execute(sql`SELECT FROM deliveries`);
  expect(rows).toEqual([]);
});
