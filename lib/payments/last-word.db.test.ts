import { readdir, readFile } from 'node:fs/promises';
import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { makeUser, only, toldKinds } from '@/test/market';
import { type Bought, standing, startTossDeposits, tossDeposits } from '@/test/toss-deposits';
import type { Fault, TossServer } from '@/test/toss-server';
import { checkOrder } from './check-order';
import { openOrders, orderOf, underWay } from './orders';
import type { PaymentProvider } from './provider';
import { reconcilePayments } from './reconcile';
import { takePaymentAgain } from './take-payment';

const AMOUNT = 30_000;
const PAID = `PAID ${AMOUNT} 1`;
const UNPAID = 'FAILED 0 0';
testDatabase();
let toss: TossServer;
let provider: PaymentProvider;
const { agree, comeBack, workerPasses } = tossDeposits(AMOUNT, () => ({ toss, provider }));

beforeAll(async () => {
  ({ toss, provider } = await startTossDeposits());
});
afterEach(() => toss.behave());
afterAll(() => toss.close());

/** Answers that settle nothing when they answer another call: most are refusals of a confirmation. */
const NO_ANSWERS: Exclude<Fault, string>[] = [
  { status: 401, code: 'UNAUTHORIZED_KEY' },
  { status: 403, code: 'FORBIDDEN_REQUEST' },
  { status: 400, code: 'INVALID_REQUEST' },
  { status: 404, code: 'NOT_FOUND' },
  { status: 429, code: 'TOO_MANY_REQUESTS' },
  { status: 500, code: 'FAILED_INTERNAL_SYSTEM_PROCESSING' },
];

/** Moves the last confirmation of the order so far into the past. */
async function longAgo({ orderId }: Bought, hours: number): Promise<void> {
  await database().execute(sql`
    UPDATE payment_orders SET asked_at = clock_timestamp() - make_interval(hours => ${hours})
    WHERE order_id = ${orderId}`);
}

/** The worker's next round, after the waiting time of this failed order and of no other. */
async function recheckPasses({ orderId }: Bought): Promise<void> {
  await database().execute(sql`UPDATE payment_orders
    SET next_check_at = CASE WHEN order_id = ${orderId} THEN clock_timestamp() ELSE 'infinity' END
    WHERE status = 'FAILED' AND next_check_at IS NOT NULL`);
  await reconcilePayments(() => provider);
}

/** In how many seconds the provider is asked next; null when it is not asked again. */
async function nextCheckIn({ orderId }: Bought): Promise<number | null> {
  const { rows } = await database().execute<{ seconds: number | null }>(sql`
    SELECT extract(epoch FROM next_check_at - clock_timestamp())::double precision AS seconds
    FROM payment_orders WHERE order_id = ${orderId}`);
  return only(rows).seconds;
}

function keysOf({ orderId }: Bought, call: 'confirm' | 'cancel'): string[] {
  return toss.keys.filter((key) => key.startsWith(orderId) && key.endsWith(`/${call}`)).map(withoutPath);
}

function withoutPath(key: string): string {
  return key.split(' ')[0] ?? '';
}

describe('after a lost confirmation', () => {
  it.each(NO_ANSWERS)(
    'a look-up answered %o leaves the order open, and the money is found later',
    async (fault) => {
      const bought = await agree();
      toss.misbehave('confirm', 'answer lost');
      toss.misbehave('lookUp', fault, fault);
      expect(await comeBack(bought)).toMatchObject({ status: 'UNKNOWN', failure: null });
      await workerPasses();
      expect(await standing(bought)).toBe('UNKNOWN 0 0');
      expect(await toldKinds(bought.userId)).toEqual([]);
      await workerPasses();
      expect(await standing(bought)).toBe(PAID);
      expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_DONE']);
    },
  );

  it('the refusal of a second confirmation does not settle the first one', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'connection lost', { status: 403, code: 'REJECT_CARD_PAYMENT' });
    toss.misbehave('lookUp', 'connection lost');
    await comeBack(bought);
    await workerPasses();
    expect(await standing(bought)).toBe('UNKNOWN 0 0');
    // The first confirmation was under way all the time.
    toss.become(bought.paymentKey, 'DONE');
    await workerPasses();
    expect(await standing(bought)).toBe(PAID);
  });

  it('a confirmation that was answered is not sent again: Toss would only repeat its answer', async () => {
    const bought = await agree();
    const failed = { status: 400, code: 'PROVIDER_ERROR' };
    toss.misbehave('confirm', failed, failed);
    expect(await comeBack(bought)).toMatchObject({ status: 'UNKNOWN' });
    await workerPasses();
    expect(await standing(bought)).toBe('UNKNOWN 0 0');
    await workerPasses();
    expect(await standing(bought)).toBe(PAID);
    expect(keysOf(bought, 'confirm')).toEqual(['', ':1', ':2'].map((attempt) => bought.orderId + attempt));
  });

  it('a confirmation that had no answer is sent again as it was', async () => {
    const bought = await agree();
    toss.misbehave('confirm', { status: 409, code: 'IDEMPOTENT_REQUEST_PROCESSING' }, 'connection lost');
    await comeBack(bought);
    await workerPasses();
    await workerPasses();
    expect(await standing(bought)).toBe(PAID);
    expect(keysOf(bought, 'confirm')).toEqual([bought.orderId]);
  });

  it('"there is no such payment" ends the order only when its money could not be taken any more', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'connection lost');
    const never = { ...bought, paymentKey: 'tviva_that_never_was' };
    expect(await comeBack(never)).toMatchObject({ status: 'UNKNOWN' });
    await longAgo(bought, 23);
    await workerPasses();
    expect(await standing(bought)).toBe('UNKNOWN 0 0');
    await longAgo(bought, 24);
    await workerPasses();
    expect(await orderOf(bought)).toMatchObject({ status: 'FAILED', failure: 'expired' });
    expect(await nextCheckIn(bought)).toBeGreaterThan(0);
  });
});

describe('money that must go back', () => {
  it.each([...NO_ANSWERS, { status: 403, code: 'NOT_AVAILABLE_BANK' }])(
    'and a cancellation answered %o leave the order open until Toss has cancelled it, once',
    async (fault) => {
      const bought = await agree();
      toss.misbehave('confirm', 'wrong amount');
      toss.misbehave('cancel', fault);
      expect(await comeBack(bought)).toMatchObject({ status: 'UNKNOWN', givingBackSince: expect.any(Date) });
      expect((await openOrders(bought.userId)).map(underWay)).toEqual(['GIVING_BACK']);
      expect(toss.stateOf(bought.paymentKey)).toMatchObject({ held: AMOUNT - 1 });
      await workerPasses();
      expect(await orderOf(bought)).toMatchObject({ status: 'FAILED', failure: 'amountMismatch' });
      expect(toss.stateOf(bought.paymentKey)).toEqual({ status: 'CANCELED', held: 0 });
      expect(toss.refundsOf(bought.paymentKey)).toBe(1);
      expect(await standing(bought)).toBe(UNPAID);
    },
  );

  it('is not taken again by requests that were still to come', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'wrong amount');
    toss.misbehave('cancel', 'connection lost');
    await comeBack(bought);
    const before = toss.calls.length;
    await takePaymentAgain({ ...bought, amount: new Big(AMOUNT) }, provider);
    expect(toss.calls.slice(before)).not.toContain('confirm');
    await workerPasses();
    expect(await standing(bought)).toBe(UNPAID);
  });

  it('is looked up before each attempt, which has a new key after an answer and the same one without', async () => {
    const bought = await agree();
    const { orderId } = bought;
    const refusal = { status: 403, code: 'NOT_CANCELABLE_PAYMENT' };
    toss.misbehave('confirm', 'wrong amount');
    toss.misbehave('cancel', refusal, 'connection lost', refusal);
    await comeBack(bought);
    const before = toss.calls.length;
    for (let round = 0; round < 3; round += 1) await workerPasses();
    expect(toss.calls.slice(before).filter((call) => call !== 'list')).toEqual([
      'lookUp',
      'cancel',
      'lookUp',
      'cancel',
      'lookUp',
      'cancel',
    ]);
    // The lost request did not reach Toss: its key is seen with the request that repeats it.
    expect(keysOf(bought, 'cancel')).toEqual([orderId, `${orderId}:1`, `${orderId}:2`]);
    expect(await standing(bought)).toBe(UNPAID);
    expect(toss.refundsOf(bought.paymentKey)).toBe(1);
  });

  it('and went back without our knowledge is not credited, and went back once', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'wrong amount');
    toss.misbehave('cancel', 'answer lost');
    expect(await comeBack(bought)).toMatchObject({ status: 'UNKNOWN' });
    expect(toss.refundsOf(bought.paymentKey)).toBe(1);
    await workerPasses();
    expect(await standing(bought)).toBe(UNPAID);
    expect(toss.refundsOf(bought.paymentKey)).toBe(1);
  });

  it('is not credited by an answer that was under way when it was given back', async () => {
    const bought = await agree({ amount: 999_999_999_999 });
    const { orderId, paymentKey, userId } = bought;
    // The wallet's owner has closed the account, and afterwards the account looks open again.
    const setClosed = (at: string | null) =>
      database().execute(sql`UPDATE users SET deleted_at = ${at}::timestamptz WHERE id = ${userId}`);
    await setClosed('2026-11-30');
    toss.misbehave('cancel', 'connection lost');
    expect(await comeBack(bought, { amount: 999_999_999_999 })).toMatchObject({ status: 'UNKNOWN' });
    await setClosed(null);
    toss.misbehave('cancel', 'connection lost');
    await checkOrder(orderId, provider);
    expect(await standing(bought)).toBe('UNKNOWN 0 0');
    await workerPasses();
    expect(await standing(bought)).toBe(UNPAID);
    expect(toss.stateOf(paymentKey)).toEqual({ status: 'CANCELED', held: 0 });
  });

  it('goes back when the account is closed by now', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'answer lost');
    toss.misbehave('lookUp', 'connection lost');
    await comeBack(bought);
    await database().execute(sql`UPDATE users SET deleted_at = now() WHERE id = ${bought.userId}`);
    await workerPasses();
    expect(await orderOf(bought)).toMatchObject({ status: 'FAILED', failure: 'givenBack' });
    expect(await standing(bought)).toBe(UNPAID);
  });

  it('goes back once when many ask for it at once', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'wrong amount');
    toss.misbehave('cancel', 'connection lost');
    await comeBack(bought);
    await Promise.all([
      ...Array.from({ length: 10 }, () => checkOrder(bought.orderId, provider)),
      ...Array.from({ length: 4 }, () => workerPasses()),
    ]);
    expect(await standing(bought)).toBe(UNPAID);
    expect(toss.refundsOf(bought.paymentKey)).toBe(1);
  });
});

describe('orders of earlier releases', () => {
  it('that failed although their money was taken are found, and money that was to go back is not credited', async () => {
    const [lost, owed] = [await agree(), await agree()];
    toss.become(lost.paymentKey, 'DONE');
    toss.become(owed.paymentKey, 'DONE');
    await database().execute(sql`
      UPDATE payment_orders SET status = 'FAILED', failure_code = 'UNAUTHORIZED_KEY', payment_key = ${lost.paymentKey}
      WHERE order_id = ${lost.orderId}`);
    await database().execute(sql`
      UPDATE payment_orders SET status = 'UNKNOWN', failure_code = 'BALANCE_LIMIT', payment_key = ${owed.paymentKey}
      WHERE order_id = ${owed.orderId}`);
    await migrateOrders();
    expect(await nextCheckIn(lost)).toBeLessThan(60 * 60);
    await recheckPasses(lost);
    await workerPasses();
    expect([await standing(lost), await standing(owed)]).toEqual([PAID, UNPAID]);
    expect(await toldKinds(lost.userId)).toEqual(['DEPOSIT_DONE']);
    expect(toss.stateOf(owed.paymentKey)).toEqual({ status: 'CANCELED', held: 0 });
  });
});

/** The change that the migration makes to the orders that it finds. */
async function migrateOrders(): Promise<void> {
  const folder = 'db/migrations';
  const [name = ''] = (await readdir(folder)).filter((one) => one.endsWith('_toss_has_the_last_word.sql'));
  const file = await readFile(`${folder}/${name}`, 'utf8');
  const statements = file.split('--> statement-breakpoint');
  const changes = statements.filter((statement) => /^UPDATE payment_orders/m.test(statement));
  expect(changes).toHaveLength(2);
  for (const change of changes) await database().execute(sql.raw(change));
}

describe('an order that failed', () => {
  it('is checked again, credited when Toss took the money after all, and its owner is told', async () => {
    const bought = await agree();
    toss.misbehave('confirm', { status: 403, code: 'REJECT_CARD_PAYMENT' });
    expect(await comeBack(bought)).toMatchObject({ status: 'FAILED', failure: 'limit' });
    toss.become(bought.paymentKey, 'DONE');
    await recheckPasses(bought);
    expect(await standing(bought)).toBe(PAID);
    expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_DONE']);
    expect(await nextCheckIn(bought)).toBeNull();
  });

  it('because the browser named a different amount is checked again, and its money goes to its owner', async () => {
    const bought = await agree();
    expect(await comeBack(bought, { amount: 100 })).toMatchObject({ status: 'FAILED' });
    toss.become(bought.paymentKey, 'DONE');
    await recheckPasses(bought);
    expect(await standing(bought)).toBe(PAID);
  });

  it('is checked less and less often, and no longer after some days; a check takes no money', async () => {
    const bought = await agree();
    toss.misbehave('confirm', { status: 403, code: 'REJECT_CARD_PAYMENT' });
    await comeBack(bought);
    let last = 0;
    for (let seconds = await nextCheckIn(bought); seconds !== null; seconds = await nextCheckIn(bought)) {
      expect(seconds).toBeGreaterThan(last);
      last = seconds;
      await recheckPasses(bought);
    }
    expect(last).toBeGreaterThan(6 * 24 * 60 * 60);
    expect(keysOf(bought, 'confirm')).toEqual([bought.orderId]);
    expect(await standing(bought)).toBe(UNPAID);
  });

  it('is checked as long as Toss does not answer', async () => {
    const bought = await agree();
    toss.misbehave('confirm', { status: 403, code: 'REJECT_CARD_PAYMENT' });
    await comeBack(bought);
    const away = { status: 401, code: 'UNAUTHORIZED_KEY' };
    for (let round = 0; round < 20; round += 1) {
      toss.misbehave('lookUp', away);
      await recheckPasses(bought);
    }
    expect(await nextCheckIn(bought)).toBeLessThanOrEqual(24 * 60 * 60);
    // Nothing was counted: an answer is followed by all checks that were still to come.
    let answered = 0;
    for (; (await nextCheckIn(bought)) !== null && answered < 20; answered += 1) await recheckPasses(bought);
    expect(answered).toBe(6);
  });

  it('is credited when Toss answers after days of silence', async () => {
    const bought = await agree();
    toss.misbehave('confirm', { status: 403, code: 'REJECT_CARD_PAYMENT' });
    await comeBack(bought);
    for (let round = 0; round < 8; round += 1) {
      toss.misbehave('lookUp', { status: 401, code: 'UNAUTHORIZED_KEY' });
      await recheckPasses(bought);
    }
    toss.become(bought.paymentKey, 'DONE');
    await recheckPasses(bought);
    expect(await standing(bought)).toBe(PAID);
  });

  it('gets no money when its payment belongs to another order', async () => {
    const [victim, thief] = [await agree(), await agree({ userId: await makeUser() })];
    toss.misbehave('confirm', 'connection lost');
    await comeBack({ ...thief, paymentKey: victim.paymentKey });
    expect(await orderOf(thief)).toMatchObject({ status: 'FAILED', failure: 'ourFault' });
    expect(await comeBack(victim)).toMatchObject({ status: 'PAID' });
    await recheckPasses(thief);
    expect([await standing(victim), await standing(thief)]).toEqual([PAID, UNPAID]);
    expect(toss.stateOf(victim.paymentKey)).toEqual({ status: 'DONE', held: AMOUNT });
  });
});
