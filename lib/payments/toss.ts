import Big from 'big.js';
import { z } from 'zod';
import { koreanClock } from '@/lib/korean-clock';
import { log } from '@/lib/log';
import { type Money, toWire } from '@/lib/money';
import { isConfirmRefusal, isOurFault } from './failure';
import type {
  CancelAnswer,
  ConfirmAnswer,
  ListAnswer,
  ListedEntry,
  Listing,
  LookUpAnswer,
  PaymentProvider,
} from './provider';

export type TossSettings = {
  /** `https://api.tosspayments.com`, or a server that speaks like it. */
  apiUrl: string;
  secretKey: string;
  /** The limit for each request. */
  timeoutMs?: number;
};

/** Longer than a card company usually takes, shorter than a person waits. A later answer is looked up. */
const TIMEOUT_MS = 15_000;

/** The part of Toss' Payment object that we need; amounts are whole won. A payment in any other currency is not ours. */
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
  /** The money that is left after cancellations. */
  balanceAmount: z.int().nonnegative(),
  failure: z.object({ code: z.string() }).nullish(),
});

/** The part of Toss' Transaction object that we need: its list has one for each payment and one for each cancellation. */
const entriesSchema = z.array(
  z.object({
    transactionKey: z.string().min(1).max(200),
    paymentKey: z.string().min(1).max(200),
    orderId: z.string().max(200),
    status: z.string(),
    currency: z.string(),
    amount: z.number(),
  }),
);

const errorSchema = z.object({ code: z.string().max(100) });

/** The reply of Toss, before its meaning for the call is known. */
type Reply =
  | { said: 'something'; body: unknown }
  | { said: 'error'; status: number; code: string }
  /** No connection, no answer in time, or one that breaks off or is not from Toss: anything may have happened. */
  | { said: 'nothing'; code: string };

/**
 * Toss Payments' core API (https://docs.tosspayments.com/reference, version 2022-11-16): Basic authentication with the
 * secret key and a colon; `POST /v1/payments/confirm`, `GET /v1/payments/{paymentKey}`,
 * `GET /v1/payments/orders/{orderId}`, `POST /v1/payments/{paymentKey}/cancel`, `GET /v1/transactions`.
 *
 * Each POST carries an `Idempotency-Key`, which Toss keeps for 15 days and tells apart by key, method and address: the same
 * request takes no money again and gets its first answer, also when that is an error
 * (https://docs.tosspayments.com/guides/using-api/idempotency-key). Therefore each attempt has a key of its own.
 */
export function tossPayments({ apiUrl, secretKey, timeoutMs = TIMEOUT_MS }: TossSettings): PaymentProvider {
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;

  async function ask(path: string, post?: { key: string; body: object }): Promise<Reply> {
    const reply = await send(path, post);
    if (reply.said === 'error' && isOurFault(reply.code)) {
      log.error({ path, code: reply.code }, 'Toss refuses this site: check its keys and its contract');
    } else if (reply.said !== 'something') {
      log.warn({ path, code: reply.code }, 'Toss gave no clear answer');
    }
    return reply;
  }

  async function send(path: string, post?: { key: string; body: object }): Promise<Reply> {
    try {
      const response = await fetch(new URL(path, apiUrl), {
        method: post ? 'POST' : 'GET',
        headers: {
          Authorization: authorization,
          ...(post && { 'Content-Type': 'application/json', 'Idempotency-Key': post.key }),
        },
        body: post && JSON.stringify(post.body),
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { status } = response;
      const body: unknown = await response.json();
      if (status === 200) return { said: 'something', body };
      const error = errorSchema.safeParse(body);
      return error.success
        ? { said: 'error', status, code: error.data.code }
        : { said: 'nothing', code: `HTTP_${status}` };
    } catch (error) {
      return { said: 'nothing', code: error instanceof Error ? error.name : 'NO_ANSWER' };
    }
  }

  return {
    confirm: async ({ paymentKey, orderId, amount, attempt }) => {
      const body = { paymentKey, orderId, amount: toWire(amount) };
      return confirmAnswer(await ask('/v1/payments/confirm', { key: keyOf(orderId, attempt), body }));
    },
    lookUp: async ({ paymentKey, orderId }) =>
      lookUpAnswer(
        await ask(
          paymentKey === null
            ? `/v1/payments/orders/${encodeURIComponent(orderId)}`
            : `/v1/payments/${encodeURIComponent(paymentKey)}`,
        ),
      ),
    giveBack: async ({ paymentKey, orderId, attempt }) => {
      const path = `/v1/payments/${encodeURIComponent(paymentKey)}/cancel`;
      const body = { cancelReason: '주문과 맞지 않는 결제' };
      return cancelAnswer(await ask(path, { key: keyOf(orderId, attempt), body }));
    },
    list: async (listing) => listAnswer(await ask(`/v1/transactions?${listingQuery(listing)}`)),
  };
}

/** Toss tells keys apart by address as well, so taking and giving back may use the same numbers. */
function keyOf(orderId: string, attempt: number): string {
  return attempt === 0 ? orderId : `${orderId}:${attempt}`;
}

/** The one call whose errors may settle that no money was taken. */
function confirmAnswer(reply: Reply): ConfirmAnswer {
  if (reply.said === 'nothing') return { outcome: 'unknown', code: reply.code, isAnswered: false };
  if (reply.said === 'error') {
    const { status, code } = reply;
    if (status >= 400 && status < 500 && isConfirmRefusal(code)) return { outcome: 'refused', code };
    // The one error that is not about this request: an earlier one with its key is still under way.
    return { outcome: 'unknown', code, isAnswered: code !== 'IDEMPOTENT_REQUEST_PROCESSING' };
  }
  const payment = paymentSchema.safeParse(reply.body);
  if (payment.success && payment.data.status === 'DONE') return taken(payment.data);
  // Any other state of the payment is left to the look-up.
  const code = payment.success ? payment.data.status : 'MALFORMED';
  return { outcome: 'unknown', code, isAnswered: true };
}

/** No error but "there is no such payment" says anything about the money. */
function lookUpAnswer(reply: Reply): LookUpAnswer {
  if (reply.said === 'error' && reply.status === 404 && reply.code === 'NOT_FOUND_PAYMENT') {
    return { outcome: 'not there' };
  }
  if (reply.said !== 'something') return { outcome: 'unknown', code: reply.code };
  const read = paymentSchema.safeParse(reply.body);
  if (!read.success) return { outcome: 'unknown', code: 'MALFORMED' };
  const { status, failure, paymentKey, orderId } = read.data;
  switch (status) {
    case 'DONE':
    case 'PARTIAL_CANCELED':
      return taken(read.data);
    case 'CANCELED':
      return { outcome: 'given back', paymentKey, orderId };
    case 'ABORTED':
      return { outcome: 'over', code: failure?.code ?? 'PAY_PROCESS_ABORTED', paymentKey, orderId };
    case 'EXPIRED':
      return { outcome: 'over', code: 'EXPIRED', paymentKey, orderId };
    case 'READY':
    case 'IN_PROGRESS':
    case 'WAITING_FOR_DEPOSIT':
      return { outcome: 'waiting', paymentKey, orderId };
    default:
      return status satisfies never;
  }
}

/** Money counts as given back only when Toss says that the payment is cancelled, now or before. */
function cancelAnswer(reply: Reply): CancelAnswer {
  if (reply.said === 'nothing') return { outcome: 'unknown', code: reply.code };
  if (reply.said === 'error') {
    const { code } = reply;
    if (code === 'ALREADY_CANCELED_PAYMENT') return { outcome: 'given back' };
    if (code === 'IDEMPOTENT_REQUEST_PROCESSING') return { outcome: 'unknown', code };
    return { outcome: 'not given back', code };
  }
  const payment = paymentSchema.safeParse(reply.body);
  if (!payment.success) return { outcome: 'not given back', code: 'MALFORMED' };
  const { status } = payment.data;
  return status === 'CANCELED' ? { outcome: 'given back' } : { outcome: 'not given back', code: status };
}

function taken({ paymentKey, orderId, balanceAmount }: z.output<typeof paymentSchema>) {
  return { outcome: 'paid' as const, paymentKey, orderId, amount: new Big(balanceAmount) };
}

function listAnswer(reply: Reply): ListAnswer {
  if (reply.said !== 'something') return { outcome: 'unknown', code: reply.code };
  const entries = entriesSchema.safeParse(reply.body);
  if (!entries.success) return { outcome: 'unknown', code: 'MALFORMED' };
  return { outcome: 'listed', entries: entries.data.map(toEntry) };
}

function toEntry(entry: z.output<typeof entriesSchema>[number]): ListedEntry {
  const { transactionKey: id, paymentKey, orderId, status, currency, amount } = entry;
  return { id, paymentKey, orderId, isTaken: status === 'DONE', amount: wholeWon(currency, amount) };
}

function wholeWon(currency: string, amount: number): Money | null {
  return currency === 'KRW' && Number.isSafeInteger(amount) ? new Big(amount) : null;
}

/** Toss reads times without a zone as Korea's, to the second, and includes the second of `endDate`. */
function listingQuery({ from, to, after, limit }: Listing): URLSearchParams {
  const query = new URLSearchParams({
    startDate: koreanTime(from),
    endDate: koreanTime(new Date(to.getTime() - 1_000)),
    limit: String(limit),
  });
  if (after !== null) query.set('startingAfter', after);
  return query;
}

function koreanTime(at: Date): string {
  return koreanClock(at.getTime()).slice(0, 19);
}
