import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * Toss Payments as its documentation describes it (https://docs.tosspayments.com/reference), in memory and on loopback:
 * authentication, idempotency keys, the five endpoints that we use, their errors; and the faults of a network and of a
 * busy provider. Toss is not ours; therefore it is the one system that the tests replace.
 */

export type TossCall = 'confirm' | 'lookUp' | 'cancel' | 'list';

export type Fault =
  /** The request is carried out; the connection breaks before the answer. */
  | 'answer lost'
  /** The request is carried out; no answer ever comes. */
  | 'never answers'
  /** The connection breaks before the request is carried out. */
  | 'connection lost'
  /** 502 with a page of HTML; the request is not carried out. */
  | 'gateway error'
  /** The request is carried out for one won less than requested. */
  | 'wrong amount'
  /** The request is not carried out. Like every other answer this one is kept under the request's idempotency key. */
  | { status: number; code: string };

/** The possible ends of a payment on their side; of a payment that is cancelled in part, one won is returned. */
type Change = 'EXPIRED' | 'ABORTED' | 'CANCELED' | 'PARTIAL_CANCELED' | 'DONE';

type Payment = {
  paymentKey: string;
  orderId: string;
  status: string;
  totalAmount: number;
  balanceAmount: number;
  failure: { code: string; message: string } | null;
};

type Reply = { status: number; body: unknown };

/** An entry of the list: an amount that was taken or returned, and the time. */
type Entry = {
  transactionKey: string;
  paymentKey: string;
  orderId: string;
  status: string;
  amount: number;
  at: Date;
};

/** Answers that come before a request is examined, and are therefore not stored under its key. */
const AT_THE_DOOR = new Set(['IDEMPOTENT_REQUEST_PROCESSING', 'TOO_MANY_REQUESTS']);

export type TossServer = Awaited<ReturnType<typeof startTossServer>>;

export async function startTossServer(secretKey: string) {
  const payments = new Map<string, Payment>();
  const firstReplies = new Map<string, Reply>();
  const faults: Record<TossCall, Fault[]> = { confirm: [], lookUp: [], cancel: [], list: [] };
  const calls: TossCall[] = [];
  const keys: string[] = [];
  const entries: Entry[] = [];
  let theirTime: Date | null = null;
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;

  const server = createServer((request, response) => {
    respond(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = callOf(request);
    if (!call) return send(response, failure(404, 'NOT_FOUND'));
    calls.push(call);
    const fault = faults[call].shift();
    if (fault === 'connection lost') return void request.socket.destroy();
    if (fault === 'gateway error') return void response.writeHead(502).end('<html>bad gateway</html>');
    const reply = await replyTo(call, request, fault);
    if (fault === 'answer lost') return void request.socket.destroy();
    if (fault !== 'never answers') send(response, reply);
  }

  async function replyTo(call: TossCall, request: IncomingMessage, fault?: Fault): Promise<Reply> {
    if (request.headers.authorization !== authorization) return failure(401, 'UNAUTHORIZED_KEY');
    if (request.method === 'GET') {
      if (typeof fault === 'object') return failure(fault.status, fault.code);
      return call === 'list' ? list(request.url ?? '') : lookUp(request.url ?? '');
    }
    if (request.headers['content-type'] !== 'application/json') return failure(400, 'INVALID_REQUEST');
    if (typeof fault === 'object' && AT_THE_DOOR.has(fault.code)) return failure(fault.status, fault.code);
    const key = `${request.headers['idempotency-key']} ${request.url}`;
    keys.push(key);
    const body = JSON.parse(await textOf(request));
    const before = firstReplies.get(key);
    if (before) return before;
    const reply = answerTo(call, request.url ?? '', body, fault);
    firstReplies.set(key, reply);
    return reply;
  }

  function answerTo(call: TossCall, path: string, body: Parameters<typeof confirm>[0], fault?: Fault): Reply {
    if (typeof fault === 'object') return failure(fault.status, fault.code);
    return call === 'confirm' ? confirm(body, fault) : cancel(path);
  }

  function enter({ paymentKey, orderId }: Payment, status: string, amount: number): void {
    const transactionKey = `txrd_${entries.length}`;
    entries.push({ transactionKey, paymentKey, orderId, status, amount, at: theirTime ?? new Date() });
  }

  function confirm(asked: { paymentKey?: string; orderId?: string; amount?: number }, fault?: Fault): Reply {
    const payment = payments.get(asked.paymentKey ?? '');
    if (!payment || payment.orderId !== asked.orderId || payment.status === 'EXPIRED') {
      return failure(404, 'NOT_FOUND_PAYMENT_SESSION');
    }
    if (payment.status !== 'IN_PROGRESS') return failure(400, 'ALREADY_PROCESSED_PAYMENT');
    if (payment.totalAmount !== asked.amount) return failure(400, 'INVALID_REQUEST');
    if (fault === 'wrong amount') payment.totalAmount -= 1;
    payment.balanceAmount = payment.totalAmount;
    payment.status = 'DONE';
    enter(payment, 'DONE', payment.totalAmount);
    return { status: 200, body: shown(payment) };
  }

  function lookUp(path: string): Reply {
    const [, byOrder, name = ''] = /^\/v1\/payments\/(orders\/)?([^/]+)$/.exec(path) ?? [];
    const payment = byOrder
      ? [...payments.values()].findLast((candidate) => candidate.orderId === name)
      : payments.get(name);
    return payment ? { status: 200, body: shown(payment) } : failure(404, 'NOT_FOUND_PAYMENT');
  }

  function cancel(path: string): Reply {
    const payment = payments.get(path.split('/').at(-2) ?? '');
    if (!payment) return failure(404, 'NOT_FOUND_PAYMENT');
    if (payment.status === 'CANCELED') return failure(400, 'ALREADY_CANCELED_PAYMENT');
    if (payment.balanceAmount === 0) return failure(403, 'NOT_CANCELABLE_PAYMENT');
    enter(payment, 'CANCELED', payment.balanceAmount);
    payment.status = 'CANCELED';
    payment.balanceAmount = 0;
    return { status: 200, body: shown(payment) };
  }

  /** Times without a zone are Korean; the second of `endDate` is included. */
  function list(path: string): Reply {
    const query = new URL(path, url).searchParams;
    const from = new Date(`${query.get('startDate')}+09:00`).getTime();
    const to = new Date(`${query.get('endDate')}+09:00`).getTime() + 1_000;
    const asked = entries.filter(({ at }) => at.getTime() >= from && at.getTime() < to);
    const after = query.get('startingAfter');
    const place = asked.findIndex(({ transactionKey }) => transactionKey === after);
    if (after !== null && place < 0) return failure(400, 'INVALID_TRANSACTION_KEY');
    const page = asked.slice(place + 1, place + 1 + Number(query.get('limit') ?? 100));
    const body = page.map(({ at, ...entry }) => ({
      ...entry,
      mId: 'tvivarepublica',
      currency: 'KRW',
      method: '카드',
      transactionAt: at.toISOString(),
    }));
    return { status: 200, body };
  }

  return {
    url,
    /** The requests so far, in order. */
    calls,
    /** The next requests of a kind meet these faults, one each. */
    misbehave: (call: TossCall, ...next: Fault[]) => void faults[call].push(...next),
    /** A person agrees to pay in the payment window; the browser brings the key back. */
    authenticate({ orderId, amount }: { orderId: string; amount: number }): string {
      const paymentKey = `tviva${randomBytes(12).toString('hex')}`;
      const payment = { paymentKey, orderId, totalAmount: amount, balanceAmount: 0, failure: null };
      payments.set(paymentKey, { ...payment, status: 'IN_PROGRESS' });
      return paymentKey;
    },
    /**
     * A change on their side: the time runs out, an operator cancels, a card company reverses.
     *
     * @param totalAmount  the amount that they take, if it is not the agreed one
     */
    become(paymentKey: string, status: Change, totalAmount?: number): void {
      const payment = payments.get(paymentKey);
      if (!payment) throw new Error(`there is no payment ${paymentKey}`);
      payment.status = status;
      payment.totalAmount = totalAmount ?? payment.totalAmount;
      if (status === 'DONE') enter(payment, status, payment.totalAmount);
      if (status === 'CANCELED') enter(payment, status, payment.balanceAmount);
      if (status === 'PARTIAL_CANCELED') enter(payment, status, 1);
      if (status === 'PARTIAL_CANCELED') payment.balanceAmount -= 1;
      else payment.balanceAmount = status === 'DONE' ? payment.totalAmount : 0;
      if (status === 'ABORTED') payment.failure = { code: 'REJECT_CARD_COMPANY', message: '거절' };
    },
    /** Forgets the first answers to idempotency keys, as Toss does after 15 days. */
    forgetKeys: () => firstReplies.clear(),
    /** The requests that had an idempotency key, as `key address`, in order. */
    keys,
    /** The time of their clock from now on; null for the true time. */
    setTime(time: Date | null): void {
      theirTime = time;
    },
    /** Their side of one payment: its status and the money that they hold for it. */
    stateOf(paymentKey: string): { status: string; held: number } | null {
      const payment = payments.get(paymentKey);
      return payment ? { status: payment.status, held: payment.balanceAmount } : null;
    },
    /** How often money of a payment was returned to the customer. */
    refundsOf: (paymentKey: string) =>
      entries.filter((entry) => entry.paymentKey === paymentKey && entry.status !== 'DONE').length,
    /** Removes all present entries of the list. */
    forgetList: () => void entries.splice(0),
    /** Removes all faults that were still to come. */
    behave(): void {
      for (const waiting of Object.values(faults)) waiting.length = 0;
    },
    /** The money of our customers that they hold. */
    held: () => [...payments.values()].reduce((sum, payment) => sum + payment.balanceAmount, 0),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function callOf({ method, url = '' }: IncomingMessage): TossCall | null {
  if (method === 'POST' && url === '/v1/payments/confirm') return 'confirm';
  if (method === 'POST' && /^\/v1\/payments\/[^/]+\/cancel$/.test(url)) return 'cancel';
  if (method === 'GET' && url.startsWith('/v1/transactions?')) return 'list';
  return method === 'GET' && url.startsWith('/v1/payments/') ? 'lookUp' : null;
}

function shown(payment: Payment): unknown {
  return {
    version: '2022-11-16',
    mId: 'tvivarepublica',
    currency: 'KRW',
    method: '카드',
    type: 'NORMAL',
    ...payment,
  };
}

function failure(status: number, code: string): Reply {
  return { status, body: { code, message: '메시지' } };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
