import Big from 'big.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, startTossServer, type TossServer } from '@/test/toss-server';
import type { PaymentProvider } from './provider';
import { tossPayments } from './toss';

const SECRET_KEY = 'test_sk_0123456789';
let toss: TossServer;
let payments: PaymentProvider;
/** Gives up soon, for an answer that never comes. */
let hasty: PaymentProvider;

beforeAll(async () => {
  toss = await startTossServer(SECRET_KEY);
  payments = tossPayments({ apiUrl: toss.url, secretKey: SECRET_KEY });
  hasty = tossPayments({ apiUrl: toss.url, secretKey: SECRET_KEY, timeoutMs: 200 });
});
afterAll(() => toss.close());

let made = 0;

/** An order that its owner has agreed to pay in the window. */
function agreed(amount = 10_000) {
  made += 1;
  const orderId = `order-${made}`;
  return { orderId, amount: new Big(amount), paymentKey: toss.authenticate({ orderId, amount }), attempt: 0 };
}

function patientlyWith(fault: Fault): PaymentProvider {
  return fault === 'never answers' ? hasty : payments;
}

describe('a confirmation', () => {
  it('takes the money, and names the order and the amount', async () => {
    const order = agreed(34_000);
    const answer = await payments.confirm(order);
    expect(answer).toMatchObject({ outcome: 'paid', orderId: order.orderId, paymentKey: order.paymentKey });
    expect(answer.outcome === 'paid' && answer.amount.toFixed()).toBe('34000');
  });

  it('takes the money once when it is repeated, and answers the same', async () => {
    const order = agreed();
    const heldBefore = toss.held();
    const [first, second] = [await payments.confirm(order), await payments.confirm(order)];
    expect(second).toEqual(first);
    expect(toss.held() - heldBefore).toBe(10_000);
  });

  it.each([
    { status: 403, code: 'REJECT_CARD_PAYMENT' },
    { status: 403, code: 'REJECT_CARD_COMPANY' },
    { status: 400, code: 'INVALID_STOPPED_CARD' },
    { status: 404, code: 'NOT_FOUND_PAYMENT_SESSION' },
    { status: 401, code: 'UNAUTHORIZED_KEY' },
    { status: 403, code: 'FORBIDDEN_REQUEST' },
  ])('refused with $code took no money for certain', async (fault) => {
    toss.misbehave('confirm', fault);
    expect(await payments.confirm(agreed())).toEqual({ outcome: 'refused', code: fault.code });
  });

  it.each<Fault>([
    'answer lost',
    'connection lost',
    'never answers',
    'gateway error',
    { status: 409, code: 'IDEMPOTENT_REQUEST_PROCESSING' },
  ])('that met %o has no answer yet, and is sent again as it was', async (fault) => {
    toss.misbehave('confirm', fault);
    const answer = await patientlyWith(fault).confirm(agreed());
    expect(answer).toMatchObject({ outcome: 'unknown', isAnswered: false });
  });

  it.each<Fault>([
    { status: 400, code: 'ALREADY_PROCESSED_PAYMENT' },
    { status: 400, code: 'PROVIDER_ERROR' },
    { status: 429, code: 'TOO_MANY_REQUESTS' },
    { status: 500, code: 'FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING' },
    { status: 500, code: 'REJECT_CARD_PAYMENT' },
    { status: 400, code: 'A_CODE_OF_NEXT_YEAR' },
  ])('that met %o leaves open whether money was taken', async (fault) => {
    toss.misbehave('confirm', fault);
    expect(await payments.confirm(agreed())).toMatchObject({ outcome: 'unknown', isAnswered: true });
  });

  it('that was answered gets the same answer again, and another attempt an answer of its own', async () => {
    const order = agreed();
    toss.misbehave('confirm', { status: 400, code: 'PROVIDER_ERROR' });
    await payments.confirm(order);
    expect(await payments.confirm(order)).toMatchObject({ code: 'PROVIDER_ERROR' });
    expect(await payments.confirm({ ...order, attempt: 1 })).toMatchObject({ outcome: 'paid' });
  });

  it('is refused under another key than the one agreed with Toss', async () => {
    const stranger = tossPayments({ apiUrl: toss.url, secretKey: 'test_sk_other' });
    expect(await stranger.confirm(agreed())).toEqual({ outcome: 'refused', code: 'UNAUTHORIZED_KEY' });
  });
});

describe('a look-up', () => {
  it('finds a payment by its key and by its order', async () => {
    const order = agreed();
    const { orderId, paymentKey } = order;
    expect(await payments.lookUp(order)).toEqual({ outcome: 'waiting', orderId, paymentKey });
    await payments.confirm(order);
    expect(await payments.lookUp(order)).toMatchObject({ outcome: 'paid' });
    expect(await payments.lookUp({ ...order, paymentKey: null })).toMatchObject({ outcome: 'paid' });
  });

  it.each([
    ['EXPIRED', { outcome: 'over', code: 'EXPIRED' }],
    ['ABORTED', { outcome: 'over', code: 'REJECT_CARD_COMPANY' }],
    ['CANCELED', { outcome: 'given back' }],
  ] as const)('tells what %s means for the money', async (status, answer) => {
    const order = agreed();
    toss.become(order.paymentKey, status);
    expect(await payments.lookUp(order)).toMatchObject({ ...answer, orderId: order.orderId });
  });

  it('tells how much is left of a payment that was cancelled in part', async () => {
    const order = agreed();
    await payments.confirm(order);
    toss.become(order.paymentKey, 'PARTIAL_CANCELED');
    expect(await payments.lookUp(order)).toMatchObject({ outcome: 'paid', amount: new Big(9_999) });
  });

  it('tells that Toss does not know a payment, and never leaves the path of payments by a strange key', async () => {
    const nowhere = { orderId: 'order-x', amount: new Big(1) };
    expect(await payments.lookUp({ ...nowhere, paymentKey: null })).toEqual({ outcome: 'not there' });
    expect(await payments.lookUp({ ...nowhere, paymentKey: '../../admin?x=' })).toEqual({
      outcome: 'not there',
    });
  });

  it.each<Fault>(['connection lost', 'never answers', 'gateway error', ...everyRefusal()])(
    'that met %o says nothing about the money',
    async (fault) => {
      const order = agreed();
      await payments.confirm(order);
      toss.misbehave('lookUp', fault);
      expect(await patientlyWith(fault).lookUp(order)).toMatchObject({ outcome: 'unknown' });
    },
  );
});

describe('giving back', () => {
  it('returns all money of a payment, once, however often it is asked for', async () => {
    const order = agreed();
    await payments.confirm(order);
    const heldBefore = toss.held();
    for (const attempt of [0, 0, 1, 2]) {
      expect(await payments.giveBack({ ...order, attempt })).toEqual({ outcome: 'given back' });
    }
    expect(heldBefore - toss.held()).toBe(10_000);
    expect(toss.refundsOf(order.paymentKey)).toBe(1);
  });

  it.each(everyRefusal())('that met %o has not happened, and another attempt may succeed', async (fault) => {
    const order = agreed();
    await payments.confirm(order);
    toss.misbehave('cancel', fault);
    const { code } = fault;
    expect(await payments.giveBack(order)).toEqual({ outcome: 'not given back', code });
    // Toss keeps the answer under the key for fifteen days.
    if (fault.status !== 429) {
      expect(await payments.giveBack(order)).toEqual({ outcome: 'not given back', code });
    }
    expect(await payments.giveBack({ ...order, attempt: 1 })).toEqual({ outcome: 'given back' });
  });

  it.each<Fault>([
    'answer lost',
    'connection lost',
    'never answers',
    'gateway error',
    { status: 409, code: 'IDEMPOTENT_REQUEST_PROCESSING' },
  ])('that met %o has no answer yet', async (fault) => {
    const order = agreed();
    await payments.confirm(order);
    toss.misbehave('cancel', fault);
    expect(await patientlyWith(fault).giveBack(order)).toMatchObject({ outcome: 'unknown' });
    expect(await payments.giveBack(order)).toEqual({ outcome: 'given back' });
  });
});

/** Errors that mean different things for different calls: as answers to a confirmation most of them are refusals. */
function everyRefusal(): { status: number; code: string }[] {
  return [
    { status: 401, code: 'UNAUTHORIZED_KEY' },
    { status: 403, code: 'FORBIDDEN_REQUEST' },
    { status: 403, code: 'NOT_AVAILABLE_BANK' },
    { status: 403, code: 'REJECT_CARD_PAYMENT' },
    { status: 400, code: 'INVALID_REQUEST' },
    { status: 400, code: 'INVALID_API_KEY' },
    { status: 404, code: 'NOT_FOUND' },
    { status: 404, code: 'NOT_FOUND_PAYMENT_SESSION' },
    { status: 429, code: 'TOO_MANY_REQUESTS' },
    { status: 500, code: 'FAILED_INTERNAL_SYSTEM_PROCESSING' },
  ];
}

describe('the list', () => {
  const day = { from: new Date('2026-11-29T00:00:00+09:00'), to: new Date('2026-11-30T00:00:00+09:00') };

  it('has the money taken and given back on a day of Korea, page by page', async () => {
    const [early, late, next] = [agreed(1_000), agreed(2_000), agreed(3_000)];
    toss.setTime(new Date('2026-11-29T00:00:00+09:00'));
    await payments.confirm(early);
    toss.setTime(new Date('2026-11-29T23:59:59.999+09:00'));
    await payments.confirm(late);
    await payments.giveBack(late);
    toss.setTime(new Date('2026-11-30T00:00:00+09:00'));
    await payments.confirm(next);
    toss.setTime(null);
    const first = await payments.list({ ...day, after: null, limit: 2 });
    if (first.outcome !== 'listed') throw new Error(first.code);
    const { orderId, paymentKey } = early;
    expect(first.entries[0]).toMatchObject({ orderId, paymentKey, isTaken: true, amount: new Big(1_000) });
    const second = await payments.list({ ...day, after: first.entries[1]?.id ?? '', limit: 2 });
    expect(second.outcome === 'listed' && second.entries).toMatchObject([
      { orderId: late.orderId, isTaken: false },
    ]);
  });

  it.each<Fault>(['answer lost', 'gateway error', { status: 401, code: 'UNAUTHORIZED_KEY' }])(
    'that met %o says nothing',
    async (fault) => {
      toss.misbehave('list', fault);
      expect(await payments.list({ ...day, after: null, limit: 2 })).toMatchObject({ outcome: 'unknown' });
    },
  );
});
