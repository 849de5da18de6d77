import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * Toss Payments as its documentation describes it (https://docs.tosspayments.com/reference), in memory and on loopback:
 * authentication, idempotency keys, the five calls that we make, their errors; and the faults that a network and a
 * busy provider have. It is not ours, so it is the one thing that tests stand in for.
 */

export type TossCall = 'confirm' | 'lookUp' | 'cancel' | 'list';

export type Fault =
  /** The work is done; the connection breaks before the answer. */
  | 'answer lost'
  /** The work is done; no answer ever comes. */
  | 'never answers'
  /** The connection breaks before anything is done. */
  | 'connection lost'
  /** 502 with a page of HTML, nothing done. */
  | 'gateway error'
  /** The work is done for one won less than asked. */
  | 'wrong amount'
  /** Nothing is done. Like every other answer it is kept under the request's idempotency key. */
  | { status: number; code: string };

/** What may become of a payment on their side; of one that is cancelled in part, one won goes back. */
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

/** An entry of the list: what was taken, or given back, and when. */
type Entry = {
  transactionKey: string;
  paymentKey: string;
  orderId: string;
  status: string;
  amount: number;
  at: Date;
};

/** What is answered before a request is looked at, and so is not the answer to its key. */
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

  /** Times without a zone are Korea's; the second of `endDate` belongs to what is asked for. */
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
    /** What has been asked so far, in order. */
    calls,
    /** The next requests of a kind meet these faults, one each. */
    misbehave: (call: TossCall, ...next: Fault[]) => void faults[call].push(...next),
    /** Somebody agrees to pay in the payment window; the browser brings the key back. */
    authenticate({ orderId, amount }: { orderId: string; amount: number }): string {
      const paymentKey = `tviva${randomBytes(12).toString('hex')}`;
      const payment = { paymentKey, orderId, totalAmount: amount, balanceAmount: 0, failure: null };
      payments.set(paymentKey, { ...payment, status: 'IN_PROGRESS' });
      return paymentKey;
    },
    /**
     * A change on their side: the time runs out, an operator cancels, a card company thinks again.
     *
     * @param totalAmount  what they take for it, where that is another amount than was agreed
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
    /** What their clock says from now on; null for the true time. */
    setTime(time: Date | null): void {
      theirTime = time;
    },
    /** Their side of one payment: its status and what they hold of it. */
    stateOf(paymentKey: string): { status: string; held: number } | null {
      const payment = payments.get(paymentKey);
      return payment ? { status: payment.status, held: payment.balanceAmount } : null;
    },
    /** How often money of a payment went back to the customer. */
    refundsOf: (paymentKey: string) =>
      entries.filter((entry) => entry.paymentKey === paymentKey && entry.status !== 'DONE').length,
    /** What is in the list so far is not in it any more. */
    forgetList: () => void entries.splice(0),
    /** All faults that were still to come are gone. */
    behave(): void {
      for (const waiting of Object.values(faults)) waiting.length = 0;
    },
    /** What they hold of our customers' money. */
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
