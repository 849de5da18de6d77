import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { isVisibleTo } from '@/lib/auctions/removed';
import { idSchema } from '@/lib/id';
import { type Money, toWire, won } from '@/lib/money';
import { personIn } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';
import { CHAIN_START } from '@/lib/record/chain';
import { signingKeyId, signText } from '@/lib/record/keys';
import { RECEIPT_FORMAT, type Receipt, receiptText, type UnsignedReceipt } from '@/lib/record/receipt';
import { commitmentsTo, saltsOf } from '@/lib/record/seal';
import { type AttemptRow, attemptColumns, attemptFromRow, type StoredAttempt } from './attempts';
import { linkFrom } from './link';

/** The facts around an attempt that its page shows. None of them is signed. */
export type Surroundings = {
  /** The title of the item; null once an operator has removed it. */
  title: string | null;
  bidUnit: Money;
  instantPrice: Money | null;
  /** Whether somebody led when it was decided. */
  wasLed: boolean;
  /** The bid that stood at the price of that moment, if it was placed after the attempt had arrived. */
  cameBetween: { bidder: Person; amount: Money; at: Date } | null;
  /** Whether the record of the auction is open to everybody. */
  ended: boolean;
  attemptCount: number;
};

/**
 * One attempt of a person with its receipt.
 *
 * @returns null when there is no such attempt, or when it is somebody else's; also when the attempt before it is no longer kept,
 *   whose hash is part of its own
 */
export async function ownReceipt({
  attemptId,
  userId,
}: {
  attemptId: string;
  userId: string;
}): Promise<{ attempt: StoredAttempt; receipt: Receipt; around: Surroundings } | null> {
  if (!idSchema.safeParse(attemptId).success) return null;
  const { rows } = await database().execute<AttemptRow & AroundRow>(sql`
    SELECT ${attemptColumns}, coalesce(earlier.hash, ${CHAIN_START}) AS previous_hash,
      CASE WHEN ${isVisibleTo(userId)} THEN a.title END AS title, a.bid_unit, a.instant_price, a.attempt_count,
      a.status = 'ENDED' AS ended,
      CASE WHEN t.seq > 1 THEN earlier.leader_after IS NOT NULL
        ELSE EXISTS (SELECT FROM bids WHERE auction_id = a.id AND version <= t.version_before) END AS was_led,
      rival.bidder_id AS rival_id, rival.amount AS rival_amount, rival.created_at AS rival_at,
      (SELECT nickname FROM users WHERE id = rival.bidder_id) AS rival_nickname
    FROM attempts t JOIN auctions a ON a.id = t.auction_id
      LEFT JOIN attempts earlier ON earlier.auction_id = t.auction_id AND earlier.seq = t.seq - 1
      LEFT JOIN bids rival ON rival.auction_id = a.id AND rival.amount = t.price_before AND rival.excluded_by IS NULL
        AND rival.bidder_id <> t.user_id AND rival.created_at BETWEEN t.arrived_at AND t.decided_at
    WHERE t.id = ${attemptId} AND t.user_id = ${userId} AND (t.seq = 1 OR earlier.id IS NOT NULL)`);
  const [row] = rows;
  if (!row) return null;
  const attempt = attemptFromRow(row);
  return { attempt, receipt: receiptOf(attempt, row.previous_hash), around: aroundFromRow(attempt, row) };
}

type AroundRow = {
  previous_hash: string;
  title: string | null;
  bid_unit: string;
  instant_price: string | null;
  attempt_count: number;
  ended: boolean;
  was_led: boolean;
  rival_id: string | null;
  rival_nickname: string | null;
  rival_amount: string;
  rival_at: string;
};

function aroundFromRow({ auctionId }: StoredAttempt, row: AroundRow): Surroundings {
  const { rival_id: rivalId, rival_nickname: nickname } = row;
  return {
    title: row.title,
    bidUnit: won(row.bid_unit),
    instantPrice: row.instant_price === null ? null : won(row.instant_price),
    wasLed: row.was_led,
    cameBetween:
      rivalId === null
        ? null
        : {
            bidder: personIn(auctionId, { id: rivalId, nickname: nickname ?? '' }),
            amount: won(row.rival_amount),
            at: new Date(row.rival_at),
          },
    ended: row.ended,
    attemptCount: row.attempt_count,
  };
}

/** The signed receipt of an attempt for the person whose attempt it is. */
function receiptOf(attempt: StoredAttempt, previousHash: string): Receipt {
  const { userId, leaderAfter, salt, hash } = attempt;
  const { amountSalt, holdSalt } = saltsOf(salt);
  const amount = attempt.amount && toWire(attempt.amount);
  const hold = attempt.hold && toWire(attempt.hold);
  // Another leader's hold is that leader's secret, and so is the salt that keeps others from guessing it.
  const isOwnHold = leaderAfter !== null && leaderAfter === userId;
  const unsigned: UnsignedReceipt = {
    format: RECEIPT_FORMAT,
    ...linkFrom(attempt),
    ...commitmentsTo({ amount, hold, salt }),
    previousHash,
    hash,
    amount,
    amountSalt,
    hold: isOwnHold ? hold : null,
    holdSalt: isOwnHold ? holdSalt : null,
    keyId: signingKeyId(),
  };
  return { ...unsigned, signature: signText(receiptText(unsigned)) };
}
