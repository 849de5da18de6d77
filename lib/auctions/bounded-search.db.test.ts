import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { placeBid } from '@/lib/bidding/place-bid';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { boundedSearch } from './bounded-search';
import { findAuctions } from './find';
import { readListQuery } from './input';

const db = testDatabase();

function search(query: string, address = '203.0.113.1') {
  const { filter } = readListQuery(new URLSearchParams(query));
  return boundedSearch({ q: filter.q, address }, () => findAuctions(filter, null));
}

test('while searches hang, bids and other reads go on, and every search is told to be shorter', async () => {
  const [bidder, { id: auctionId }] = [await makeUser({ balance: 100_000 }), await makeAuction()];
  expect(await search('q=의자')).toMatchObject({ ok: true });
  const holder = await db.openPool('owner', 1).connect();
  try {
    // Only lists read this table.
    await holder.query('BEGIN; LOCK TABLE auction_images IN ACCESS EXCLUSIVE MODE');
    let ended = 0;
    const flood = Array.from({ length: 60 }, async () => {
      const startedAt = performance.now();
      const answer = await search('q=의자');
      if (performance.now() - startedAt > 1_500) ended += 1;
      return answer;
    });
    const bid = await placeBid({ auctionId, userId: bidder, amount: 10_000 });
    const { rows } = await database().execute(sql`SELECT count(*)::int AS people FROM users`);
    expect(bid).toMatchObject({ ok: true });
    expect(rows).toHaveLength(1);
    // They did not wait until a search was ended.
    expect(ended).toBe(0);

    const answers = await Promise.all(flood);
    expect(new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.code)))).toEqual(new Set(['BUSY']));
    expect(ended).toBeGreaterThan(0);
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
  expect(await search('q=의자')).toMatchObject({ ok: true, found: { page: { items: [{ id: auctionId }] } } });
});
