import Big from 'big.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, startTossServer, type TossServer } from '@/test/toss-server';
import type { PaymentProvider } from './provider';
import { tossPayments } from './toss';

const SECRET_KEY = 'test_sk_0123456789';
let toss: TossServer;
let payments: PaymentProvider;

beforeAll(async () => {
  toss = await startTossServer(SECRET_KEY);
  payments = tossPayments({ apiUrl: toss.url, secretKey: SECRET_KEY, timeoutMs: 200 });
});
afterAll(() => toss.close());

let made = 0;

/** An order that its owner has agreed to pay in the window. */
function agreed(amount = 10_000) {
  made += 1;
  const orderId = `order-${made}`;
  return { orderId, amount: new Big(amount), paymentKey: toss.authenticate({ orderId, amount }) };
}

describe('a confirmation', () => {
  it('takes the money, and says of which order and how much', async () => {
    const order = agreed(34_000);
    const answer = await payments.confirm(order);
    expect(answer).toMatchObject({ outcome: 'paid', orderId: order.orderId, paymentKey: order.paymentKey });
    expect(answer.outcome === 'paid' && answer.amount.toFixed()).toBe('34000');
  });

  it('repeated, takes it once and answers the same', async () => {
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
    { status: 400, code: 'ALREADY_PROCESSED_PAYMENT' },
    { status: 400, code: 'PROVIDER_ERROR' },
    { status: 409, code: 'IDEMPOTENT_REQUEST_PROCESSING' },
    { status: 429, code: 'TOO_MANY_REQUESTS' },
    { status: 500, code: 'FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING' },
    { status: 500, code: 'REJECT_CARD_PAYMENT' },
    { status: 400, code: 'A_CODE_OF_NEXT_YEAR' },
  ])('that met %o leaves open whether money was taken', async (fault) => {
    toss.misbehave('confirm', fault);
    expect(await payments.confirm(agreed())).toMatchObject({ outcome: 'unknown' });
  });

  it('is refused under another key than the one agreed with Toss', async () => {
    const stranger = tossPayments({ apiUrl: toss.url, secretKey: 'test_sk_other' });
    expect(await stranger.confirm(agreed())).toEqual({ outcome: 'refused', code: 'UNAUTHORIZED_KEY' });
  });
});

describe('a look at a payment', () => {
  it('finds it by its key and by its order', async () => {
    const order = agreed();
    expect(await payments.lookUp(order)).toEqual({ outcome: 'waiting' });
    await payments.confirm(order);
    expect(await payments.lookUp(order)).toMatchObject({ outcome: 'paid' });
    expect(await payments.lookUp({ ...order, paymentKey: null })).toMatchObject({ outcome: 'paid' });
  });

  it.each([
    ['EXPIRED', { outcome: 'refused', code: 'EXPIRED' }],
    ['ABORTED', { outcome: 'refused', code: 'REJECT_CARD_COMPANY' }],
    ['CANCELED', { outcome: 'given back' }],
  ] as const)('says what %s means for the money', async (status, answer) => {
    const order = agreed();
    toss.become(order.paymentKey, status);
    expect(await payments.lookUp(order)).toEqual(answer);
  });

  it('of a payment that nobody knows leaves it open', async () => {
    expect(await payments.lookUp({ orderId: 'order-x', amount: new Big(1), paymentKey: null })).toMatchObject(
      {
        outcome: 'unknown',
      },
    );
  });

  it('does not follow a key out of its place', async () => {
    const order = { ...agreed(), paymentKey: '../../admin?x=' };
    expect(await payments.lookUp(order)).toMatchObject({ outcome: 'unknown', code: 'NOT_FOUND_PAYMENT' });
  });
});

it('gives all of a payment back, once', async () => {
  const order = agreed();
  await payments.confirm(order);
  const heldBefore = toss.held();
  await payments.giveBack(order);
  expect(await payments.giveBack(order)).toEqual({ outcome: 'given back' });
  expect(heldBefore - toss.held()).toBe(10_000);
});
