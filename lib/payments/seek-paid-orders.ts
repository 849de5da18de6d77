import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { log } from '@/lib/log';
import { won, ZERO } from '@/lib/money';
import type { PaymentProvider } from './provider';
import { type Finding, reportFinding } from './report-finding';
import { settleOrder } from './settle-order';

/** Orders looked up in one turn, at once. */
const AT_ONCE = 5;
/** Longer than one turn may take. */
const TURN_SECONDS = 15 * 60;
/** How often an order whose payment cannot be looked up holds its day back before it is left to people. */
const TRIES = 12;

type Turn = { day: string; attempts: number };
type PaidOrder = { orderId: string; paymentKey: string | null; amount: string };

/**
 * The comparison from our side: each order that we credited on a day must stand in the provider's own list as we have
 * it. An order that does not is looked up. A cancelled payment is noted on its order; everything else becomes a finding,
 * even when the provider says that the single payment is right: then two of its answers disagree.
 *
 * A day is taken when it and all days before it have been compared the other way round, which records the list
 * (`payment_listings`): an order may have been paid on an earlier day than it was credited.
 *
 * @returns whether more can be looked for at once
 */
export async function seekPaidOrders(provider: PaymentProvider): Promise<'done' | 'more waits'> {
  const turn = await takeTurn();
  if (!turn) return 'done';
  const missing = await missingOrders(turn.day);
  const isLastTry = turn.attempts >= TRIES;
  const outcomes = await Promise.all(missing.map((order) => lookInto(order, provider, isLastTry)));
  for (const outcome of outcomes) if (outcome && outcome !== 'unclear') await reportFinding(outcome);
  if (outcomes.includes('unclear')) {
    await putOff(turn);
    return 'done';
  }
  await goOn(turn.day, { isLast: missing.length < AT_ONCE });
  return 'more waits';
}

/** Takes a day and postpones it, so that no other copy takes it at the same time. */
async function takeTurn(): Promise<Turn | undefined> {
  const { rows } = await database().execute<Turn>(sql`
    UPDATE payment_comparisons SET attempts = attempts + 1,
      next_try_at = clock_timestamp() + make_interval(secs => ${TURN_SECONDS})
    WHERE day = (SELECT c.day FROM payment_comparisons c
      WHERE c.sought_at IS NULL AND c.finished_at IS NOT NULL AND c.next_try_at <= clock_timestamp()
        -- A release that wrote no list down may have compared some of it: then nothing can be said of the day.
        AND c.recorded = c.compared
        AND NOT EXISTS (SELECT FROM payment_comparisons before
          WHERE before.day < c.day AND before.finished_at IS NULL)
      ORDER BY c.next_try_at, c.day LIMIT 1 FOR NO KEY UPDATE OF c SKIP LOCKED)
    RETURNING day::text, attempts`);
  return rows[0];
}

/** Orders credited on the day that do not stand in the list as they should, and were not reported yet. */
async function missingOrders(day: string): Promise<PaidOrder[]> {
  const { rows } = await database().execute<PaidOrder>(sql`
    SELECT o.order_id AS "orderId", o.payment_key AS "paymentKey", o.amount::text AS amount
    FROM payment_orders o
    WHERE o.status = 'PAID' AND o.provider = 'TOSS' AND o.cancelled_at IS NULL
      AND o.updated_at >= ${day}::timestamp AT TIME ZONE 'Asia/Seoul'
      AND o.updated_at < (${day}::date + 1)::timestamp AT TIME ZONE 'Asia/Seoul'
      AND NOT EXISTS (SELECT FROM payment_listings l
        WHERE l.order_id = o.order_id AND l.payment_key = o.payment_key)
      AND NOT EXISTS (SELECT FROM payment_findings f
        WHERE f.payment_key = coalesce(o.payment_key, o.order_id))
    ORDER BY o.id LIMIT ${AT_ONCE}`);
  return rows;
}

/** @returns null when the cancellation is noted on the order itself */
async function lookInto(
  { orderId, paymentKey, amount }: PaidOrder,
  provider: PaymentProvider,
  isLastTry: boolean,
): Promise<Finding | 'unclear' | null> {
  // Without a payment key, a finding is recorded under the order's id.
  const payment = { orderId, paymentKey: paymentKey ?? orderId };
  try {
    const answer = await provider.lookUp({ orderId, paymentKey, amount: won(amount) });
    if (answer.outcome !== 'unknown') {
      const order = await settleOrder(orderId, { call: 'lookUp', answer }, provider);
      const held = answer.outcome === 'paid' ? answer.amount : ZERO;
      return order.cancelledAt === null ? { kind: 'NOT_LISTED', payment, amount: held } : null;
    }
  } catch (error) {
    log.error({ error, orderId }, 'a paid order could not be looked into; it is tried again');
  }
  return isLastTry ? { kind: 'NOT_LISTED', payment, amount: null } : 'unclear';
}

/** Postpones a day by a minute, two, four, … up to a bit more than an hour. */
async function putOff({ day, attempts }: Turn): Promise<void> {
  log.error({ day, attempts }, 'the paid orders of a day could not be looked for; it is tried again');
  await database().execute(sql`
    UPDATE payment_comparisons
    SET next_try_at = clock_timestamp() + make_interval(secs => ${60 * 2 ** Math.min(attempts - 1, 6)})
    WHERE day = ${day}`);
}

async function goOn(day: string, { isLast }: { isLast: boolean }): Promise<void> {
  await database().execute(sql`
    UPDATE payment_comparisons SET attempts = 0, next_try_at = clock_timestamp(),
      sought_at = CASE WHEN ${isLast} THEN clock_timestamp() END
    WHERE day = ${day}`);
}
