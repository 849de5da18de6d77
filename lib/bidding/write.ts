import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/transaction';
import { type AnswerToRemember, rememberSql } from '@/lib/idempotency';
import { ZERO } from '@/lib/money';
import { personIn } from '@/lib/pseudonym';
import type { PublicBid } from '@/lib/realtime/protocol';
import { type Announcement, announce } from '@/lib/realtime/publish';
import { auctionTopic, PERSONAL_TOPIC } from '@/lib/realtime/topics';
import { openTradeSql } from '@/lib/trades/open-trade';
import { type RecordedAttempt, recordAfter } from './attempts';
import type { Auction } from './auction';
import type { Bid } from './draft';
import type { Locked } from './lock';
import { publicState } from './public-state';
import type { Decision } from './rules';

/** The facts that a decision was made on, as far as its rows need them. */
export type DecidedOn = Pick<
  Locked,
  'auction' | 'record' | 'nicknames' | 'now' | 'bidIds' | 'leadingBidId'
> & {
  standing?: Locked['standing'];
};

/**
 * Writes the changes of a decision and its attempts, all of them in one statement: a hot auction's lock is held for as long as
 * this takes. The entries move the wallets and the holds, in the order of their ids.
 */
export async function writeDecision(
  tx: Transaction,
  locked: DecidedOn,
  {
    decision,
    attempts,
    remembered,
  }: {
    decision: Decision;
    attempts: readonly (RecordedAttempt | null)[];
    remembered: readonly AnswerToRemember[];
  },
): Promise<void> {
  const { auction } = decision.state;
  const record = recordAfter(locked.record, attempts);
  const at = locked.now.toISOString();
  const bidIds = bidIdsByAmount(locked, decision.bids);
  const announcement = announcementBase(locked, decision, record.hash);

  const written = await tx.executePrepared<{ id: string; payload: Announcement }>(sql`
    WITH placed_bids AS (
      INSERT INTO bids (id, auction_id, bidder_id, amount, kind, version, created_at) OVERRIDING SYSTEM VALUE
      SELECT v.id, ${auction.id}, v.bidder_id, v.amount, v.kind, v.version, ${at}
      FROM json_to_recordset(${json(
        decision.bids.map((bid, index) => ({
          id: bidIdAt(locked, index),
          bidder_id: bid.bidderId,
          amount: bid.amount.toFixed(),
          kind: bid.kind,
          version: bid.version,
        })),
      )}) AS v (id bigint, bidder_id bigint, amount numeric, kind bid_kind, version bigint)
    ), tried AS (
      ${attemptsSql(auction.id, attempts, at)}
    ), entries AS (
      INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after,
        auction_id, bid_id, created_at)
      SELECT v.wallet_id, v.type, v.balance_delta, v.locked_delta, v.balance_after, v.locked_after,
        ${auction.id}, v.bid_id, ${at}
      FROM json_to_recordset(${json(
        decision.entries.map((entry, index) => ({
          position: index,
          wallet_id: entry.walletId,
          type: entry.type,
          balance_delta: entry.balanceDelta.toFixed(),
          locked_delta: entry.lockedDelta.toFixed(),
          balance_after: entry.balanceAfter.toFixed(),
          locked_after: entry.lockedAfter.toFixed(),
          bid_id: entry.bidAmount ? (bidIds.get(entry.bidAmount.toFixed()) ?? null) : null,
        })),
      )}) AS v (position int, wallet_id bigint, type transaction_type, balance_delta numeric, locked_delta numeric,
        balance_after numeric, locked_after numeric, bid_id bigint)
      ORDER BY v.position
    ), acts AS (
      INSERT INTO operator_acts (operator_id, act, subject_type, subject_id, reason, detail, created_at)
      SELECT v.operator_id, v.act, 'auction', ${auction.id}, v.reason, coalesce(v.detail, '{}'), ${at}
      FROM json_to_recordset(${json(
        decision.acts.map(({ operatorId, ...act }) => ({ operator_id: operatorId, ...act })),
      )}) AS v (operator_id bigint, act text, reason text, detail jsonb)
      RETURNING id, act, reason, operator_id
    ), ${exclusionSql(locked, decision)} ${settledReportsSql(decision, at)} ${tradeSql(locked, decision)} told AS (
      INSERT INTO notifications (recipient_id, kind, params, link, auction_id, created_at)
      SELECT v.recipient_id, v.kind, v.params, ${`/auctions/${auction.id}`}, ${auction.id}, ${at}
      FROM (
        SELECT * FROM json_to_recordset(${json(notificationRows(decision))})
          AS rows (recipient_id bigint, kind notification_kind, params jsonb)
        ${isRemoval(decision) ? toldToReporters : sql``}) AS v
      WHERE v.kind <> 'NEW_BID' OR (${notToldYet(auction.id)} AND ${canBeReferredTo})
      ON CONFLICT (recipient_id, auction_id, kind) WHERE kind IN ('NEW_BID', 'OUTBID', 'AUTO_RAISED') AND NOT is_read
        DO UPDATE SET params = excluded.params, created_at = excluded.created_at
        WHERE notifications.kind <> 'NEW_BID'
      RETURNING id, recipient_id, kind, params, link, created_at
    ), keys AS (
      ${rememberSql(remembered, at)}
    ), changed_auction AS (
      UPDATE auctions SET current_price = ${auction.currentPrice.toFixed()}, status = ${auction.status},
        leader_id = ${auction.leaderId}, winner_id = ${auction.winnerId},
        final_price = ${auction.finalPrice?.toFixed() ?? null}, bid_count = ${auction.bidCount},
        version = ${auction.version}, history_version = ${auction.historyVersion},
        ${timesSql(locked.auction, auction)} attempt_count = ${record.count}, record_hash = ${record.hash},
        removed_by = coalesce((SELECT max(id) FROM acts WHERE act = 'CANCEL_AUCTION'), removed_by)
      WHERE id = ${auction.id}
    ), notices AS (
      SELECT coalesce(jsonb_agg(jsonb_build_object('userId', recipient_id::text, 'notification',
        jsonb_build_object('id', id::text, 'kind', kind, 'params', params, 'link', link,
          'createdAt', ${at}::text)) ORDER BY id), '[]') AS list FROM told
    )
    INSERT INTO outbox (topic, payload, created_at)
    SELECT ${announcement ? auctionTopic(auction.id) : PERSONAL_TOPIC},
      jsonb_build_object('message', ${JSON.stringify(announcement)}::jsonb, 'notices', list), ${at}
    FROM notices WHERE ${announcement !== null} OR jsonb_array_length(list) > 0
    RETURNING id, payload`);

  const [row] = written.rows;
  // A bid on a local auction needs no Redis: the worker announces its notifications from the outbox.
  if (row && announcement) tx.afterCommit(() => announce(row));
}

/** The times that a decision has changed. Others stay as they are: a stored time may be finer than a millisecond. */
function timesSql(before: Auction, { endTime, extensions, endedAt }: Auction): SQL {
  const end =
    extensions === before.extensions
      ? sql``
      : sql`end_time = ${endTime.toISOString()}, extensions = ${extensions},`;
  return before.endedAt || !endedAt ? end : sql`${end} ended_at = ${endedAt.toISOString()},`;
}

function json(value: unknown) {
  return sql`${JSON.stringify(value)}::json`;
}

function attemptRow({ link, amount, holdAfter, salt, ...attempt }: RecordedAttempt) {
  return {
    id: link.id,
    seq: link.seq,
    userId: attempt.userId,
    command: link.command,
    amount: amount?.toFixed() ?? null,
    subjectId: attempt.subjectId,
    arrivedAt: link.arrivedAt,
    position: link.position,
    priceBefore: link.priceBefore,
    priceAfter: link.priceAfter,
    versionBefore: link.versionBefore,
    versionAfter: link.versionAfter,
    code: link.code,
    leaderId: attempt.leaderId,
    endAfter: link.endAfter,
    leaderStopped: link.leaderStopped,
    holdAfter: holdAfter?.toFixed() ?? null,
    salt: salt.toString('hex'),
    hash: attempt.hash,
  };
}

/** Adds to the record of the auction. */
function attemptsSql(auctionId: string, attempts: readonly (RecordedAttempt | null)[], at: string): SQL {
  const rows = attempts.flatMap((attempt) => (attempt ? [attemptRow(attempt)] : []));
  return sql`INSERT INTO attempts (id, auction_id, seq, user_id, command, amount, subject_id, arrived_at, decided_at,
        position, price_before, price_after, version_before, version_after, code, leader_after, end_after,
        leader_stopped, hold_after, salt, hash)
      SELECT v.id, ${auctionId}, v.seq, v."userId", v.command, v.amount, v."subjectId", v."arrivedAt", ${at},
        v.position, v."priceBefore", v."priceAfter", v."versionBefore", v."versionAfter", v.code, v."leaderId",
        v."endAfter", v."leaderStopped", v."holdAfter", decode(v.salt, 'hex'), v.hash
      FROM json_to_recordset(${json(rows)}) AS v (id bigint, seq int, "userId" bigint, command text, amount numeric,
        "subjectId" bigint, "arrivedAt" timestamptz, position int, "priceBefore" numeric, "priceAfter" numeric,
        "versionBefore" bigint, "versionAfter" bigint, code text, "leaderId" bigint, "endAfter" timestamptz,
        "leaderStopped" boolean, "holdAfter" numeric, salt text, hash text)`;
}

/** The bids that an operator's act excludes; nothing for any other decision, so that no bid pays for it. */
function exclusionSql({ standing = [] }: DecidedOn, { excluded }: Decision): SQL {
  if (excluded.length === 0) return sql``;
  const amounts = new Set(excluded.map(({ amount }) => amount.toFixed()));
  const ids = standing.filter(({ amount }) => amounts.has(amount.toFixed())).map(({ id }) => id);
  return sql`exclusions AS (
      UPDATE bids SET excluded_by = acts.id FROM acts
      WHERE acts.act = 'EXCLUDE_BIDDER' AND bids.id = ANY(${sql.param(ids)}::bigint[])
    ),`;
}

/** The trade that begins with the sale; nothing for any other decision. */
function tradeSql({ auction, now }: DecidedOn, { trade }: Decision): SQL {
  if (!trade) return sql``;
  const { id: auctionId, sellerId, method } = auction;
  return sql`${openTradeSql({ auctionId, sellerId, method, ...trade, openedAt: now })},`;
}

function isRemoval({ acts }: Decision): boolean {
  return acts.some(({ act }) => act === 'CANCEL_AUCTION');
}

/** A removal settles the open reports about the item. */
function settledReportsSql(decision: Decision, at: string): SQL {
  if (!isRemoval(decision)) return sql``;
  return sql`settled_reports AS (
      UPDATE reports SET status = 'ACTED', resolved_at = ${at}, resolved_by = acts.operator_id FROM acts
      WHERE acts.act = 'CANCEL_AUCTION' AND reports.auction_id = ${decision.state.auction.id} AND reports.status = 'OPEN'
      RETURNING reports.reporter_id, acts.reason
    ),`;
}

const toldToReporters = sql`UNION ALL
        SELECT reporter_id, 'REPORT_SETTLED'::notification_kind,
          jsonb_build_object('title', '', 'outcome', 'REMOVED', 'reason', reason)
        FROM settled_reports`;

/** Amounts of bids that count are unique within an auction, so an amount names its bid. */
function bidIdsByAmount(locked: DecidedOn, bids: readonly Bid[]): Map<string, string> {
  const ids = new Map((locked.standing ?? []).map(({ id, amount }) => [amount.toFixed(), id]));
  bids.forEach((bid, index) => {
    ids.set(bid.amount.toFixed(), bidIdAt(locked, index));
  });
  if (locked.leadingBidId && locked.auction.currentPrice.gt(ZERO)) {
    ids.set(locked.auction.currentPrice.toFixed(), locked.leadingBidId);
  }
  return ids;
}

function notificationRows(decision: Decision) {
  return decision.notifications.map((notification) => ({
    recipient_id: notification.recipientId,
    kind: notification.kind,
    params: {
      // The leader of a removed item reads no more of it.
      title: notification.kind === 'AUCTION_CANCELLED' ? '' : decision.state.auction.title,
      ...(notification.amount ? { amount: notification.amount.toNumber() } : {}),
      ...(notification.rest ? { rest: notification.rest.toNumber() } : {}),
      ...(notification.reason !== undefined ? { reason: notification.reason } : {}),
    },
  }));
}

/**
 * The seller is notified of a bid once until they look. An earlier notification is not waited for, even while it is being
 * marked as read.
 */
function notToldYet(auctionId: string) {
  return sql`NOT EXISTS (SELECT FROM notifications n WHERE n.recipient_id = v.recipient_id
    AND n.auction_id = ${auctionId} AND n.kind = 'NEW_BID' AND NOT n.is_read)`;
}

/**
 * A notification refers to its recipient's row. While somebody holds that row, the seller is not notified: the bid is worth
 * more, and the next one notifies them.
 */
const canBeReferredTo = sql`EXISTS (SELECT FROM users u WHERE u.id = v.recipient_id FOR KEY SHARE SKIP LOCKED)`;

function announcementBase(
  locked: DecidedOn,
  decision: Decision,
  recordHash: string,
): Announcement['message'] {
  const { auction } = decision.state;
  if (!auction.isNational || auction.version === locked.auction.version) return null;
  return {
    ...publicState(auction, { ...locked, recordHash }),
    bids: publicBids(locked, decision.bids),
  };
}

/** Pairs the bids placed with the ids drawn for them. */
export function publicBids(locked: DecidedOn, bids: readonly Bid[]): PublicBid[] {
  return bids.map((bid, index) => ({
    id: bidIdAt(locked, index),
    bidder: personIn(locked.auction.id, {
      id: bid.bidderId,
      nickname: locked.nicknames.get(bid.bidderId) ?? '',
    }),
    amount: bid.amount.toNumber(),
    kind: bid.kind,
    version: bid.version,
    createdAt: locked.now.toISOString(),
  }));
}

function bidIdAt(locked: DecidedOn, index: number): string {
  const id = locked.bidIds[index];
  if (!id) throw new Error('more bids than ids were drawn');
  return id;
}
