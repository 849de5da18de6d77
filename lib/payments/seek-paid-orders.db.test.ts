import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { only, pastTheTriggers, toldKinds } from '@/test/market';
import { type Bought, standing, startTossDeposits, tossDeposits } from '@/test/toss-deposits';
import type { TossServer } from '@/test/toss-server';
import { comparePayments } from './compare';
import { orderOf } from './orders';
import type { PaymentProvider } from './provider';

const AMOUNT = 30_000;
const PAID = `PAID ${AMOUNT} 1`;
const HOUR_MS = 60 * 60 * 1_000;
const AWAY = { status: 500, code: 'FAILED_INTERNAL_SYSTEM_PROCESSING' };
testDatabase();
let toss: TossServer;
let provider: PaymentProvider;
/** The beginning of the last day of Korea that can be compared now. */
let midnight: Date;
const { agree, comeBack } = tossDeposits(AMOUNT, () => ({ toss, provider }));

beforeAll(async () => {
  ({ toss, provider } = await startTossDeposits());
});
/** Gives each test the days, Toss' list and the orders of the day to itself. */
beforeEach(async () => {
  const { rows } = await database().execute<{ at: string }>(sql`
    SELECT (((clock_timestamp() AT TIME ZONE 'Asia/Seoul') - interval '1 day 3 hours')::date::timestamp
      AT TIME ZONE 'Asia/Seoul') AS at`);
  midnight = new Date(only(rows).at);
  toss.behave();
  toss.forgetList();
  toss.setTime(new Date(midnight.getTime() + 12 * HOUR_MS));
  await pastTheTriggers(`UPDATE payment_orders SET updated_at = clock_timestamp();
    DELETE FROM payment_comparisons; DELETE FROM payment_findings`);
});
afterAll(() => toss.close());

/** An order that was paid, and credited so many hours after the beginning of the day. */
async function credited({ atHour = 12 } = {}): Promise<Bought> {
  const bought = await agree();
  await comeBack(bought);
  await creditedAt(bought, atHour);
  return bought;
}

async function creditedAt({ orderId }: Bought, atHour: number): Promise<void> {
  const at = new Date(midnight.getTime() + atHour * HOUR_MS).toISOString();
  await pastTheTriggers(`UPDATE payment_orders SET updated_at = '${at}' WHERE order_id = '${orderId}'`);
}

async function compareAll(): Promise<void> {
  while ((await comparePayments(provider)) === 'more waits');
}

async function waitingIsOver(): Promise<void> {
  await database().execute(sql`UPDATE payment_comparisons SET next_try_at = clock_timestamp()`);
}

async function findings(): Promise<string[]> {
  const { rows } = await database().execute<{ text: string }>(sql`
    SELECT kind || ' ' || order_id || ' ' || coalesce(amount::text, '?') AS text
    FROM payment_findings ORDER BY order_id`);
  return rows.map(({ text }) => text);
}

async function daysSought(): Promise<number> {
  const { rows } = await database().execute<{ days: number }>(sql`
    SELECT count(sought_at)::int AS days FROM payment_comparisons`);
  return only(rows).days;
}

describe('an order that we credited', () => {
  it('is not looked up when it stands in the list of Toss', async () => {
    await credited();
    await credited({ atHour: 0 });
    const before = toss.calls.length;
    await compareAll();
    expect(new Set(toss.calls.slice(before))).toEqual(new Set(['list']));
    expect(await findings()).toEqual([]);
    expect(await daysSought()).toBe(30);
  });

  it('is reported to operators once when it is missing in the list, and stays credited', async () => {
    const bought = await Promise.all(Array.from({ length: 12 }, () => credited()));
    toss.forgetList();
    const found = bought.map(({ orderId }) => `NOT_LISTED ${orderId} ${AMOUNT}`).sort();
    await compareAll();
    expect((await findings()).sort()).toEqual(found);
    await pastTheTriggers('DELETE FROM payment_comparisons');
    await compareAll();
    expect((await findings()).sort()).toEqual(found);
    expect(await Promise.all(bought.map(standing))).toEqual(bought.map(() => PAID));
  });

  it.each([
    ['of another payment than the one in the list', "payment_key = 'tviva_of_nobody'", 0],
    ['without any payment', 'payment_key = NULL', AMOUNT],
  ])('%s is reported to operators', async (_, change, held) => {
    const { orderId } = await credited();
    await pastTheTriggers(`UPDATE payment_orders SET ${change} WHERE order_id = '${orderId}'`);
    await compareAll();
    expect(await findings()).toContain(`NOT_LISTED ${orderId} ${held}`);
  });

  it('is marked when its payment was cancelled without a trace in the list', async () => {
    const bought = await credited();
    toss.become(bought.paymentKey, 'CANCELED');
    toss.forgetList();
    await compareAll();
    expect(await orderOf(bought)).toMatchObject({ status: 'PAID', cancelledAt: expect.any(Date) });
    expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_CANCELLED']);
    expect(await findings()).toEqual([]);
  });

  it('on a later day than it was paid is found in the list of the earlier day, which is waited for', async () => {
    toss.setTime(new Date(midnight.getTime() - 12 * HOUR_MS));
    const bought = await credited({ atHour: 12 });
    const earlier = midnight.getTime() - 25 * HOUR_MS;
    const away: PaymentProvider = {
      ...provider,
      list: async (listing) =>
        listing.from.getTime() === earlier ? { outcome: 'unknown', code: 'AWAY' } : provider.list(listing),
    };
    // Each round ends while that day is not compared.
    while ((await comparePayments(away)) === 'more waits');
    while ((await comparePayments(away)) === 'more waits');
    expect([await findings(), await daysSought()]).toEqual([[], 28]);
    await waitingIsOver();
    await compareAll();
    expect([await findings(), await daysSought()]).toEqual([[], 30]);
    expect(await standing(bought)).toBe(PAID);
  });

  it('is looked up until Toss answers, and left to people in the end', async () => {
    const { orderId } = await credited();
    toss.forgetList();
    for (let round = 0; round < 12; round += 1) {
      expect(await findings()).toEqual([]);
      toss.misbehave('lookUp', AWAY);
      await waitingIsOver();
      await compareAll();
    }
    expect(await findings()).toEqual([`NOT_LISTED ${orderId} ?`]);
    expect(await daysSought()).toBe(30);
  });

  it('is left alone on a day whose list an earlier release did not record', async () => {
    await credited();
    await comparePayments(provider);
    toss.forgetList();
    await database().execute(sql`UPDATE payment_comparisons SET compared = 1, finished_at = clock_timestamp()
      WHERE day = (SELECT max(day) FROM payment_comparisons)`);
    await compareAll();
    expect([await findings(), await daysSought()]).toEqual([[], 29]);
  });
});
