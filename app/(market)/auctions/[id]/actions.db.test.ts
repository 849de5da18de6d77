import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { BID_FIELDS, type BidMode } from '@/components/auction/item/auction-actions';
import { database } from '@/db/client';
import { MADE_FOR_FIELD } from '@/lib/accounts/made-for';
import { autoBid } from '@/lib/bidding/auto-bid';
import { testDatabase } from '@/test/database';
import { cookieOf, makeSession } from '@/test/logins';
import { makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { placeBidAction } from './actions';

const { headers } = vi.hoisted(() => ({ headers: vi.fn<() => Promise<Headers>>() }));
vi.mock('next/headers', () => ({ headers }));
vi.mock('next/cache', () => ({ refresh: () => undefined }));

testDatabase();
testRedis();

test('a suspended leader lowers the maximum on the page; a higher one and a bid are refused attempts', async () => {
  const userId = await makeUser({ balance: 90_000 });
  const { id } = await makeAuction({ startPrice: 10_000, bidUnit: 1_000 });
  await autoBid({ auctionId: id, userId, maximum: 80_000 });
  await database().execute(sql`UPDATE users SET suspended_at = now() WHERE id = ${userId}`);
  const cookie = await cookieOf(await makeSession(userId));
  headers.mockImplementation(
    async () => new Headers({ cookie, host: 'site.test', origin: 'http://site.test' }),
  );
  const send = (mode: BidMode, amount: number) => {
    const form = new FormData();
    form.set(MADE_FOR_FIELD, userId);
    form.set(BID_FIELDS.mode, mode);
    form.set(BID_FIELDS.amount, String(amount));
    return placeBidAction({ id, isNational: true }, null, form);
  };

  expect(await send('auto', 50_000)).toMatchObject({ outcome: 'done', leading: true, held: 50_000 });
  const refusal = { code: 'FORBIDDEN', reason: 'SUSPENDED', attemptId: expect.any(String) };
  expect(await send('auto', 60_000)).toMatchObject({ outcome: 'refused', refusal, held: 50_000 });
  expect(await send('once', 60_000)).toMatchObject({ outcome: 'refused', refusal, held: 50_000 });
});
