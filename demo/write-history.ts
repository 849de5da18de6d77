import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/transaction';
import { type RecordEnd, recordAfter, recordedAttempts } from '@/lib/bidding/attempts';
import { type DecidedOn, writeDecision } from '@/lib/bidding/write';
import { newOrderId } from '@/lib/payments/order-id';
import { discard } from '@/lib/realtime/outbox';
import { CHAIN_START } from '@/lib/record/chain';
import type { SimulatedStep } from './simulate';

/** The number of ids that are drawn at a time. */
const IDS_AT_ONCE = 500;
/** Notifications younger than this are still unread. */
const UNREAD_HOURS = 3;

type DecisionStep = Extract<SimulatedStep, { kind: 'decision' }>;
type MovementStep = Extract<SimulatedStep, { kind: 'movement' }>;

/**
 * Writes a history as if each step had been settled at its own time.
 *
 * @param onBid  called after each bid, also after one that was refused
 */
export async function writeHistory(
  tx: Transaction,
  steps: Iterable<SimulatedStep>,
  onBid: () => void,
): Promise<void> {
  const bidIds: string[] = [];
  const attemptIds: string[] = [];
  const records = new Map<string, RecordEnd>();
  const leadingBids = new Map<string, string>();
  for (const step of steps) {
    if (step.kind === 'movement') {
      await writeMovement(tx, step);
      continue;
    }
    const auctionId = step.before.auction.id;
    const { command, decision } = step;
    const placed = decision.bids.length;
    if (bidIds.length < placed) bidIds.push(...(await drawIds(tx, 'bids_id_seq')));
    if (attemptIds.length === 0) attemptIds.push(...(await drawIds(tx, 'attempts_id_seq')));
    const locked = {
      ...asLocked(step, bidIds.splice(0, placed), leadingBids.get(auctionId) ?? null),
      record: records.get(auctionId) ?? { count: 0, hash: CHAIN_START },
    };
    const drawn = { attemptIds: attemptIds.splice(0, 1), readAt: 0 };
    const attempts = recordedAttempts(
      { ...locked, ...drawn },
      [{ command, arrived: -waited(step.at) }],
      decision,
    );
    await writeDecision(tx, locked, { decision, attempts, remembered: [] });
    records.set(auctionId, recordAfter(locked.record, attempts));
    const leading = locked.bidIds.at(-1);
    if (leading !== undefined) leadingBids.set(auctionId, leading);
    if (command.kind === 'bid' || command.kind === 'autoBid') onBid();
  }
}

/** The state that the transaction would have read at the time of the step. */
function asLocked(
  { before, at }: DecisionStep,
  bidIds: string[],
  leadingBidId: string | null,
): Omit<DecidedOn, 'record'> {
  return {
    auction: before.auction,
    now: at,
    bidIds,
    leadingBidId,
    // For announcements, and the history has none.
    nicknames: new Map(),
  };
}

/** The milliseconds between the arrival of a request and its decision, made up from its time. */
function waited(at: Date): number {
  return 2 + ((at.getTime() / 1_000) % 7);
}

async function writeMovement(
  tx: Transaction,
  { after, type, balanceDelta, at }: MovementStep,
): Promise<void> {
  await tx.execute(sql`
    WITH entry AS (
      INSERT INTO transactions
        (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after, created_at)
      VALUES (${after.id}, ${type}, ${balanceDelta.toFixed()}, 0,
        ${after.balance.toFixed()}, ${after.locked.toFixed()}, ${at.toISOString()})
      RETURNING id, balance_delta, created_at
    ), went_nowhere AS (
      INSERT INTO demo_withdrawals (transaction_id) SELECT id FROM entry WHERE ${type} = 'WITHDRAWAL'
    )
    INSERT INTO payment_orders (order_id, user_id, provider, amount, status, transaction_id, created_at, updated_at)
    SELECT ${newOrderId()}, ${after.userId}, 'DEMO', balance_delta, 'PAID', id, created_at, created_at
    FROM entry WHERE ${type} = 'DEPOSIT'`);
}

async function drawIds(tx: Transaction, sequence: 'bids_id_seq' | 'attempts_id_seq'): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT nextval(${sequence}::regclass)::text AS id FROM generate_series(1, ${IDS_AT_ONCE}::int)`);
  return rows.map((row) => row.id);
}

/** The market is history: all notifications count as delivered, all except the latest as read, and nothing is announced. */
export async function keepQuiet(tx: Transaction): Promise<void> {
  await tx.execute(sql`
    UPDATE notifications SET dispatched_at = created_at,
      is_read = created_at < clock_timestamp() - make_interval(hours => ${UNREAD_HOURS})`);
  // The market was empty before: every row of the outbox comes from this history. National auctions count as
  // announced in their present version.
  await tx.execute(sql`
    INSERT INTO outbox (topic, payload, created_at)
    SELECT 'auction:' || id, jsonb_build_object('message', jsonb_build_object('version', version)), clock_timestamp()
    FROM auctions WHERE is_national AND version > 0`);
  const { rows } = await tx.execute<{ id: string }>(sql`SELECT id FROM outbox`);
  await discard(
    rows.map(({ id }) => id),
    tx,
  );
}
