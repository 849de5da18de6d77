import Big from 'big.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { databasePool } from '@/db/client';
import { buyNow } from '@/lib/bidding/buy-now';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { answerQuestion } from '@/lib/questions/answer';
import { askQuestion } from '@/lib/questions/ask';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { fc } from '@/test/properties';
import { type FiguresSlice, type SellerFigures, sellerFigures } from './figures';
import { SELLING_PERIODS, type SellingPeriod } from './period';
import { type Sale, sales } from './sales';

testDatabase();

const CATEGORIES = ['men-shoes', 'camera', 'figure-card', 'living-room'] as const;
const DAY_MINUTES = 24 * 60;
const KST_OFFSET_MS = 9 * 60 * 60 * 1000;

/** Auctions that ended some time ago; a `gain` of null is an unsold item. */
type Past = { at: Date; start: number; gain: number | null; category: (typeof CATEGORIES)[number] };

const pastArbitrary: fc.Arbitrary<Past> = fc.record({
  // Many of them lie in the last days, where the steps are short, and some before the two years that count.
  at: fc
    .oneof(
      fc.integer({ min: 1, max: 20 * DAY_MINUTES }),
      fc.integer({ min: 1, max: 130 * DAY_MINUTES }),
      fc.integer({ min: 1, max: 900 * DAY_MINUTES }),
    )
    .map((minutesAgo) => new Date(Date.now() - minutesAgo * 60_000)),
  start: fc.integer({ min: 1, max: 3_000_000 }),
  gain: fc.option(fc.integer({ min: 1, max: 90_000_000 }), { freq: 4 }),
  category: fc.constantFrom(...CATEGORIES),
});

let sellers: string[];

beforeAll(async () => {
  sellers = [await makeUser(), await makeUser(), await makeUser()];
  for (const [index, sellerId] of sellers.entries()) {
    const past = fc.sample(pastArbitrary, { numRuns: 400, seed: 7 + index });
    // The last seller sells at the borders of the periods, where a millisecond decides.
    const borders = index === 2 ? bordersAround(new Date()) : [];
    await writePast(sellerId, [
      ...past.slice(borders.length),
      ...borders.map((at, i) => pastAt(at, past[i])),
    ]);
  }
});

function pastAt(at: Date, past: Past | undefined): Past {
  return { at, start: past?.start ?? 1, gain: past?.gain ?? 1, category: past?.category ?? 'camera' };
}

/** The moments at which a period or a step begins in Korea, and the last moments before them. */
function bordersAround(now: Date): Date[] {
  return SELLING_PERIODS.flatMap((period) => {
    const steps = stepsOf(period, now).map((day) => Date.parse(`${day}T00:00:00Z`) - KST_OFFSET_MS);
    const { beforeBegins } = spanOf(period, now);
    return [...steps, beforeBegins].flatMap((ms) => [new Date(ms - 1), new Date(ms)]);
  });
}

/** Buy-now sales to a person who deposited exactly that much money, as the ledger records them. */
async function writePast(sellerId: string, past: readonly Past[]): Promise<void> {
  await databasePool().query(
    `WITH given AS (
      SELECT v.at, v.start, v.start + v.gain AS price, v.category
      FROM jsonb_to_recordset($1) AS v (at timestamptz, start numeric, gain numeric, category text)
    ), over AS (
      INSERT INTO auctions (seller_id, title, description, start_price, instant_price, start_time, end_time, ended_at,
        status, region_code, category, is_national, condition, shipping_payer, winner_id, final_price)
      SELECT $2, '원목 의자', '', start, price, at - interval '2 days', at + interval '1 day', at, 'ENDED',
        (SELECT region_code FROM users WHERE id = $2), category, false, 'NEW', 'SELLER',
        CASE WHEN price IS NOT NULL THEN $3::bigint END, price
      FROM given RETURNING id, final_price AS price, ended_at AS at
    ), entries AS (
      INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after, auction_id,
        created_at)
      SELECT w.id, e.type::transaction_type, e.delta, 0, e.after, 0, e.auction_id, e.at
      FROM (SELECT *, sum(price) OVER (ORDER BY at, id) AS earned FROM over WHERE price IS NOT NULL) AS sold
        CROSS JOIN LATERAL (VALUES
          (1, 'DEPOSIT', $3::bigint, price, price, NULL, at - interval '1 second'),
          (2, 'PAYMENT', $3, -price, 0, id, at),
          (3, 'EARNING', $2, price, earned, id, at)) AS e (step, type, user_id, delta, after, auction_id, at)
        JOIN wallets w ON w.user_id = e.user_id
      ORDER BY sold.at, sold.id, e.step
      RETURNING id, type, balance_delta)
    INSERT INTO payment_orders (order_id, user_id, provider, amount, status, transaction_id)
    SELECT 'past-' || id, $3, 'DEMO', balance_delta, 'PAID', id FROM entries WHERE type = 'DEPOSIT'`,
    [JSON.stringify(past), sellerId, await makeUser()],
  );
}

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await databasePool().query<Row>(text, values)).rows;
}

type Entry = { amount: string; at: Date; category: string };
type Ended = { start: string; final: string | null; at: Date; category: string };

function earnings(userId: string): Promise<Entry[]> {
  return query<Entry>(
    `SELECT t.balance_delta AS amount, t.created_at AS at, a.category
    FROM transactions t JOIN auctions a ON a.id = t.auction_id
    WHERE t.type = 'EARNING' AND t.wallet_id = (SELECT id FROM wallets WHERE user_id = $1)`,
    [userId],
  );
}

function endedAuctions(userId: string): Promise<Ended[]> {
  return query<Ended>(
    `SELECT start_price AS start, final_price AS final, ended_at AS at, category FROM auctions
    WHERE seller_id = $1 AND status = 'ENDED'`,
    [userId],
  );
}

/** The same calendar by another way: a Korean time treated as UTC. */
function korean(at: Date): Date {
  return new Date(at.getTime() + KST_OFFSET_MS);
}

function dayOf(shifted: Date): string {
  return shifted.toISOString().slice(0, 10);
}

function stepsOf(period: SellingPeriod, now: Date): string[] {
  const today = korean(now);
  const day = (back: number) =>
    dayOf(new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - back)));
  if (period === '7d') return [6, 5, 4, 3, 2, 1, 0].map(day);
  const sinceMonday = (today.getUTCDay() + 6) % 7;
  if (period === '8w') return [7, 6, 5, 4, 3, 2, 1, 0].map((back) => day(sinceMonday + 7 * back));
  return Array.from({ length: 12 }, (_, index) =>
    dayOf(new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 11 + index, 1))),
  );
}

/** A period and the period that it is compared with, in milliseconds. */
function spanOf(period: SellingPeriod, now: Date) {
  const [first = ''] = stepsOf(period, now);
  const back = (shifted: Date) => {
    const moved = new Date(shifted);
    if (period === '1y') moved.setUTCFullYear(moved.getUTCFullYear() - 1);
    else moved.setUTCDate(moved.getUTCDate() - (period === '7d' ? 7 : 56));
    return moved.getTime() - KST_OFFSET_MS;
  };
  const begins = new Date(`${first}T00:00:00Z`);
  return {
    begins: begins.getTime() - KST_OFFSET_MS,
    beforeBegins: back(begins),
    beforeEnds: back(korean(now)),
  };
}

function sumOf(entries: readonly { amount: string }[]): string {
  return entries.reduce((sum, entry) => sum.plus(entry.amount), new Big(0)).toFixed();
}

function meanOverStart(sold: readonly Ended[]): string | null {
  if (sold.length === 0) return null;
  const sum = sold.reduce((all, one) => all.plus(new Big(one.final ?? 0).div(one.start)), new Big(0));
  return sum.div(sold.length).toFixed(2);
}

type Rows = { entries: readonly Entry[]; ended: readonly Ended[] };

function partOf({ entries, ended }: Rows, belongs: (one: { at: Date; category: string }) => boolean) {
  const over = ended.filter(belongs);
  const sold = over.filter((one) => one.final !== null);
  return {
    revenue: sumOf(entries.filter(belongs)),
    ended: over.length,
    sold: sold.length,
    overStart: meanOverStart(sold),
  };
}

/** The expected figures, computed by hand from the rows of the ledger. */
async function byHand(sellerId: string, period: SellingPeriod, now: Date) {
  const { begins, beforeBegins, beforeEnds } = spanOf(period, now);
  const isNow = ({ at }: { at: Date }) => at.getTime() >= begins;
  const isBefore = ({ at }: { at: Date }) => at.getTime() >= beforeBegins && at.getTime() < beforeEnds;
  const rows: Rows = { entries: await earnings(sellerId), ended: await endedAuctions(sellerId) };
  const days = stepsOf(period, now);
  const categories = new Set([...rows.entries, ...rows.ended].filter(isNow).map((one) => one.category));
  return {
    now: partOf(rows, isNow),
    before: partOf(rows, isBefore),
    steps: days.map((day, index) => ({
      day,
      ...partOf(rows, ({ at }) => {
        const date = dayOf(korean(at));
        return isNow({ at }) && date >= day && date < (days[index + 1] ?? '9999');
      }),
    })),
    categories: Object.fromEntries(
      [...categories].map((slug) => [slug, partOf(rows, (one) => isNow(one) && one.category === slug)]),
    ),
  };
}

function readable({ revenue, ended, sold, overStart, steps, categories }: SellerFigures) {
  const slice = (one: FiguresSlice) => ({
    revenue: one.revenue.toFixed(),
    ended: one.ended,
    sold: one.sold,
    overStart: one.overStart?.toFixed(2) ?? null,
  });
  const whole = (which: 'now' | 'before') =>
    slice({ revenue: revenue[which], ended: ended[which], sold: sold[which], overStart: overStart[which] });
  return {
    now: whole('now'),
    before: whole('before'),
    steps: steps.map(({ day, ...one }) => ({ day, ...slice(one) })),
    categories: Object.fromEntries(categories.map(({ category, ...one }) => [category.slug, slice(one)])),
  };
}

async function soldIn(sellerId: string, period: SellingPeriod | null): Promise<Sale[]> {
  const found: Sale[] = [];
  // Small pages, so that the export reads several.
  for await (const sale of sales({ sellerId, period }, 5)) found.push(sale);
  return found;
}

describe.each(SELLING_PERIODS)('the figures of %s', (period) => {
  it('agree to the won with the ledger, computed by hand', async () => {
    for (const sellerId of sellers) {
      const figures = await sellerFigures({ sellerId, period });
      expect(readable(figures)).toEqual(await byHand(sellerId, period, figures.serverTime));
    }
  });

  it('add up among themselves and with the export', async () => {
    const [sellerId = ''] = sellers;
    const figures = await sellerFigures({ sellerId, period });
    const revenue = figures.revenue.now.toFixed();
    expect(Number(revenue)).toBeGreaterThan(0);
    const sum = (amounts: Big[]) => amounts.reduce((all, one) => all.plus(one), new Big(0)).toFixed();
    expect(sum(figures.steps.map((step) => step.revenue))).toBe(revenue);
    expect(sum(figures.categories.map((one) => one.revenue))).toBe(revenue);
    for (const slices of [figures.steps, figures.categories]) {
      const count = (of: (slice: FiguresSlice) => number) =>
        slices.reduce((all, slice) => all + of(slice), 0);
      expect(count((slice) => slice.ended)).toBe(figures.ended.now);
      expect(count((slice) => slice.sold)).toBe(figures.sold.now);
    }
    const exported = await soldIn(sellerId, period);
    expect(sum(exported.map((sale) => sale.earned))).toBe(revenue);
    expect(exported).toHaveLength(figures.sold.now);
  });
});

it('the export has every sale once, the newest first, and names no buyer', async () => {
  const [sellerId = ''] = sellers;
  const exported = await soldIn(sellerId, null);
  expect(exported).toHaveLength((await earnings(sellerId)).length);
  expect(new Set(exported.map((sale) => sale.auctionId)).size).toBe(exported.length);
  const times = exported.map((sale) => sale.soldAt.getTime());
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  for (const { buyer } of exported) expect(buyer).toMatch(/^.\*\*$/u);
});

it('a sale counts from the moment it is made, and a cancelled auction never', async () => {
  const [sellerId, bidder] = [await makeUser(), await makeUser({ balance: 100_000 })];
  const before = await sellerFigures({ sellerId, period: '7d' });
  expect(before).toMatchObject({ ended: { now: 0 }, overStart: { now: null }, categories: [] });
  expect(before.revenue.now.toFixed()).toBe('0');
  const auctions = await Promise.all([1, 2, 3].map(() => makeAuction({ sellerId, startPrice: 8_000 })));
  const [sold = '', unsold = '', cancelled = ''] = auctions.map(({ id }) => id);
  await placeBid({ auctionId: sold, userId: bidder, amount: 15_000 });
  await closeEarly({ auctionId: sold, userId: sellerId });
  await closeEarly({ auctionId: unsold, userId: sellerId });
  await cancelAuction({ auctionId: cancelled, userId: sellerId });
  const after = await sellerFigures({ sellerId, period: '7d' });
  expect(after).toMatchObject({
    ended: { now: 2, before: 0 },
    sold: { now: 1, before: 0 },
    tabCounts: { LIVE: 0, UPCOMING: 0, SOLD: 1, UNSOLD: 2 },
  });
  expect(after.revenue.now.toFixed()).toBe('15000');
  // 15000 / 8000 = 1.875
  expect(after.overStart.now?.toFixed(2)).toBe('1.88');
  expect(after.steps.at(-1)).toMatchObject({ ended: 2, sold: 1 });
});

it('figures of a market of real commands agree with the ledger for every kind of ending', async () => {
  const [sellerId, bidder, rival] = [
    await makeUser(),
    await makeUser({ balance: 50_000_000 }),
    await makeUser({ balance: 50_000_000 }),
  ];
  const fates = ['closed', 'bought', 'bought while led', 'unsold', 'cancelled', 'running'] as const;
  const lots = fc.sample(
    fc.record({
      fate: fc.constantFrom(...fates),
      startPrice: fc.integer({ min: 1, max: 400_000 }),
      raises: fc.integer({ min: 1, max: 40 }),
    }),
    { numRuns: 60, seed: 11 },
  );
  for (const { fate, startPrice, raises } of lots) {
    const { id: auctionId } = await makeAuction({ sellerId, startPrice, instantPrice: startPrice + 900_000 });
    const amount = startPrice + raises * 1_000;
    if (fate === 'closed' || fate === 'bought while led' || fate === 'running') {
      await placeBid({ auctionId, userId: bidder, amount });
    }
    if (fate === 'bought' || fate === 'bought while led') await buyNow({ auctionId, userId: rival });
    if (fate === 'closed' || fate === 'unsold') await closeEarly({ auctionId, userId: sellerId });
    if (fate === 'cancelled') await cancelAuction({ auctionId, userId: sellerId });
  }
  const many = (fate: (typeof fates)[number]) => lots.filter((lot) => lot.fate === fate).length;
  for (const fate of fates) expect(many(fate), fate).toBeGreaterThan(0);
  for (const period of SELLING_PERIODS) {
    const figures = await sellerFigures({ sellerId, period });
    expect(readable(figures)).toEqual(await byHand(sellerId, period, figures.serverTime));
    const sold = many('closed') + many('bought') + many('bought while led');
    expect(figures.sold.now).toBe(sold);
    expect(figures.ended.now).toBe(sold + many('unsold'));
  }
});

it('the figures hold the number of waiting questions and the age of the oldest', async () => {
  const [sellerId, asker] = [await makeUser(), await makeUser()];
  const { id: auctionId } = await makeAuction({ sellerId });
  const asked: { id: string; createdAt: Date }[] = [];
  for (const content of ['높이가 어떻게 되나요?', '직거래 되나요?']) {
    const question = await askQuestion({ auctionId, userId: asker, content });
    if (!question.ok) throw new Error(question.code);
    asked.push(question);
  }
  const questionsOf = async (id: string) => (await sellerFigures({ sellerId: id, period: '8w' })).questions;
  expect(await questionsOf(sellerId)).toEqual({ waiting: 2, oldestAt: asked[0]?.createdAt });
  await answerQuestion({
    auctionId,
    questionId: asked[0]?.id ?? '',
    userId: sellerId,
    content: '75cm예요',
  });
  expect(await questionsOf(sellerId)).toEqual({ waiting: 1, oldestAt: asked[1]?.createdAt });
  expect(await questionsOf(asker)).toEqual({ waiting: 0, oldestAt: null });
});
