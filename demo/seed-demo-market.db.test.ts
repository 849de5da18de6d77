import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { databasePool } from '@/db/client';
import { DEMO_LOGINS, DEMO_PASSWORD } from '@/lib/accounts/demo-logins';
import { verifyPassword } from '@/lib/accounts/verify-password';
import { IMAGE_WIDTHS } from '@/lib/auctions/images/image-url';
import { LocalDisk, objectName } from '@/lib/auctions/images/storage';
import { createAuctionSchema } from '@/lib/auctions/input';
import { publicRecord } from '@/lib/receipts/public-record';
import { recompute } from '@/lib/receipts/recompute';
import { auditLedger } from '@/lib/wallet/audit';
import { testDatabase } from '@/test/database';
import { seedDemoMarket } from './seed-demo-market';

const database = testDatabase();
/** Of two seeds at once, one finds the market begun; the database decides which one. */
const runs: { done: number; total: number }[][] = [[], []];
let uploadDir: string;

/** Small pictures: these tests do not look at their content. */
function seed(onProgress: (done: number, total: number) => void) {
  return seedDemoMarket({ databaseUrl: database.ownerDatabaseUrl, uploadDir, pictureSize: 64, onProgress });
}

async function rows<Row extends object>(query: string): Promise<Row[]> {
  return (await databasePool().query<Row>(query)).rows;
}

beforeAll(async () => {
  uploadDir = await mkdtemp(path.join(os.tmpdir(), 'neighborbid-demo-'));
  // Two copies of the product that start at the same time on an empty database make one market.
  await Promise.all(runs.map((run) => seed((done, total) => run.push({ done, total }))));
}, 120_000);

afterAll(() => rm(uploadDir, { recursive: true }));

it('shows auctions of both kinds in every state', async () => {
  const counts = await rows<{ state: string; kind: string; count: number }>(`
    SELECT CASE WHEN status = 'ENDED' THEN
        CASE WHEN winner_id IS NULL THEN 'unsold' WHEN final_price = instant_price THEN 'bought' ELSE 'sold' END
        ELSE lower(status::text) END AS state,
      CASE WHEN is_national THEN 'national' ELSE 'local' END AS kind, count(*)::int AS count
    FROM auctions GROUP BY 1, 2`);
  const count = (state: string, kind: string) =>
    counts.find((one) => one.state === state && one.kind === kind)?.count ?? 0;
  expect(count('active', 'national')).toBe(12);
  expect(count('active', 'local')).toBeGreaterThanOrEqual(26);
  for (const kind of ['national', 'local']) {
    for (const state of ['waiting', 'sold', 'unsold', 'cancelled']) {
      expect(count(state, kind), `${state} ${kind}`).toBeGreaterThan(0);
    }
  }
  expect(count('bought', 'local')).toBeGreaterThan(0);
});

it('has books that add up', async () => {
  expect(await auditLedger(databasePool())).toEqual([]);
});

it('shows automatic bids that answered, one that leads above its price, and ends that were extended', async () => {
  const [shown] = await rows<Record<string, number>>(`
    SELECT (SELECT count(*)::int FROM bids WHERE kind = 'AUTO') AS answers,
      (SELECT count(*)::int FROM auctions WHERE extensions > 0 AND winner_id IS NOT NULL) AS extended,
      (SELECT count(*)::int FROM holds h JOIN auctions a ON a.id = h.auction_id JOIN users u ON u.id = h.user_id
        WHERE h.amount > a.current_price AND u.username = 'minji') AS leads,
      (SELECT count(*)::int FROM attempts t JOIN users u ON u.id = t.user_id
        WHERE u.username = 'minji' AND t.code IS NOT NULL) AS refused`);
  expect(shown).toMatchObject({ leads: 1, refused: 2 });
  expect(shown?.answers).toBeGreaterThan(20);
  expect(shown?.extended).toBeGreaterThan(5);
});

it('has a record of each ended auction that comes to the same decisions when it is computed again', async () => {
  const ended = await rows<{ id: string }>(`
    SELECT id FROM auctions WHERE status = 'ENDED' AND attempt_count > 0 ORDER BY extensions DESC, id LIMIT 12`);
  expect(ended.length).toBe(12);
  for (const { id } of ended) {
    const answer = await publicRecord({ auctionId: id, viewerId: null, address: '192.0.2.1' });
    if (!answer.ok) throw new Error(answer.code);
    expect(await recompute(answer.record, { seenHash: null })).toMatchObject({ ok: true, earlier: 0 });
  }
});

it('writes each ledger in order of time, and no entry in the future', async () => {
  const disorder = await rows(`
    SELECT id FROM (SELECT id, created_at, lag(created_at) OVER (PARTITION BY wallet_id ORDER BY id) AS before
      FROM transactions) AS entries WHERE created_at < before OR created_at > now()`);
  expect(disorder).toEqual([]);
});

it('announces and delivers nothing', async () => {
  const [left] = await rows(`
    SELECT (SELECT count(*)::int FROM outbox) AS announcements,
      (SELECT count(*)::int FROM notifications WHERE dispatched_at IS NULL) AS deliveries`);
  expect(left).toEqual({ announcements: 0, deliveries: 0 });
});

it('lets all people log in who are listed on the login page, the one operator among them', async () => {
  for (const { username, nickname } of DEMO_LOGINS) {
    expect(await verifyPassword({ username, password: DEMO_PASSWORD }, '192.0.2.1')).toMatchObject({
      ok: true,
    });
    expect(await rows(`SELECT nickname FROM users WHERE username = '${username}'`)).toEqual([{ nickname }]);
  }
  const operators = await rows<{ username: string }>(`SELECT username FROM users WHERE role = 'OPERATOR'`);
  expect(operators).toEqual([{ username: 'operator' }]);
});

it('leaves reports for the operator to resolve, none by the seller and two about one item', async () => {
  const queue = await rows<{ reports: number; by_seller: boolean }>(`
    SELECT count(*)::int AS reports, bool_or(r.reporter_id = a.seller_id) AS by_seller
    FROM reports r JOIN auctions a ON a.id = r.auction_id
    WHERE r.status = 'OPEN' AND a.status = 'ACTIVE' AND r.created_at BETWEEN a.created_at AND now()
    GROUP BY a.id ORDER BY 1`);
  expect(queue).toEqual([
    { reports: 1, by_seller: false },
    { reports: 2, by_seller: false },
  ]);
});

it('contains no item that the form would not accept', async () => {
  const items = await rows<{ title: string; region_code: string } & Record<string, unknown>>(`
    SELECT title, description, category, condition, region_code, start_price::bigint::int AS "startPrice",
      instant_price::bigint::int AS "instantPrice", bid_unit::bigint::int AS "bidUnit",
      is_national AS "isNational", shipping_payer AS "shippingPayer",
      to_char(start_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "startTime",
      to_char(end_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "endTime",
      (SELECT array_agg(key ORDER BY position) FROM auction_images WHERE auction_id = id) AS images
    FROM auctions`);
  for (const { region_code: regionCode, ...item } of items) {
    const parsed = createAuctionSchema.safeParse({ ...item, regionCode });
    expect(parsed.error?.issues ?? [], item.title).toEqual([]);
    // No text had to be cleaned either.
    expect(parsed.data).toMatchObject({ title: item.title, description: item.description });
    expect(parsed.data?.images?.length, item.title).toBeGreaterThan(0);
  }
});

it('has every picture on disk', async () => {
  const storage = new LocalDisk(uploadDir);
  const keys = await rows<{ key: string }>('SELECT DISTINCT key FROM auction_images');
  expect(keys.length).toBeGreaterThan(50);
  for (const { key } of keys) {
    for (const width of IMAGE_WIDTHS) {
      const bytes = await storage.get(objectName(key, width));
      expect(bytes?.byteLength).toBeGreaterThan(0);
    }
  }
});

it('rates sellers by their reviews alone, each written by the buyer who paid', async () => {
  const wrong = await rows(`
    SELECT u.username FROM users u LEFT JOIN reviews r ON r.seller_id = u.id GROUP BY u.id
    HAVING u.review_count <> count(r.id) OR u.reputation_score IS DISTINCT FROM round(avg(r.rating) * 20)`);
  expect(wrong).toEqual([]);
  const strangers = await rows(`
    SELECT r.id FROM reviews r JOIN auctions a ON a.id = r.auction_id
    WHERE r.reviewer_id IS DISTINCT FROM a.winner_id OR r.seller_id <> a.seller_id OR r.created_at < a.ended_at
      OR r.created_at > now()`);
  expect(strangers).toEqual([]);
  const [showcase] = await rows<{ review_count: number }>(
    `SELECT review_count FROM users WHERE username = 'showcase'`,
  );
  expect(showcase?.review_count).toBeGreaterThan(30);
});

it('counts its steps up to the last one', () => {
  const [progress = []] = runs.toSorted((a, b) => b.length - a.length);
  expect(progress.length).toBeGreaterThan(10);
  expect(progress.map(({ done }) => done)).toEqual(progress.map((_, index) => index + 1));
  expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
});

it('does nothing in a market that has users', async () => {
  const onProgress = vi.fn();
  const before = await rows('SELECT count(*) FROM users');
  await seed(onProgress);
  expect(onProgress).not.toHaveBeenCalled();
  expect(await rows('SELECT count(*) FROM users')).toEqual(before);
});
