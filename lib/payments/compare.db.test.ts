import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { toldKinds } from '@/test/market';
import { type Bought, standing, startTossDeposits, tossDeposits } from '@/test/toss-deposits';
import type { TossServer } from '@/test/toss-server';
import { comparePayments } from './compare';
import { failOrder } from './fail-order';
import { orderOf } from './orders';
import type { PaymentProvider } from './provider';
import { reconcilePayments } from './reconcile';

const AMOUNT = 30_000;
const PAID = `PAID ${AMOUNT} 1`;
const HOUR_MS = 60 * 60 * 1_000;
const testDb = testDatabase();
let toss: TossServer;
let provider: PaymentProvider;
const { agree, comeBack, workerPasses } = tossDeposits(AMOUNT, () => ({ toss, provider }));

beforeAll(async () => {
  ({ toss, provider } = await startTossDeposits());
});
/** Gives each test the days, and Toss' list, to itself. */
beforeEach(async () => {
  toss.behave();
  toss.forgetList();
  toss.setTime(new Date((await koreanMidnight()) + 12 * HOUR_MS));
  await owner().query('DELETE FROM payment_comparisons');
  await owner().query('DELETE FROM payment_findings');
});
afterAll(() => toss.close());

let ownerPool: ReturnType<typeof testDb.openPool> | undefined;
function owner() {
  ownerPool ??= testDb.openPool('owner', 1);
  return ownerPool;
}

/** Compares as long as more can be compared at once. */
async function compareAll(): Promise<void> {
  while ((await comparePayments(provider)) === 'more waits');
}

/** Ends the waiting times of days that could not be compared. */
async function waitingIsOver(): Promise<void> {
  await database().execute(sql`UPDATE payment_comparisons SET next_try_at = clock_timestamp()`);
}

async function findings(): Promise<string[]> {
  const { rows } = await database().execute<{ text: string }>(sql`
    SELECT kind || ' ' || order_id || ' ' || coalesce(amount::text, '?') AS text
    FROM payment_findings ORDER BY id`);
  return rows.map(({ text }) => text);
}

async function days(): Promise<{ begun: number; finished: number; compared: number }> {
  const { rows } = await database().execute<{ begun: number; finished: number; compared: number }>(sql`
    SELECT count(*)::int AS begun, count(finished_at)::int AS finished, coalesce(sum(compared), 0)::int AS compared
    FROM payment_comparisons`);
  return rows[0] ?? { begun: 0, finished: 0, compared: 0 };
}

/** An order that failed here although Toss took its money. */
async function forgotten(): Promise<Bought> {
  const bought = await agree();
  await failOrder({ ...bought, code: 'PAY_PROCESS_CANCELED' });
  toss.become(bought.paymentKey, 'DONE');
  return bought;
}

describe('the comparison with the list of Toss', () => {
  it('looks up no payment that agrees, and finds nothing', async () => {
    const bought = await agree();
    await comeBack(bought);
    const before = toss.calls.length;
    await compareAll();
    expect(new Set(toss.calls.slice(before))).toEqual(new Set(['list']));
    expect(await findings()).toEqual([]);
    expect(await days()).toMatchObject({ begun: 30, finished: 30 });
  });

  it('credits an order that failed here although Toss has its money, and tells its owner', async () => {
    const bought = await forgotten();
    await compareAll();
    expect(await standing(bought)).toBe(PAID);
    expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_DONE']);
    expect(await findings()).toEqual([]);
  });

  it('credits an order whose owner never came back from the window, and gives money back that does not fit', async () => {
    const [away, wrong] = [await agree(), await agree()];
    toss.become(away.paymentKey, 'DONE');
    toss.misbehave('confirm', 'wrong amount');
    toss.misbehave('cancel', 'connection lost');
    await comeBack(wrong);
    await compareAll();
    expect(await standing(away)).toBe(PAID);
    expect(await standing(wrong)).toBe('FAILED 0 0');
    expect(toss.refundsOf(wrong.paymentKey)).toBe(1);
  });

  it('notes a payment that was cancelled at Toss after the credit, once', async () => {
    const bought = await agree();
    await comeBack(bought);
    toss.become(bought.paymentKey, 'CANCELED');
    await compareAll();
    expect(await orderOf(bought)).toMatchObject({ status: 'PAID', cancelledAt: expect.any(Date) });
    expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_CANCELLED']);
    const before = toss.calls.length;
    await owner().query('DELETE FROM payment_comparisons');
    await compareAll();
    expect(toss.calls.slice(before)).not.toContain('lookUp');
  });

  it('reports a payment without an order, and a second payment of an order, each once', async () => {
    const bought = await agree();
    await comeBack(bought);
    const second = toss.authenticate({ orderId: bought.orderId, amount: AMOUNT });
    toss.become(second, 'DONE');
    toss.become(toss.authenticate({ orderId: 'order-of-nobody', amount: 700 }), 'DONE');
    const returned = toss.authenticate({ orderId: 'order-of-nobody-2', amount: 800 });
    toss.become(returned, 'DONE');
    toss.become(returned, 'CANCELED');
    await compareAll();
    const found = [`SECOND_PAYMENT ${bought.orderId} ${AMOUNT}`, 'NO_ORDER order-of-nobody 700'];
    expect((await findings()).sort()).toEqual(found.sort());
    expect(await standing(bought)).toBe(PAID);
    await owner().query('DELETE FROM payment_comparisons');
    await compareAll();
    expect(await findings()).toHaveLength(2);
  });

  it('reports money that Toss holds of a paid order beyond its amount', async () => {
    const bought = await agree();
    await comeBack(bought);
    toss.become(bought.paymentKey, 'DONE', AMOUNT + 1);
    await compareAll();
    expect(await findings()).toEqual([`OTHER_AMOUNT ${bought.orderId} ${AMOUNT + 1}`]);
    expect(await standing(bought)).toBe(PAID);
  });

  it('does not let an old failed attempt end an order whose payment is open', async () => {
    const bought = await agree();
    const earlier = toss.authenticate({ orderId: bought.orderId, amount: AMOUNT });
    toss.become(earlier, 'DONE');
    toss.become(earlier, 'CANCELED');
    toss.misbehave('confirm', 'connection lost');
    await comeBack(bought);
    await compareAll();
    expect(await orderOf(bought)).toMatchObject({ status: 'UNKNOWN' });
    await workerPasses();
    expect(await standing(bought)).toBe(PAID);
  });

  it('goes page by page, and continues from the page where a process ended', async () => {
    for (let number = 0; number < 120; number += 1) {
      toss.become(toss.authenticate({ orderId: `stranger-${number}`, amount: 100 + number }), 'DONE');
    }
    await comparePayments(provider);
    expect(await days()).toMatchObject({ begun: 30, compared: 0 });
    while ((await days()).compared === 0) await comparePayments(provider);
    // A process took a turn and died.
    await database().execute(sql`UPDATE payment_comparisons
      SET next_try_at = clock_timestamp() + interval '15 minutes' WHERE compared > 0`);
    await compareAll();
    expect(await findings()).toHaveLength(50);
    const before = toss.calls.length;
    await waitingIsOver();
    await compareAll();
    expect(toss.calls.slice(before).filter((call) => call === 'list')).toHaveLength(2);
    expect(new Set(await findings()).size).toBe(120);
  });

  it('leaves a day alone while another copy compares it', async () => {
    const bought = await forgotten();
    await comparePayments(provider);
    await owner().query(
      'DELETE FROM payment_comparisons WHERE day < (SELECT max(day) FROM payment_comparisons)',
    );
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let asked = 0;
    const slow: PaymentProvider = {
      ...provider,
      list: async (listing) => {
        asked += 1;
        await gate;
        return provider.list(listing);
      },
    };
    const first = comparePayments(slow);
    await expect.poll(() => asked).toBe(1);
    expect(await Promise.all([1, 2, 3].map(() => comparePayments(provider)))).toEqual([
      'done',
      'done',
      'done',
    ]);
    goOn();
    await first;
    await compareAll();
    expect(await days()).toMatchObject({ begun: 1, finished: 1 });
    expect(await standing(bought)).toBe(PAID);
  });

  it('tries a day again later when Toss does not answer, and delays no other day', async () => {
    toss.misbehave('list', { status: 401, code: 'UNAUTHORIZED_KEY' }, 'gateway error');
    const bought = await forgotten();
    let rounds = 0;
    // A day that could not be compared is not tried again at once, so each round ends.
    while ((await days()).finished < 28 && rounds < 40) {
      rounds += 1;
      await comparePayments(provider);
    }
    expect(await days()).toMatchObject({ begun: 30, finished: 28 });
    await compareAll();
    expect(await days()).toMatchObject({ finished: 28 });
    await waitingIsOver();
    await compareAll();
    expect(await days()).toMatchObject({ finished: 30 });
    expect(await standing(bought)).toBe(PAID);
  });

  it('goes on with payments that can be looked up, and retries the others until people have to', async () => {
    const [first, second] = [await forgotten(), await forgotten()];
    // The payment that is looked up first can never be looked up.
    const lost = { status: 500, code: 'FAILED_INTERNAL_SYSTEM_PROCESSING' };
    for (let round = 0; round < 12; round += 1) {
      toss.behave();
      toss.misbehave('lookUp', ...Array.from({ length: 4 }, () => lost));
      await waitingIsOver();
      await compareAll();
      const isLast = round === 11;
      expect(await findings()).toHaveLength(isLast ? 2 : 0);
    }
    expect((await findings()).every((finding) => finding.startsWith('UNCLEAR'))).toBe(true);
    expect(await days()).toMatchObject({ finished: 30 });
    expect(await standing(first)).toBe('FAILED 0 0');
    expect(await standing(second)).toBe('FAILED 0 0');
    // The rounds of the worker go on asking.
    toss.behave();
    await reconcilePayments(() => provider);
    expect([await standing(first), await standing(second)]).toEqual([PAID, PAID]);
  });

  it('stops asking when Toss is away', async () => {
    const lost = { status: 500, code: 'FAILED_INTERNAL_SYSTEM_PROCESSING' };
    for (let number = 0; number < 12; number += 1) await forgotten();
    toss.misbehave('lookUp', ...Array.from({ length: 100 }, () => lost));
    const before = toss.calls.length;
    await compareAll();
    expect(toss.calls.slice(before).filter((call) => call === 'lookUp')).toHaveLength(5);
  });

  it('begins a day again when Toss has forgotten its place in the list', async () => {
    const bought = await forgotten();
    await comparePayments(provider);
    await database().execute(sql`UPDATE payment_comparisons SET cursor = 'txrd_of_another_time'
      WHERE day = (SELECT max(day) FROM payment_comparisons)`);
    await compareAll();
    expect(await standing(bought)).toBe('FAILED 0 0');
    await waitingIsOver();
    await compareAll();
    expect(await standing(bought)).toBe(PAID);
    expect(await days()).toMatchObject({ finished: 30 });
  });

  it('covers every moment between two days of Korea', async () => {
    const midnight = await koreanMidnight();
    const bought: Bought[] = [];
    for (const offsetMs of [-1, 0, 1]) {
      toss.setTime(new Date(midnight + offsetMs));
      bought.push(await forgotten());
    }
    await compareAll();
    expect(await Promise.all(bought.map(standing))).toEqual([PAID, PAID, PAID]);
  });

  it('begins a day once it has been over for three hours, and never twice', async () => {
    await compareAll();
    const { rows } = await database().execute<{ last: boolean; gaps: number }>(sql`
      SELECT max(day) = ((clock_timestamp() AT TIME ZONE 'Asia/Seoul') - interval '1 day 3 hours')::date AS last,
        (max(day) - min(day) + 1 - count(*))::int AS gaps FROM payment_comparisons`);
    expect(rows).toEqual([{ last: true, gaps: 0 }]);
    // Weeks without a worker.
    await owner().query(
      'DELETE FROM payment_comparisons WHERE day > (SELECT min(day) FROM payment_comparisons)',
    );
    await compareAll();
    expect(await days()).toMatchObject({ begun: 30, finished: 30 });
    const before = toss.calls.length;
    await compareAll();
    expect(toss.calls.length).toBe(before);
  });

  it('is made by the rounds of the worker', async () => {
    const bought = await forgotten();
    while ((await reconcilePayments(() => provider)) === 'more waits');
    expect(await standing(bought)).toBe(PAID);
  });
});

/** The beginning of the last day of Korea that can be compared now. */
async function koreanMidnight(): Promise<number> {
  const { rows } = await database().execute<{ at: string }>(sql`
    SELECT (((clock_timestamp() AT TIME ZONE 'Asia/Seoul') - interval '1 day 3 hours')::date::timestamp
      AT TIME ZONE 'Asia/Seoul') AS at`);
  return new Date(rows[0]?.at ?? '').getTime();
}
