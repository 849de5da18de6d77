import { eq, type SQL, sql } from 'drizzle-orm';
import { trades } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { type AnswerToRemember, rememberSql } from '@/lib/idempotency';
import { toWire } from '@/lib/money';
import { type Announcement, announce } from '@/lib/realtime/publish';
import { PERSONAL_TOPIC } from '@/lib/realtime/topics';
import type { TradeNotification } from './draft';
import type { LockedTrade } from './lock-trade';
import type { TradeCommand, TradeDecision } from './rules';
import { columnsOf } from './stored-trade';

/** Writes all changes of a decision, and publishes its notifications after the commit. */
export async function writeTrade(
  tx: Transaction,
  locked: LockedTrade,
  {
    decision,
    command,
    remembered,
  }: {
    decision: Extract<TradeDecision, { ok: true }>;
    command: TradeCommand;
    remembered: readonly AnswerToRemember[];
  },
): Promise<void> {
  const { trade, nextAt, entries, events, notifications } = decision;
  const at = locked.now.toISOString();
  await tx
    .update(trades)
    .set({ ...columnsOf(trade), nextAt })
    .where(eq(trades.id, trade.id));
  const written = await tx.execute<{ id: string; payload: Announcement }>(sql`
    WITH entries AS (
      INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after,
        auction_id, bid_id, created_at)
      SELECT v.wallet_id, v.type, v.balance_delta, v.locked_delta, v.balance_after, v.locked_after,
        ${trade.auctionId}, CASE v.type WHEN 'EARNING' THEN NULL ELSE ${locked.bidId}::bigint END, ${at}
      FROM json_to_recordset(${json(
        entries.map((entry, position) => ({
          position,
          wallet_id: entry.walletId,
          type: entry.type,
          balance_delta: entry.balanceDelta.toFixed(),
          locked_delta: entry.lockedDelta.toFixed(),
          balance_after: entry.balanceAfter.toFixed(),
          locked_after: entry.lockedAfter.toFixed(),
        })),
      )}) AS v (position int, wallet_id bigint, type transaction_type, balance_delta numeric, locked_delta numeric,
        balance_after numeric, locked_after numeric)
      ORDER BY v.position
    ), events AS (
      INSERT INTO trade_events (trade_id, seq, kind, role, actor_id, state, detail, created_at)
      SELECT ${trade.id}, v.position + (SELECT coalesce(max(seq), 0) FROM trade_events WHERE trade_id = ${trade.id}),
        v.kind, v.role, v.actor_id, v.state, v.detail, ${at}
      FROM json_to_recordset(${json(
        events.map((event, index) => ({
          position: index + 1,
          kind: event.kind,
          role: event.role,
          actor_id: event.actorId,
          state: event.state,
          detail: event.detail,
        })),
      )}) AS v (position int, kind text, role text, actor_id bigint, state trade_state, detail jsonb)
    ), act AS (
      ${actSql(command, trade.id, at)}
    ), keys AS (
      ${rememberSql(remembered, at)}
    ), told AS (
      INSERT INTO notifications (recipient_id, kind, params, link, auction_id, created_at)
      SELECT v.recipient_id, v.kind, v.params, ${`/trades/${trade.id}`}, ${trade.auctionId}, ${at}
      FROM json_to_recordset(${json(notifications.map((news) => notificationRow(news, locked)))})
        AS v (recipient_id bigint, kind notification_kind, params jsonb)
      RETURNING id, recipient_id, kind, params, link
    ), notices AS (
      SELECT coalesce(jsonb_agg(jsonb_build_object('userId', recipient_id::text, 'notification',
        jsonb_build_object('id', id::text, 'kind', kind, 'params', params, 'link', link,
          'createdAt', ${at}::text)) ORDER BY id), '[]') AS list FROM told
    )
    INSERT INTO outbox (topic, payload, created_at)
    SELECT ${PERSONAL_TOPIC}, jsonb_build_object('message', NULL, 'notices', list), ${at}
    FROM notices WHERE jsonb_array_length(list) > 0
    RETURNING id, payload`);
  const [row] = written.rows;
  // The two look at their phones while they stand at the door.
  if (row) tx.afterCommit(() => announce(row));
}

/** The operators' log has each decision, with its amount and its reason. */
function actSql(command: TradeCommand, tradeId: string, at: string): SQL {
  const detail = command.kind === 'decide' ? { refund: toWire(command.refund), fault: command.fault } : {};
  const acts =
    command.kind === 'decide' ? [{ operator_id: command.operatorId, reason: command.reason, detail }] : [];
  return sql`INSERT INTO operator_acts (operator_id, act, subject_type, subject_id, reason, detail, created_at)
      SELECT v.operator_id, 'DECIDE_TRADE', 'trade', ${tradeId}, v.reason, v.detail, ${at}
      FROM json_to_recordset(${json(acts)}) AS v (operator_id bigint, reason text, detail jsonb)`;
}

function notificationRow(
  { recipientId, kind, what, amount, reason, at }: TradeNotification,
  { trade, title }: LockedTrade,
) {
  return {
    recipient_id: recipientId,
    kind,
    params: {
      title,
      what,
      role: recipientId === trade.buyerId ? 'BUYER' : 'SELLER',
      ...(amount && { amount: toWire(amount) }),
      ...(reason !== undefined && { reason }),
      ...(at && { at: at.toISOString() }),
    },
  };
}

function json(value: unknown): SQL {
  return sql`${JSON.stringify(value)}::json`;
}
