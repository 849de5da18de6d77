import { sql } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import { database } from '@/db/client';
import { placeBid } from '@/lib/bidding/place-bid';
import { testDatabase } from '@/test/database';
import { hold, whenSomebodyWaits } from '@/test/locks';
import { makeAuction, makeUser, makeUsers } from '@/test/market';
import { boundedSearch } from './bounded-search';
import { findAuctions } from './find';
import { readListQuery } from './input';

const db = testDatabase();

afterEach(() => vi.unstubAllEnvs());

function search(query: string, address = '203.0.113.1') {
  const { filter } = readListQuery(new URLSearchParams(query));
  return boundedSearch({ q: filter.q, viewerId: undefined, address }, () => findAuctions(filter, null));
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

test('searches are counted for each person, and for visitors alone by their address', async () => {
  vi.stubEnv('SEARCHES_PER_MINUTE', '1');
  vi.stubEnv('SEARCHES_PER_ADDRESS', '2');
  const address = '203.0.113.20';
  const by = (viewerId: string | undefined) =>
    boundedSearch({ q: '의자', viewerId, address }, async () => []);
  const [first, second] = await makeUsers(2);
  for (const viewerId of [first, second]) {
    expect(await by(viewerId)).toMatchObject({ ok: true });
    expect(await by(viewerId)).toMatchObject({ code: 'RATE_LIMITED' });
  }
  for (const code of [undefined, undefined, 'RATE_LIMITED']) {
    expect((await by(undefined)) as { code?: string }).toMatchObject(code ? { code } : { ok: true });
  }
});

test('searches that wait for the counter of their address keep no other read waiting', async () => {
  const counter = sql`key = 'searchFrom:203.0.113.21'`;
  expect(await search('q=의자', '203.0.113.21')).toMatchObject({ ok: true });
  const release = await hold(db, sql`SELECT FROM rate_limits WHERE ${counter} FOR UPDATE`);
  const flood = Promise.all(Array.from({ length: 30 }, () => search('q=의자', '203.0.113.21')));
  await whenSomebodyWaits();
  const { rows } = await database().execute(sql`SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`);
  expect(rows).toEqual([{ waiting: expect.toSatisfy((waiting: number) => waiting <= 3) }]);
  await release();
  for (const answer of await flood) expect(answer.ok || answer.code).toBeOneOf([true, 'BUSY']);
});
