import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Money, won } from '@/lib/money';

/**
 * The part of a winner's maximum that was free again at the end: the money that their automatic bid held beyond the price.
 *
 * @returns zero if they bid exactly, bought now, or did not win
 */
export async function freedAtEnd({
  auctionId,
  winnerId,
}: {
  auctionId: string;
  winnerId: string;
}): Promise<Money> {
  // The refund of the rest is written right after the payment; earlier refunds are of bids that were outbid, or of changed maxima.
  const { rows } = await database().execute<{ freed: string }>(sql`
    SELECT coalesce(sum(t.balance_delta), 0) AS freed
    FROM wallets w
      JOIN transactions paid ON paid.wallet_id = w.id AND paid.type = 'PAYMENT'
      JOIN transactions t ON t.wallet_id = w.id AND t.auction_id = paid.auction_id AND t.type = 'BID_REFUND' AND t.id > paid.id
    WHERE w.user_id = ${winnerId} AND paid.auction_id = ${auctionId}`);
  return won(rows[0]?.freed ?? 0);
}
