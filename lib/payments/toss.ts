import Big from 'big.js';
import { z } from 'zod';
import { log } from '@/lib/log';
import { toWire } from '@/lib/money';
import { isCertainRefusal, isOurFault } from './failure';
import type { PaymentAnswer, PaymentProvider, ProviderOrder } from './provider';

export type TossSettings = {
  /** `https://api.tosspayments.com`, or a server that speaks like it. */
  apiUrl: string;
  secretKey: string;
  /** For each request. */
  timeoutMs?: number;
};

/** Longer than a card company usually takes, shorter than a person waits; what comes later is looked up. */
const TIMEOUT_MS = 15_000;

/** What we need of Toss' Payment object; amounts are whole won. Anything else than won is not ours. */
const paymentSchema = z.object({
  paymentKey: z.string().min(1).max(200),
  orderId: z.string(),
  status: z.enum([
    'READY',
    'IN_PROGRESS',
    'WAITING_FOR_DEPOSIT',
    'DONE',
    'CANCELED',
    'PARTIAL_CANCELED',
    'ABORTED',
    'EXPIRED',
  ]),
  currency: z.literal('KRW'),
  totalAmount: z.int().nonnegative(),
  /** What is left of it after cancellations. */
  balanceAmount: z.int().nonnegative(),
  failure: z.object({ code: z.string() }).nullish(),
});

const errorSchema = z.object({ code: z.string().max(100) });

/**
 * Toss Payments' core API (https://docs.tosspayments.com/reference, version 2022-11-16): Basic authentication with the
 * secret key and a colon; `POST /v1/payments/confirm`, `GET /v1/payments/{paymentKey}`,
 * `GET /v1/payments/orders/{orderId}`, `POST /v1/payments/{paymentKey}/cancel`. Each POST carries the order's id as
 * `Idempotency-Key`, which Toss keeps for 15 days and tells apart by key, method and address: repeated, a request
 * takes no money again and gets its first answer, errors too (https://docs.tosspayments.com/guides/using-api/idempotency-key).
 */
export function tossPayments({ apiUrl, secretKey, timeoutMs = TIMEOUT_MS }: TossSettings): PaymentProvider {
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;

  async function ask(path: string, post?: { orderId: string; body: object }): Promise<PaymentAnswer> {
    const answer = await send(path, post);
    if (answer.outcome === 'unknown') log.warn({ path, code: answer.code }, 'Toss gave no clear answer');
    if (answer.outcome === 'refused' && isOurFault(answer.code)) {
      log.error({ path, code: answer.code }, 'Toss refuses this site: check its keys and its contract');
    }
    return answer;
  }

  async function send(path: string, post?: { orderId: string; body: object }): Promise<PaymentAnswer> {
    try {
      const response = await fetch(new URL(path, apiUrl), {
        method: post ? 'POST' : 'GET',
        headers: {
          Authorization: authorization,
          ...(post && { 'Content-Type': 'application/json', 'Idempotency-Key': post.orderId }),
        },
        body: post && JSON.stringify(post.body),
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return answerOf(response.status, await response.json());
    } catch (error) {
      // No connection, no answer in time, or one that breaks off or is no JSON: the money may have moved.
      return { outcome: 'unknown', code: error instanceof Error ? error.name : 'NO_ANSWER' };
    }
  }

  return {
    confirm: ({ paymentKey, orderId, amount }: ProviderOrder) =>
      ask('/v1/payments/confirm', { orderId, body: { paymentKey, orderId, amount: toWire(amount) } }),
    lookUp: ({ paymentKey, orderId }) =>
      ask(
        paymentKey === null
          ? `/v1/payments/orders/${encodeURIComponent(orderId)}`
          : `/v1/payments/${encodeURIComponent(paymentKey)}`,
      ),
    giveBack: ({ paymentKey, orderId }: ProviderOrder) =>
      ask(`/v1/payments/${encodeURIComponent(paymentKey)}/cancel`, {
        orderId,
        body: { cancelReason: '주문과 맞지 않는 결제' },
      }),
  };
}

function answerOf(status: number, body: unknown): PaymentAnswer {
  if (status === 200) {
    const payment = paymentSchema.safeParse(body);
    return payment.success ? paymentAnswer(payment.data) : { outcome: 'unknown', code: 'MALFORMED' };
  }
  const error = errorSchema.safeParse(body);
  if (!error.success) return { outcome: 'unknown', code: `HTTP_${status}` };
  const { code } = error.data;
  const isCertain = status >= 400 && status < 500 && isCertainRefusal(code);
  return { outcome: isCertain ? 'refused' : 'unknown', code };
}

function paymentAnswer(payment: z.output<typeof paymentSchema>): PaymentAnswer {
  const { paymentKey, orderId } = payment;
  switch (payment.status) {
    case 'DONE':
      return { outcome: 'paid', paymentKey, orderId, amount: new Big(payment.totalAmount) };
    case 'PARTIAL_CANCELED':
      return { outcome: 'paid', paymentKey, orderId, amount: new Big(payment.balanceAmount) };
    case 'CANCELED':
      return { outcome: 'given back' };
    case 'ABORTED':
      return { outcome: 'refused', code: payment.failure?.code ?? 'PAY_PROCESS_ABORTED' };
    case 'EXPIRED':
      return { outcome: 'refused', code: 'EXPIRED' };
    case 'READY':
    case 'IN_PROGRESS':
    case 'WAITING_FOR_DEPOSIT':
      return { outcome: 'waiting' };
    default:
      return payment.status satisfies never;
  }
}
