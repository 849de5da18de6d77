import { sql } from 'drizzle-orm';
import { idSchema } from '@/lib/id';
import { type Money, won } from '@/lib/money';
import { parseInput } from '@/lib/parse-input';
import { type Result, refuse } from '@/lib/result';
import { actAsOperator } from './operator';
import { reasonSchema, recordAct } from './operator-log';
import { bidsAutomaticallySql } from './sealed-holds';

/**
 * Shows an operator the maximum of the automatic bid that leads a running auction. The log keeps the act and its reason, and
 * not the amount: it is read by all operators. From then on the operator may not bid on this auction (`lib/bidding/lock.ts`).
 *
 * @returns FORBIDDEN for a person who is not an operator, and for an operator who sells the item or has bid on it; NOT_FOUND
 *   when no automatic bid leads it now
 */
export async function viewAutoBid({
  operatorId,
  auctionId,
  reason,
}: {
  operatorId: string;
  auctionId: string;
  reason: unknown;
}): Promise<Result<{ maximum: Money; nickname: string }, 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID_INPUT'>> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(reasonSchema, reason);
  if (!parsed.ok)
    return { ok: false, code: 'INVALID_INPUT', fields: { reason: parsed.fields.body ?? 'invalid' } };
  return actAsOperator<Result<{ maximum: Money; nickname: string }, 'FORBIDDEN' | 'NOT_FOUND'>>(
    operatorId,
    async (tx) => {
      const { rows } = await tx.execute<{
        amount: string;
        user_id: string;
        nickname: string;
        takes_part: boolean;
      }>(sql`
        SELECT h.amount, h.user_id, u.nickname,
          a.seller_id = ${operatorId} OR EXISTS (
            SELECT FROM bids b WHERE b.auction_id = a.id AND b.bidder_id = ${operatorId}) AS takes_part
        FROM holds h JOIN auctions a ON a.id = h.auction_id JOIN users u ON u.id = h.user_id
        WHERE h.auction_id = ${auctionId} AND a.status = 'ACTIVE' AND ${bidsAutomaticallySql}`);
      const [hold] = rows;
      if (!hold) return refuse('NOT_FOUND');
      // Somebody with an interest in this price would have an advantage over all others.
      if (hold.takes_part) return refuse('FORBIDDEN');
      await recordAct(tx, {
        operatorId,
        act: 'VIEW_AUTO_BID',
        subjectType: 'auction',
        subjectId: auctionId,
        reason: parsed.input,
        detail: { bidder: hold.user_id },
      });
      return { ok: true, maximum: won(hold.amount), nickname: hold.nickname };
    },
  );
}
