import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * Toss Payments as its documentation describes it (https://docs.tosspayments.com/reference), in memory and on loopback:
 * authentication, idempotency keys, the four calls that we make, their errors; and the faults that a network and a
 * busy provider have. It is not ours, so it is the one thing that tests stand in for.
 */

export type TossCall = 'confirm' | 'lookUp' | 'cancel';

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
  /** Nothing is done. */
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

export type TossServer = Awaited<ReturnType<typeof startTossServer>>;

export async function startTossServer(secretKey: string) {
  const payments = new Map<string, Payment>();
  const firstReplies = new Map<string, Reply>();
  const faults: Record<TossCall, Fault[]> = { confirm: [], lookUp: [], cancel: [] };
  const calls: TossCall[] = [];
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
    if (typeof fault === 'object') return failure(fault.status, fault.code);
    if (request.method === 'GET') return lookUp(request.url ?? '');
    if (request.headers['content-type'] !== 'application/json') return failure(400, 'INVALID_REQUEST');
    const key = `${request.headers['idempotency-key']} ${request.url}`;
    const before = firstReplies.get(key);
    if (before) return before;
    const body = JSON.parse(await textOf(request));
    const reply = call === 'confirm' ? confirm(body, fault) : cancel(request.url ?? '');
    firstReplies.set(key, reply);
    return reply;
  }

  function confirm(asked: { paymentKey?: string; orderId?: string; amount?: number }, fault?: Fault): Reply {
    const payment = payments.get(asked.paymentKey ?? '');
    if (!payment || payment.orderId !== asked.orderId || payment.status === 'EXPIRED') {
      return failure(404, 'NOT_FOUND_PAYMENT_SESSION');
    }
    if (payment.status === 'DONE') return failure(400, 'ALREADY_PROCESSED_PAYMENT');
    if (payment.totalAmount !== asked.amount) return failure(400, 'INVALID_REQUEST');
    if (fault === 'wrong amount') payment.totalAmount -= 1;
    payment.balanceAmount = payment.totalAmount;
    payment.status = 'DONE';
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
    if (payment.status !== 'DONE') return failure(400, 'ALREADY_CANCELED_PAYMENT');
    payment.status = 'CANCELED';
    payment.balanceAmount = 0;
    return { status: 200, body: shown(payment) };
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
    /** A change on their side: the time runs out, an operator cancels, a card company thinks again. */
    become(paymentKey: string, status: Change): void {
      const payment = payments.get(paymentKey);
      if (!payment) throw new Error(`there is no payment ${paymentKey}`);
      payment.status = status;
      if (status === 'PARTIAL_CANCELED') payment.balanceAmount -= 1;
      else payment.balanceAmount = status === 'DONE' ? payment.totalAmount : 0;
      if (status === 'ABORTED') payment.failure = { code: 'REJECT_CARD_COMPANY', message: '거절' };
    },
    /** Forgets the first answers to idempotency keys, as Toss does after 15 days. */
    forgetKeys: () => firstReplies.clear(),
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
