import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { log } from '@/lib/log';
import { type Money, ZERO } from '@/lib/money';
import type { ListedEntry, LookUpAnswer, PaymentProvider } from './provider';
import { type Finding, reportFinding } from './report-finding';
import { seekPaidOrders } from './seek-paid-orders';
import { settleOrder } from './settle-order';

/** Entries compared in one turn, and the most look-ups of a turn. */
const PAGE = 50;
/** Look-ups under way at once. */
const AT_ONCE = 5;
/** Longer than one turn may take. */
const TURN_SECONDS = 15 * 60;
/** How often a payment that cannot be looked up holds its page back before it is left to people. */
const TRIES = 12;
/** Days that are compared when there has been no comparison yet. */
const FIRST_DAYS = 30;

type Turn = { day: string; cursor: string | null; attempts: number; from: Date; to: Date };

/**
 * Compares a page of the provider's own list with our orders: every payment there must be a known order's, of the same
 * amount and outcome. A payment that differs is looked up and settled by the rules; when they cannot settle it, it becomes
 * a finding for an operator.
 *
 * Each day of Korea is compared once, from three in the morning after it on, with an hour of either neighbour, so that
 * nothing falls between two days. The progress of a day is kept in the database: several copies may run, end and
 * start again, and a day that fails delays no other. Afterwards our orders are looked for in the list, see `seekPaidOrders`.
 *
 * @returns whether more can be compared at once
 */
export async function comparePayments(provider: PaymentProvider): Promise<'done' | 'more waits'> {
  const turn = await takeTurn();
  if (!turn) return (await beginDays()) > 0 ? 'more waits' : seekPaidOrders(provider);
  const { from, to, cursor: after } = turn;
  const answer = await provider.list({ from, to, after, limit: PAGE });
  if (answer.outcome === 'unknown') {
    await putOff(turn, answer.code);
    return 'done';
  }
  const isLastTry = turn.attempts >= TRIES;
  const { findings, unclear } = await compareEntries(answer.entries, provider, isLastTry);
  if (unclear.length > 0 && !isLastTry) {
    await Promise.all(findings.map(reportFinding));
    await putOff(turn, 'UNCLEAR');
    return 'done';
  }
  for (const payment of unclear) {
    findings.push({ kind: 'UNCLEAR', payment, amount: payment.amount });
    await haveAskedAbout(payment);
  }
  await Promise.all(findings.map(reportFinding));
  await finishPage(turn, answer.entries);
  return 'more waits';
}

/** Adds the days that have ended since the newest one, or the last thirty. */
async function beginDays(): Promise<number> {
  const { rowCount } = await database().execute(sql`
    WITH bounds AS (
      SELECT ((clock_timestamp() AT TIME ZONE 'Asia/Seoul') - interval '1 day 3 hours')::date AS last,
        (SELECT max(day) FROM payment_comparisons) AS begun
    )
    INSERT INTO payment_comparisons (day)
    SELECT day::date FROM bounds,
      generate_series(coalesce(begun + 1, last - ${FIRST_DAYS - 1}::int), last, interval '1 day') AS day
    ON CONFLICT DO NOTHING`);
  return rowCount ?? 0;
}

/** Takes a day and postpones it, so that no other copy compares it at the same time. */
async function takeTurn(): Promise<Turn | undefined> {
  const { rows } = await database().execute<Turn>(sql`
    UPDATE payment_comparisons SET attempts = attempts + 1,
      next_try_at = clock_timestamp() + make_interval(secs => ${TURN_SECONDS})
    WHERE day = (SELECT day FROM payment_comparisons
      WHERE finished_at IS NULL AND next_try_at <= clock_timestamp()
      ORDER BY next_try_at, day LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING day::text, cursor, attempts,
      (day::timestamp AT TIME ZONE 'Asia/Seoul') - interval '1 hour' AS from,
      (day::timestamp AT TIME ZONE 'Asia/Seoul') + interval '25 hours' AS to`);
  const [turn] = rows;
  return turn && { ...turn, from: new Date(turn.from), to: new Date(turn.to) };
}

/** Postpones a day by a minute, two, four, … up to a bit more than an hour. */
async function putOff({ day, cursor, attempts }: Turn, code: string): Promise<void> {
  log.error({ day, attempts, code }, 'the payments of a day could not be compared; it is tried again');
  // The provider no longer knows this place in its list: the day begins again.
  const isLost = code === 'INVALID_TRANSACTION_KEY';
  await database().execute(sql`
    UPDATE payment_comparisons SET cursor = ${isLost ? null : cursor},
      next_try_at = clock_timestamp() + make_interval(secs => ${60 * 2 ** Math.min(attempts - 1, 6)})
    WHERE day = ${day} AND cursor IS NOT DISTINCT FROM ${cursor}`);
}

async function finishPage({ day, cursor }: Turn, entries: readonly ListedEntry[]): Promise<void> {
  const isLast = entries.length < PAGE;
  await writeDown(entries);
  const reached = entries.at(-1)?.id ?? cursor;
  await database().execute(sql`
    UPDATE payment_comparisons SET cursor = ${reached}, compared = compared + ${entries.length},
      recorded = recorded + ${entries.length},
      attempts = 0, next_try_at = clock_timestamp(),
      finished_at = CASE WHEN ${isLast} THEN clock_timestamp() END
    WHERE day = ${day} AND finished_at IS NULL AND cursor IS NOT DISTINCT FROM ${cursor}`);
}

/** Records the payments that stand in the list as their orders expect: taken, and of the right amount. */
async function writeDown(entries: readonly ListedEntry[]): Promise<void> {
  const taken = entries.flatMap(({ isTaken, amount, ...entry }) =>
    isTaken && amount ? [{ ...entry, amount: amount.toFixed() }] : [],
  );
  await database().execute(sql`
    INSERT INTO payment_listings (order_id, payment_key)
    SELECT o.order_id, e.payment_key
    FROM unnest(${sql.param(taken.map(({ orderId }) => orderId))}::text[],
      ${sql.param(taken.map(({ paymentKey }) => paymentKey))}::text[],
      ${sql.param(taken.map(({ amount }) => amount))}::numeric[]) AS e (order_id, payment_key, amount)
    JOIN payment_orders o ON o.order_id = e.order_id AND o.provider = 'TOSS' AND o.amount = e.amount
    ON CONFLICT DO NOTHING`);
}

/** @param isLastTry  if false, it ends when Toss seems to be away, so that no other payment waits for it */
async function compareEntries(
  entries: readonly ListedEntry[],
  provider: PaymentProvider,
  isLastTry: boolean,
) {
  const findings: Finding[] = [];
  const unclear: ListedEntry[] = [];
  const odd = await oddPayments(entries);
  for (let start = 0; start < odd.length; start += AT_ONCE) {
    const some = odd.slice(start, start + AT_ONCE);
    const outcomes = await Promise.all(some.map((payment) => settleListed(payment, provider)));
    for (const [index, payment] of some.entries()) {
      const outcome = outcomes[index];
      if (outcome === 'unclear') unclear.push(payment);
      else if (outcome) findings.push(outcome);
    }
    const isAway = outcomes.length === AT_ONCE && outcomes.every((outcome) => outcome === 'unclear');
    if (isAway && !isLastTry) break;
  }
  return { findings, unclear };
}

/**
 * One entry for each payment that does not plainly agree with its order. A payment agrees when it was taken for the
 * amount of
 * an order that is PAID by it, or given back and noted on its order.
 */
async function oddPayments(entries: readonly ListedEntry[]): Promise<ListedEntry[]> {
  const { rows } = await database().execute<{
    orderId: string;
    paymentKey: string;
    amount: string;
    isCancelled: boolean;
  }>(sql`
    SELECT order_id AS "orderId", payment_key AS "paymentKey", amount::text AS amount,
      cancelled_at IS NOT NULL AS "isCancelled"
    FROM payment_orders
    WHERE order_id = ANY(${sql.param(entries.map(({ orderId }) => orderId))}::text[])
      AND provider = 'TOSS' AND status = 'PAID'`);
  const paid = new Map(rows.map((order) => [order.orderId, order]));
  const odd = new Map<string, ListedEntry>();
  for (const entry of entries) {
    const order = paid.get(entry.orderId);
    const isRight = order?.paymentKey === entry.paymentKey;
    const agrees = entry.isTaken ? entry.amount?.toFixed() === order?.amount : order?.isCancelled;
    if (!(isRight && agrees)) odd.set(entry.paymentKey, entry);
  }
  return [...odd.values()];
}

async function settleListed(
  payment: ListedEntry,
  provider: PaymentProvider,
): Promise<Finding | 'unclear' | null> {
  const { orderId, paymentKey } = payment;
  try {
    const { rows } = await database().execute<{ amount: string }>(sql`
      SELECT amount::text AS amount FROM payment_orders WHERE order_id = ${orderId} AND provider = 'TOSS'`);
    const [order] = rows;
    const answer = await provider.lookUp({ orderId, paymentKey, amount: payment.amount ?? ZERO });
    if (answer.outcome === 'unknown' || answer.outcome === 'not there') return 'unclear';
    if (!order)
      return answer.outcome === 'paid' ? { kind: 'NO_ORDER', payment, amount: answer.amount } : null;
    const settled = await settleOrder(orderId, { call: 'lookUp', answer }, provider);
    return settled.status === 'PAID' ? surplus(payment, answer, settled) : null;
  } catch (error) {
    log.error({ error, orderId }, 'a payment of the list could not be settled; it is tried again');
    return 'unclear';
  }
}

/** Money that the provider holds and that the wallet was not credited with. */
function surplus(
  payment: ListedEntry,
  answer: LookUpAnswer,
  order: { amount: Money; paymentKey: string | null },
): Finding | null {
  if (answer.outcome !== 'paid') return null;
  const { amount } = answer;
  if (order.paymentKey !== payment.paymentKey) return { kind: 'SECOND_PAYMENT', payment, amount };
  return amount.gt(order.amount) ? { kind: 'OTHER_AMOUNT', payment, amount } : null;
}

/**
 * Schedules further checks, by the rounds of the worker, of a failed order whose payment was unclear. A check takes no
 * money.
 */
async function haveAskedAbout({ orderId, paymentKey }: ListedEntry): Promise<void> {
  await database().execute(sql`
    UPDATE payment_orders SET payment_key = coalesce(payment_key, ${paymentKey}), next_check_at = clock_timestamp()
    WHERE order_id = ${orderId} AND provider = 'TOSS' AND status = 'FAILED'`);
}
