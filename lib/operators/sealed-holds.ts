import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Money, won } from '@/lib/money';

/**
 * The maximum of an automatic bid is its bidder's secret until it is beaten or its auction is over, for operators as well:
 * their pages leave out every amount that it could be computed from. `view-auto-bid.ts` is the only way to it.
 */
export type SealedHold = {
  auctionId: string;
  userId: string;
  /** The first ledger entry of the present lead: from here on, the entries on this auction tell of the maximum. */
  firstEntry: bigint;
};

/**
 * Whether the leader of an auction `a` with hold `h` bids automatically. An automatic bid that has gone up to its maximum, or
 * was stopped, still counts: otherwise the answer would tell that the maximum is the price.
 */
export const bidsAutomaticallySql: SQL = sql`(h.amount > a.current_price OR EXISTS (
  SELECT FROM attempts t WHERE t.auction_id = a.id AND t.user_id = h.user_id AND t.command = 'autoBid' AND t.code IS NULL))`;

/** The sealed holds of these people. */
export async function sealedHoldsOf(userIds: readonly string[]): Promise<SealedHold[]> {
  if (userIds.length === 0) return [];
  const { rows } = await database().execute<{ auction_id: string; user_id: string; first_entry: string }>(sql`
    SELECT h.auction_id, h.user_id, (
      -- While somebody leads, an auction has entries of their wallet alone.
      SELECT min(t.id) FROM transactions t WHERE t.auction_id = h.auction_id AND t.id > coalesce((
        SELECT max(o.id) FROM transactions o WHERE o.auction_id = h.auction_id AND o.wallet_id <> w.id), 0)
    ) AS first_entry
    FROM holds h JOIN auctions a ON a.id = h.auction_id JOIN wallets w ON w.user_id = h.user_id
    WHERE h.user_id = ANY(${sql.param([...new Set(userIds)])}::bigint[]) AND a.status = 'ACTIVE'
      AND ${bidsAutomaticallySql}`);
  return rows.map(({ auction_id, user_id, first_entry }) => ({
    auctionId: auction_id,
    userId: user_id,
    firstEntry: BigInt(first_entry),
  }));
}

/** The movements and balances of a ledger entry. */
type Figures = { balanceDelta: Money; lockedDelta: Money; balanceAfter: Money; lockedAfter: Money };

/** What operators see of them; null where it is sealed. The sum of both balances never tells of a maximum. */
export type UnsealedFigures = { [figure in keyof Figures]: Money | null } & { totalAfter: Money };

/** Leaves out the figures of an entry that a sealed hold of its wallet could be computed from. */
export function withoutSealed<Entry extends Figures & { id: string; auctionId: string | null }>(
  entry: Entry,
  sealed: readonly SealedHold[],
): Omit<Entry, keyof Figures> & UnsealedFigures {
  const since = sealed.filter(({ firstEntry }) => BigInt(entry.id) >= firstEntry);
  const moves = since.some(({ auctionId }) => auctionId === entry.auctionId);
  const { balanceDelta, lockedDelta, balanceAfter, lockedAfter } = entry;
  return {
    ...entry,
    balanceDelta: moves ? null : balanceDelta,
    lockedDelta: moves ? null : lockedDelta,
    balanceAfter: since.length > 0 ? null : balanceAfter,
    lockedAfter: since.length > 0 ? null : lockedAfter,
    totalAfter: won(balanceAfter.plus(lockedAfter)),
  };
}
