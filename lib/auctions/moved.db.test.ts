import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { database } from '@/db/client';
import { encodeCursor } from '@/lib/paging/cursor';
import { parseInput } from '@/lib/parse-input';
import { testDatabase } from '@/test/database';
import { makeOperator, makeUsers } from '@/test/market';
import { fc } from '@/test/properties';
import { listAuctionsSchema } from './input';
import { listAuctions } from './list';
import { LIST_SORTS } from './list-query';

// The bids here move no money, so that a run can place hundreds of them.
testDatabase({ audit: false });

const HOME = '1168064000';
const REGIONS = [HOME, '1165051000'];
const TITLES = ['원목 의자', '사무용 의자', '원목 책상'];

/** A market whose items have bids, and many the same price. */
async function makeMarket(prices: readonly number[]): Promise<string[]> {
  const [seller] = await makeUsers(1);
  const { rows } = await database().execute<{ id: string }>(sql`
    INSERT INTO auctions (seller_id, title, description, start_price, start_time, end_time, status, region_code,
      category, is_national, condition, shipping_payer)
    SELECT ${seller}, (${sql.param(TITLES)}::text[])[1 + n % 3], '', p, now() - interval '1 hour',
      now() + interval '1 day', 'ACTIVE', (${sql.param(REGIONS)}::text[])[1 + n % 2], 'vinyl', n % 4 = 0, 'NEW', 'SELLER'
    FROM unnest(${sql.param(prices)}::int[]) WITH ORDINALITY AS given (p, n) RETURNING id`);
  return rows.map(({ id }) => id);
}

async function bidOn(auctionId: string, steps: number): Promise<void> {
  await database().execute(sql`
    WITH raised AS (
      UPDATE auctions SET current_price = price + 1000 * ${steps}::int, bid_count = bid_count + 1,
        leader_id = (SELECT max(id) FROM users WHERE id <> seller_id), version = version + 1
      WHERE id = ${auctionId} AND status = 'ACTIVE' RETURNING id, current_price, leader_id, version)
    INSERT INTO bids (auction_id, bidder_id, amount, version, created_at)
    SELECT id, leader_id, current_price, version, clock_timestamp() FROM raised`);
}

/** Excludes the highest bid, with what `excludeBidder` writes to lists; nothing without bids. */
async function exclude(auctionId: string, operatorId: string): Promise<void> {
  await database().execute(sql`
    WITH highest AS (
      SELECT id, auction_id FROM bids WHERE auction_id = ${auctionId} AND excluded_by IS NULL
      ORDER BY amount DESC LIMIT 1),
    act AS (
      INSERT INTO operator_acts (operator_id, act, subject_type, subject_id, reason)
      SELECT ${operatorId}::bigint, 'EXCLUDE_BIDDER', 'auction', auction_id::text, '허위 입찰' FROM highest RETURNING id),
    excluded AS (
      UPDATE bids SET excluded_by = act.id FROM act WHERE bids.id IN (SELECT id FROM highest))
    UPDATE auctions a SET version = version + 1, history_version = version + 1, bid_count = bid_count - 1,
      leader_id = CASE WHEN bid_count > 1 THEN leader_id END,
      current_price = coalesce((SELECT max(amount) FROM bids b
        WHERE b.auction_id = a.id AND b.excluded_by IS NULL AND b.id NOT IN (SELECT id FROM highest)), 0)
    FROM act WHERE a.id = ${auctionId}`);
}

async function extend(auctionId: string, minutes: number): Promise<void> {
  await database().execute(sql`
    UPDATE auctions SET end_time = end_time + make_interval(mins => ${minutes}) WHERE id = ${auctionId}`);
}

async function leave(auctionId: string): Promise<void> {
  await database().execute(sql`
    UPDATE auctions SET status = 'CANCELLED', ended_at = now(), leader_id = leader_id WHERE id = ${auctionId}`);
}

function page(query: Record<string, string>) {
  const parsed = parseInput(listAuctionsSchema, query);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fields));
  return listAuctions({ ...parsed.input, from: HOME });
}

const filters = fc.constantFrom<Record<string, string>>(
  {},
  { region: '1168000000' },
  { q: '의자' },
  { q: '쇼파' },
  { kind: 'local', region: '1100000000', category: 'vinyl' },
);

it('every item that was in the list at its first page, and still is, comes exactly once, whatever bids come or are excluded meanwhile', async () => {
  await makeUsers(1);
  const operatorId = await makeOperator();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(1_000, 2_000, 3_000), { minLength: 1, maxLength: 14 }),
      fc.constantFrom(...LIST_SORTS),
      filters,
      fc.integer({ min: 1, max: 4 }),
      // Before each page (for the first one: before the list begins), what happens to which items.
      fc.array(
        fc.array(
          fc.record({
            item: fc.nat(13),
            what: fc.constantFrom<1 | 2 | 3 | 'leaves' | 'exclusion'>(1, 2, 3, 'leaves', 'exclusion'),
          }),
          {
            maxLength: 8,
          },
        ),
        { minLength: 1, maxLength: 8 },
      ),
      async (prices, sort, filter, limit, moves) => {
        const items = await makeMarket(prices);
        const left = new Set<string>();
        const move = async (turn: number) => {
          for (const { item, what } of moves[turn % moves.length] ?? []) {
            const id = items[item];
            if (id === undefined || left.has(id)) continue;
            if (what === 'exclusion') await exclude(id, operatorId);
            else if (what !== 'leaves') await bidOn(id, what);
            else {
              await leave(id);
              left.add(id);
            }
          }
        };
        await move(0);
        const whole = await page({ ...filter, sort, limit: '100' });
        const seen: string[] = [];
        let cursor: string | null = null;
        for (let turn = 0; turn === 0 || (cursor !== null && turn < 100); turn += 1) {
          if (turn > 0) await move(turn);
          const found = await page({
            ...filter,
            sort,
            limit: String(limit),
            ...(cursor !== null && { cursor }),
          });
          seen.push(...found.items.map(({ id }) => id));
          cursor = found.nextCursor;
        }
        const stay = (ids: readonly string[]) => ids.filter((id) => !left.has(id));
        // In the order of the first page, too.
        expect(stay(seen)).toEqual(stay(whole.items.map(({ id }) => id)));
        expect(new Set(seen).size).toBe(seen.length);
        await database().execute(sql`
          UPDATE auctions SET status = 'CANCELLED', ended_at = now() WHERE status = 'ACTIVE'`);
      },
    ),
    { numRuns: 60 },
  );
});

it('by end, an item that is extended meanwhile may come again, and none is lost', async () => {
  await makeUsers(1);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 1, max: 4 }),
      // Before each page, the items that are extended and by how many minutes.
      fc.array(
        fc.array(fc.record({ item: fc.nat(11), minutes: fc.integer({ min: 1, max: 5 }) }), { maxLength: 3 }),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
      async (count, limit, extensions) => {
        const items = await makeMarket(Array.from({ length: count }, () => 1_000));
        for (const [index, id] of items.entries()) await extend(id, index);
        const seen: string[] = [];
        let cursor: string | null = null;
        for (let turn = 0; turn === 0 || (cursor !== null && turn < 100); turn += 1) {
          for (const { item, minutes } of extensions[turn] ?? []) await extend(items[item] ?? '0', minutes);
          const found = await page({
            sort: 'ending',
            limit: String(limit),
            ...(cursor !== null && { cursor }),
          });
          seen.push(...found.items.map(({ id }) => id));
          cursor = found.nextCursor;
        }
        expect(items.filter((id) => !seen.includes(id))).toEqual([]);
        await database().execute(sql`
          UPDATE auctions SET status = 'CANCELLED', ended_at = now() WHERE status = 'ACTIVE'`);
      },
    ),
    { numRuns: 40 },
  );
});

it('cursors of earlier releases, without a mark or with one that names no act, are still read', async () => {
  const [first = '', second = '', third = ''] = await makeMarket([1_000, 2_000, 3_000]);
  for (const mark of [[], ['0']]) {
    const cursor = encodeCursor(['price_asc', 'exact', first, '1000', ...mark]);
    const found = await page({ sort: 'price_asc', limit: '2', cursor });
    expect(found.items.map(({ id }) => id)).toEqual([second, third]);
  }
});
