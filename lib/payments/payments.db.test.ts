import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { database, databasePool } from '@/db/client';
import { consume } from '@/lib/rate-limit';
import { auditLedger } from '@/lib/wallet/audit';
import { withdraw } from '@/lib/wallet/withdraw';
import { testDatabase } from '@/test/database';
import { deposit, holdings, makeUser, toldKinds } from '@/test/market';
import {
  type Bought,
  standing,
  startTossDeposits,
  TOSS_SECRET_KEY,
  tossDeposits,
} from '@/test/toss-deposits';
import type { TossServer } from '@/test/toss-server';
import { checkOrder, webhookSchema } from './check-order';
import { createOrder } from './create-order';
import { failOrder } from './fail-order';
import { openOrders, orderOf, underWay } from './orders';
import type { PaymentProvider } from './provider';
import { reconcilePayments } from './reconcile';
import { startDeposit } from './start-deposit';
import { tossPayments } from './toss';

const AMOUNT = 30_000;
const db = testDatabase();
let toss: TossServer;
let provider: PaymentProvider;
/** Gives up soon, for an answer that never comes. */
let hasty: PaymentProvider;

beforeAll(async () => {
  ({ toss, provider } = await startTossDeposits());
  hasty = tossPayments({ apiUrl: toss.url, secretKey: TOSS_SECRET_KEY, timeoutMs: 800 });
});
afterAll(() => toss.close());
afterEach(async () => expect(await auditLedger(databasePool())).toEqual([]));

const { agree, comeBack, workerPasses, waitingIsOver } = tossDeposits(AMOUNT, () => ({ toss, provider }));

const PAID = `PAID ${AMOUNT} 1`;
const UNPAID = 'FAILED 0 0';

describe('coming back from paying', () => {
  it('credits the wallet with the money that Toss took', async () => {
    const bought = await agree();
    expect(await comeBack(bought)).toMatchObject({ status: 'PAID', failure: null });
    expect(await standing(bought)).toBe(PAID);
    expect(await orderOf(bought)).toMatchObject({ status: 'PAID' });
    // The owner is looking at the page of the deposit, so no notification is needed.
    expect(await toldKinds(bought.userId)).toEqual([]);
  });

  it('fifty times at once credits it once and asks Toss once', async () => {
    const bought = await agree();
    const before = toss.calls.length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => comeBack(bought)));
    for (const answer of answers) expect(answer).toMatchObject({ orderId: bought.orderId });
    expect(toss.calls.slice(before)).toEqual(['confirm']);
    expect(await comeBack(bought)).toMatchObject({ status: 'PAID' });
    expect(await standing(bought)).toBe(PAID);
  });

  it('with a different amount than the order takes no money and does not ask Toss', async () => {
    const bought = await agree();
    const [callsBefore, heldBefore] = [toss.calls.length, toss.held()];
    expect(await comeBack(bought, { amount: 100 })).toMatchObject({
      status: 'FAILED',
      failure: 'amountMismatch',
    });
    expect(await comeBack(bought)).toMatchObject({ status: 'FAILED' });
    expect([toss.calls.length, toss.held()]).toEqual([callsBefore, heldBefore]);
    expect(await standing(bought)).toBe(UNPAID);
  });

  it("with somebody else's order does nothing, and its owner can still pay", async () => {
    const bought = await agree();
    const stranger = await makeUser();
    expect(await comeBack({ ...bought, userId: stranger })).toBe('NOT_FOUND');
    expect(await holdings(stranger)).toBe('0/0');
    expect(await comeBack(bought)).toMatchObject({ status: 'PAID' });
    expect(await standing(bought)).toBe(PAID);
  });

  it("with somebody else's payment gets nothing, and leaves that payment alone", async () => {
    const [victim, thief] = [await agree(), await agree()];
    expect(await comeBack({ ...thief, paymentKey: victim.paymentKey })).toMatchObject({ status: 'FAILED' });
    expect(await comeBack(victim)).toMatchObject({ status: 'PAID' });
    expect([await standing(victim), await standing(thief)]).toEqual([PAID, UNPAID]);
  });

  it('with a payment that has been credited already gets nothing, and takes nothing from its owner', async () => {
    const paid = await agree();
    await comeBack(paid);
    const again = await agree({ userId: paid.userId });
    const heldBefore = toss.held();
    toss.misbehave('confirm', { status: 400, code: 'ALREADY_PROCESSED_PAYMENT' });
    expect(await comeBack({ ...again, paymentKey: paid.paymentKey })).toMatchObject({ failure: 'ourFault' });
    expect(toss.held()).toBe(heldBefore);
    expect(await standing(paid)).toBe(PAID);
  });
});

describe('Toss', () => {
  it('refusing the card fails the order with a reason, for good', async () => {
    const bought = await agree();
    toss.misbehave('confirm', { status: 403, code: 'REJECT_CARD_PAYMENT' });
    expect(await comeBack(bought)).toMatchObject({ status: 'FAILED', failure: 'limit' });
    const before = toss.calls.length;
    expect(await comeBack(bought)).toMatchObject({ status: 'FAILED', failure: 'limit' });
    await workerPasses();
    expect(toss.calls.slice(before).filter((call) => call !== 'list')).toEqual([]);
    expect(await standing(bought)).toBe(UNPAID);
  });

  it.each([
    [{ status: 401, code: 'UNAUTHORIZED_KEY' }, 'ourFault'],
    [{ status: 404, code: 'NOT_FOUND_PAYMENT_SESSION' }, 'expired'],
    [{ status: 400, code: 'INVALID_STOPPED_CARD' }, 'cardDetails'],
    [{ status: 403, code: 'NOT_AVAILABLE_BANK' }, 'notNow'],
  ])('answering %o fails the order', async (fault, failure) => {
    const bought = await agree();
    toss.misbehave('confirm', fault);
    expect(await comeBack(bought)).toMatchObject({ status: 'FAILED', failure });
    expect(await standing(bought)).toBe(UNPAID);
  });

  it.each(['answer lost', 'never answers'] as const)(
    'taking the money while the answer fails ("%s") is found out at once',
    async (fault) => {
      const bought = await agree();
      toss.misbehave('confirm', fault);
      expect(await comeBack(bought, { via: hasty })).toMatchObject({ status: 'PAID' });
      expect(await standing(bought)).toBe(PAID);
    },
  );

  it.each(['answer lost', 'never answers'] as const)(
    'taking the money and staying out of reach ("%s") is found out by the worker',
    async (fault) => {
      const bought = await agree();
      toss.misbehave('confirm', fault);
      toss.misbehave('lookUp', fault, 'connection lost', 'gateway error');
      expect(await comeBack(bought, { via: hasty })).toMatchObject({ status: 'UNKNOWN', failure: null });
      expect((await openOrders(bought.userId)).map(underWay)).toEqual(['CHECKING']);
      await workerPasses();
      await workerPasses();
      expect(await standing(bought)).toBe('UNKNOWN 0 0');
      await workerPasses();
      expect(await standing(bought)).toBe(PAID);
      expect(await openOrders(bought.userId)).toEqual([]);
      expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_DONE']);
    },
  );

  it('is asked again by the worker when it was not reached, and takes the money once', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'connection lost');
    expect(await comeBack(bought)).toMatchObject({ status: 'UNKNOWN' });
    await workerPasses();
    expect(await standing(bought)).toBe(PAID);
  });

  it('has taken nothing when it was not reached before the time to pay had run out', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'connection lost');
    await comeBack(bought);
    toss.become(bought.paymentKey, 'EXPIRED');
    await workerPasses();
    expect(await orderOf(bought)).toMatchObject({ status: 'FAILED', failure: 'expired' });
    expect(await standing(bought)).toBe(UNPAID);
    expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_FAILED']);
  });

  it('is asked again while it is busy with the same request', async () => {
    const bought = await agree();
    const busy = { status: 409, code: 'IDEMPOTENT_REQUEST_PROCESSING' };
    toss.misbehave('confirm', busy, busy);
    expect(await comeBack(bought)).toMatchObject({ status: 'UNKNOWN' });
    await workerPasses();
    expect(await standing(bought)).toBe('UNKNOWN 0 0');
    await workerPasses();
    expect(await standing(bought)).toBe(PAID);
  });

  it('is asked for the payment when it says that it was processed already', async () => {
    const bought = await agree();
    toss.become(bought.paymentKey, 'DONE');
    expect(await comeBack(bought)).toMatchObject({ status: 'PAID' });
    expect(await standing(bought)).toBe(PAID);
  });

  it('gives money back when it took a different amount than the order', async () => {
    const bought = await agree();
    const heldBefore = toss.held();
    toss.misbehave('confirm', 'wrong amount');
    expect(await comeBack(bought)).toMatchObject({ status: 'FAILED', failure: 'amountMismatch' });
    expect(toss.held()).toBe(heldBefore);
    expect(await standing(bought)).toBe(UNPAID);
  });

  it('is asked again until it has given the money back', async () => {
    const bought = await agree();
    const heldBefore = toss.held();
    toss.misbehave('confirm', 'wrong amount');
    toss.misbehave('cancel', 'connection lost', 'answer lost');
    expect(await comeBack(bought)).toMatchObject({ status: 'UNKNOWN' });
    await workerPasses();
    expect(await standing(bought)).toBe('UNKNOWN 0 0');
    await workerPasses();
    expect(await orderOf(bought)).toMatchObject({ status: 'FAILED', failure: 'amountMismatch' });
    expect(toss.held()).toBe(heldBefore);
    expect(await standing(bought)).toBe(UNPAID);
  });

  it('gives money back that no longer fits into the wallet', async () => {
    const userId = await makeUser();
    const bought = await agree({ userId });
    const full = await agree({ userId, amount: 999_999_999_999 });
    const heldBefore = toss.held();
    await comeBack(bought);
    expect(await comeBack(full, { amount: 999_999_999_999 })).toMatchObject({
      status: 'FAILED',
      failure: 'balanceLimit',
    });
    expect(toss.held() - heldBefore).toBe(AMOUNT);
    expect(await standing(bought)).toBe(PAID);
  });
});

describe('a webhook', () => {
  it('before the browser came back changes nothing, and the payment goes on', async () => {
    const bought = await agree();
    expect(await checkOrder(bought.orderId, provider)).toBe('checked');
    expect(await standing(bought)).toBe('CREATED 0 0');
    expect(await comeBack(bought)).toMatchObject({ status: 'PAID' });
    expect(await standing(bought)).toBe(PAID);
  });

  it('after the wallet was credited changes nothing', async () => {
    const bought = await agree();
    await comeBack(bought);
    await Promise.all(Array.from({ length: 20 }, () => checkOrder(bought.orderId, provider)));
    expect(await standing(bought)).toBe(PAID);
  });

  it('many times at the moment of the confirmation credits once', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'answer lost');
    await Promise.all([
      comeBack(bought),
      ...Array.from({ length: 20 }, () => checkOrder(bought.orderId, provider)),
      ...Array.from({ length: 5 }, () => comeBack(bought)),
    ]);
    expect(await standing(bought)).toBe(PAID);
  });

  it('credits money whose answer was lost, before the worker asks', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'answer lost');
    toss.misbehave('lookUp', 'connection lost');
    await comeBack(bought);
    expect(await checkOrder(bought.orderId, provider)).toBe('checked');
    expect(await standing(bought)).toBe(PAID);
  });

  it('is only a hint: its claim is looked up', async () => {
    const bought = await agree();
    const forged = {
      eventType: 'PAYMENT_STATUS_CHANGED',
      data: { orderId: bought.orderId, status: 'DONE', totalAmount: AMOUNT },
    };
    expect(await checkOrder(webhookSchema.parse(forged), provider)).toBe('checked');
    expect(await standing(bought)).toBe('CREATED 0 0');
    expect(await checkOrder('nobody-knows-this-order', provider)).toBe('no such order');
  });

  it('has to be sent again when the payment could not be looked up', async () => {
    const bought = await agree();
    toss.misbehave('lookUp', 'connection lost');
    expect(await checkOrder(bought.orderId, provider)).toBe('no answer');
  });

  it.each(['CANCELED', 'PARTIAL_CANCELED'] as const)(
    'of a credited payment that became %s notes it once, and the wallet and the order stay',
    async (change) => {
      const bought = await agree();
      await comeBack(bought);
      toss.become(bought.paymentKey, change);
      await Promise.all(Array.from({ length: 10 }, () => checkOrder(bought.orderId, provider)));
      const noted = await orderOf(bought);
      expect(noted).toMatchObject({ status: 'PAID', cancelledAt: expect.any(Date) });
      await checkOrder(bought.orderId, provider);
      expect(await comeBack(bought)).toEqual(noted);
      expect(await standing(bought)).toBe(PAID);
      expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_CANCELLED']);
    },
  );

  it('of a payment that is cancelled before the credit fails the order, and says that the money went back', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'answer lost');
    toss.misbehave('lookUp', 'connection lost');
    await comeBack(bought);
    toss.become(bought.paymentKey, 'CANCELED');
    await checkOrder(bought.orderId, provider);
    expect(await orderOf(bought)).toMatchObject({ status: 'FAILED', failure: 'givenBack' });
    expect(await standing(bought)).toBe(UNPAID);
  });

  it('credits an order that had failed, when Toss took the money after all', async () => {
    const bought = await agree();
    await failOrder({ ...bought, code: 'PAY_PROCESS_CANCELED' });
    expect(await orderOf(bought)).toMatchObject({ status: 'FAILED', failure: 'cancelled' });
    toss.become(bought.paymentKey, 'DONE');
    await checkOrder(bought.orderId, provider);
    expect(await standing(bought)).toBe(PAID);
    expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_DONE']);
  });
});

describe('the worker', () => {
  it('finishes the order of a process that died after its claim', async () => {
    const bought = await agree();
    await database().execute(sql`UPDATE payment_orders SET status = 'CONFIRMING', payment_key = ${bought.paymentKey}
      WHERE order_id = ${bought.orderId}`);
    await workerPasses();
    expect(await standing(bought)).toBe(PAID);
    expect(await toldKinds(bought.userId)).toEqual(['DEPOSIT_DONE']);
  });

  it('leaves an order alone while another process asks about it', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'never answers');
    toss.misbehave('lookUp', 'connection lost');
    const comingBack = comeBack(bought, { via: hasty });
    await expect.poll(() => standing(bought)).toBe('CONFIRMING 0 0');
    const before = toss.calls.length;
    await reconcilePayments(() => provider);
    expect(toss.calls.slice(before)).not.toContain('lookUp');
    await comingBack;
    await workerPasses();
    expect(await standing(bought)).toBe(PAID);
  });

  it('in several copies credits each order once', async () => {
    const orders: Bought[] = [];
    for (let i = 0; i < 25; i += 1) {
      const bought = await agree();
      toss.misbehave('confirm', 'answer lost');
      toss.misbehave('lookUp', 'connection lost');
      await comeBack(bought);
      orders.push(bought);
    }
    await waitingIsOver();
    await Promise.all(Array.from({ length: 4 }, () => reconcilePayments(() => provider)));
    await workerPasses();
    expect(new Set(await Promise.all(orders.map(standing)))).toEqual(new Set([PAID]));
  });

  it('in several copies asks about each order once', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'answer lost');
    toss.misbehave('lookUp', 'connection lost');
    await comeBack(bought);
    await database().execute(sql`UPDATE payment_orders SET next_check_at = clock_timestamp()
      WHERE order_id = ${bought.orderId}`);
    const before = toss.calls.length;
    await Promise.all(Array.from({ length: 8 }, () => reconcilePayments(() => provider)));
    expect(toss.calls.slice(before).filter((call) => call !== 'list')).toEqual(['lookUp']);
    expect(await standing(bought)).toBe(PAID);
  });

  it('keeps an order open while its provider is not configured', async () => {
    const bought = await agree();
    toss.misbehave('confirm', 'connection lost');
    await comeBack(bought);
    await database().execute(sql`UPDATE payment_orders SET next_check_at = clock_timestamp()
      WHERE order_id = ${bought.orderId}`);
    await reconcilePayments(() => null);
    expect(await standing(bought)).toBe('UNKNOWN 0 0');
    await workerPasses();
    expect(await standing(bought)).toBe(PAID);
  });
});

describe('an order', () => {
  it('is made once for one key, also fifty times at once, and is told apart from other amounts and people', async () => {
    const [userId, other] = [await makeUser(), await makeUser()];
    const ask = { userId, amount: AMOUNT, idempotencyKey: 'top-up' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => createOrder(ask)));
    expect(new Set(answers.map((answer) => (answer.ok ? answer.order.orderId : answer.code))).size).toBe(1);
    expect(await createOrder({ ...ask, amount: 1_000 })).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    const [mine, theirs] = [await createOrder(ask), await createOrder({ ...ask, userId: other })];
    expect(mine.ok && theirs.ok && mine.order.orderId !== theirs.order.orderId).toBe(true);
  });

  it('is returned to a repeated request, although a new one would be refused by now', async () => {
    const userId = await makeUser();
    const ask = { userId, amount: AMOUNT, idempotencyKey: 'again' };
    const first = await createOrder(ask);
    await deposit({ userId, amount: 999_999_999_999 });
    expect(await createOrder({ ...ask, idempotencyKey: 'full' })).toMatchObject({ code: 'BALANCE_LIMIT' });
    expect(await createOrder(ask)).toEqual(first);
    await withdraw({ userId, amount: 999_999_999_999 });
    while ((await consume('deposit', userId)).ok);
    expect(await createOrder({ ...ask, idempotencyKey: 'often' })).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await createOrder(ask)).toEqual(first);
  });

  it.each([
    [0, { code: 'INVALID_INPUT', fields: { amount: 'amount' } }],
    ['12.5', { code: 'INVALID_INPUT', fields: { amount: 'amount' } }],
    ['', { code: 'INVALID_INPUT', fields: { amount: 'amount' } }],
    [99, { code: 'INVALID_INPUT', fields: { amount: 'belowPaymentMinimum' } }],
  ])('of %s won is refused', async (amount, refusal) => {
    expect(await createOrder({ userId: await makeUser(), amount })).toMatchObject(refusal);
  });

  it('of more than the wallet can hold is refused before its owner pays', async () => {
    const userId = await makeUser({ balance: 1 });
    expect(await createOrder({ userId, amount: 999_999_999_999 })).toMatchObject({ code: 'BALANCE_LIMIT' });
  });

  it('waits for its owner to pay when Toss takes the money', async () => {
    const userId = await makeUser();
    const started = await startDeposit({ userId, amount: AMOUNT });
    expect(started.ok && started.order).toMatchObject({ provider: 'TOSS', status: 'CREATED' });
    expect(await holdings(userId)).toBe('0/0');
  });

  it('is failed by its owner alone, and not once it is being paid', async () => {
    const [open, paid] = [await agree(), await agree()];
    await failOrder({ orderId: open.orderId, userId: paid.userId, code: 'PAY_PROCESS_CANCELED' });
    expect(await standing(open)).toBe('CREATED 0 0');
    await comeBack(paid);
    await failOrder({ ...paid, code: 'PAY_PROCESS_CANCELED' });
    expect(await standing(paid)).toBe(PAID);
  });

  it('keeps its amount and its owner, and once it is paid everything, whatever the application tries', async () => {
    const bought = await agree();
    await comeBack(bought);
    const application = db.openPool('application', 1);
    const change = (what: string) =>
      application.query(`UPDATE payment_orders SET ${what} WHERE order_id = '${bought.orderId}'`);
    await expect(change('amount = 1')).rejects.toThrow('permission denied');
    await expect(change('user_id = 1')).rejects.toThrow('permission denied');
    await expect(change("status = 'FAILED', transaction_id = NULL")).rejects.toThrow('is PAID already');
    await expect(application.query('DELETE FROM payment_orders')).rejects.toThrow('permission denied');
  });
});
