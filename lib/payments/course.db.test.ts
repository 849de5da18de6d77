import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { only } from '@/test/market';
import { fc } from '@/test/properties';
import { type Bought, standing, startTossDeposits, tossDeposits } from '@/test/toss-deposits';
import type { Fault, TossCall, TossServer } from '@/test/toss-server';
import { checkOrder } from './check-order';
import { confirmOrder } from './confirm-order';
import type { PaymentProvider } from './provider';
import { reconcilePayments } from './reconcile';

const AMOUNT = 30_000;
testDatabase();
let toss: TossServer;
let provider: PaymentProvider;
const { agree } = tossDeposits(AMOUNT, () => ({ toss, provider }));

beforeAll(async () => {
  ({ toss, provider } = await startTossDeposits());
});
afterAll(() => toss.close());

/** An event that may happen at any time, by the name of its cause. */
type Move = 'browser' | 'webhook' | 'worker' | 'recheck' | 'window closed' | 'expires';

/** The faults that the calls of the provider meet from now on. */
type Weather = { call: TossCall; faults: Fault[] };

/** After how many calls of the provider the process dies; null when it lives. */
type Turn = { weather: Weather[]; move: Move; diesAfter: number | null; isRightAmount: boolean };

const faults: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  'answer lost',
  'connection lost',
  'gateway error',
  { status: 401, code: 'UNAUTHORIZED_KEY' },
  { status: 403, code: 'FORBIDDEN_REQUEST' },
  { status: 403, code: 'REJECT_CARD_PAYMENT' },
  { status: 403, code: 'NOT_AVAILABLE_BANK' },
  { status: 400, code: 'INVALID_REQUEST' },
  { status: 400, code: 'PROVIDER_ERROR' },
  { status: 400, code: 'ALREADY_PROCESSED_PAYMENT' },
  { status: 404, code: 'NOT_FOUND' },
  { status: 409, code: 'IDEMPOTENT_REQUEST_PROCESSING' },
  { status: 429, code: 'TOO_MANY_REQUESTS' },
  { status: 500, code: 'FAILED_INTERNAL_SYSTEM_PROCESSING' },
);
const weather: fc.Arbitrary<Weather> = fc.oneof(
  fc.record({
    call: fc.constantFrom<TossCall>('confirm', 'lookUp', 'cancel'),
    faults: fc.array(faults, { minLength: 1, maxLength: 3 }),
  }),
  fc.constant<Weather>({ call: 'confirm', faults: ['wrong amount'] }),
);
const turns: fc.Arbitrary<Turn> = fc.record({
  weather: fc.array(weather, { maxLength: 2 }),
  move: fc.constantFrom<Move>(
    'browser',
    'browser',
    'webhook',
    'worker',
    'worker',
    'recheck',
    'window closed',
    'expires',
  ),
  diesAfter: fc.option(fc.nat({ max: 4 }), { freq: 3 }),
  isRightAmount: fc.boolean(),
});

/** The events that happen at the same time. */
const moments = fc.array(turns, { minLength: 1, maxLength: 2 });

class Died extends Error {}

/** The provider for a process that dies after so many answers: the last request has happened all the same. */
function mortal(diesAfter: number | null): PaymentProvider {
  let left = diesAfter ?? Number.POSITIVE_INFINITY;
  const mortally =
    <Asked, Answer>(call: (asked: Asked) => Promise<Answer>) =>
    async (asked: Asked): Promise<Answer> => {
      if (left === 0) throw new Died();
      left -= 1;
      const answer = await call(asked);
      if (left === 0) throw new Died();
      return answer;
    };
  return {
    confirm: mortally(provider.confirm),
    lookUp: mortally(provider.lookUp),
    giveBack: mortally(provider.giveBack),
    list: provider.list,
  };
}

async function take({ weather, move, diesAfter, isRightAmount }: Turn, bought: Bought): Promise<void> {
  for (const { call, faults: next } of weather) toss.misbehave(call, ...next);
  const via = mortal(diesAfter);
  try {
    await make(move, bought, via, isRightAmount);
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
}

async function make(
  move: Move,
  bought: Bought,
  via: PaymentProvider,
  isRightAmount: boolean,
): Promise<unknown> {
  const { orderId, paymentKey } = bought;
  switch (move) {
    case 'browser':
      return confirmOrder(
        { ...bought, amount: new Big(isRightAmount ? AMOUNT : 100), provider: 'TOSS' },
        via,
      );
    case 'webhook':
      return checkOrder(orderId, via);
    case 'worker':
      await timePasses(orderId, ['CONFIRMING', 'UNKNOWN']);
      return reconcilePayments(() => via);
    case 'recheck':
      await timePasses(orderId, ['FAILED']);
      return reconcilePayments(() => via);
    case 'window closed':
      return database().execute(sql`
        UPDATE payment_orders SET status = 'FAILED', failure_code = 'PAY_PROCESS_CANCELED', next_check_at = NULL
        WHERE order_id = ${orderId} AND status = 'CREATED'`);
    case 'expires':
      if (toss.stateOf(paymentKey)?.status === 'IN_PROGRESS') toss.become(paymentKey, 'EXPIRED');
      return undefined;
    default:
      return move satisfies never;
  }
}

async function timePasses(orderId: string, statuses: readonly string[]): Promise<void> {
  await database().execute(sql`UPDATE payment_orders SET next_check_at = clock_timestamp()
    WHERE order_id = ${orderId} AND next_check_at IS NOT NULL AND status::text = ANY(${sql.param(statuses)}::text[])`);
}

/** The order's money in the ledger and at Toss. */
async function inTheEnd(bought: Bought) {
  const [status] = (await standing(bought)).split(' ');
  const { rows } = await database().execute<{ deposits: number }>(sql`
    SELECT count(t.id)::int AS deposits FROM wallets w JOIN transactions t ON t.wallet_id = w.id
    WHERE w.user_id = ${bought.userId}`);
  const held = toss.stateOf(bought.paymentKey)?.held ?? 0;
  return { status, deposits: only(rows).deposits, held, refunds: toss.refundsOf(bought.paymentKey) };
}

it('money that Toss holds in the end was credited once, and all other money went back once, whatever fails on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(moments, { minLength: 1, maxLength: 8 }), async (course) => {
      const bought = await agree();
      for (const moment of course) await Promise.all(moment.map((turn) => take(turn, bought)));
      toss.behave();
      // From here on Toss answers honestly: the checks that are still due are made.
      for (let round = 0; round < 4; round += 1) {
        await timePasses(bought.orderId, ['CONFIRMING', 'UNKNOWN', 'FAILED']);
        await reconcilePayments(() => provider);
      }
      const { status, deposits, held, refunds } = await inTheEnd(bought);
      // Nobody has asked for the money of a payment that was never named here.
      expect(['CREATED', 'PAID', 'FAILED']).toContain(status);
      expect({ held, deposits }).toEqual(
        status === 'PAID' ? { held: AMOUNT, deposits: 1 } : { held: 0, deposits: 0 },
      );
      expect(refunds).toBeLessThanOrEqual(status === 'PAID' ? 0 : 1);
    }),
    { numRuns: 60 },
  );
}, 300_000);
