import type Big from 'big.js';
import { amountSchema } from '@/lib/amount';
import { idSchema } from '@/lib/id';
import { keyFault } from '@/lib/idempotency';
import { invalidInput } from '@/lib/parse-input';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import { type Result, refuse } from '@/lib/result';
import { requestFor } from './command-request';
import { submit } from './desk';

export type BidAnswer = {
  leading: boolean;
  bid: PublicBid | null;
  auction: AuctionState;
  /** Its attempt in the record of the auction. */
  attemptId: string;
};

/**
 * Places a bid and locks its amount in the bidder's wallet.
 *
 * @param amount  whole won: an integer, digits or `Big`
 * @param idempotencyKey  the same key with the same bid gives the first answer again for 24 hours; a refusal leaves it free
 * @returns the bid, whether it leads, and the auction as it stands right after it: another person's automatic bid may have
 *   answered. `bid` is null where the leader's maximum is the same amount, because a tie is the leader's. A refusal moves
 *   nothing, and its attempt is recorded, but for RATE_LIMITED: the person has had too many refused, and does not learn why
 *   this one was
 */
export async function placeBid(input: {
  auctionId: string;
  userId: string;
  amount: number | string | Big;
  idempotencyKey?: string;
}): Promise<Result<BidAnswer>> {
  if (!idSchema.safeParse(input.auctionId).success) return refuse('NOT_FOUND');
  const amount = amountSchema.safeParse(input.amount);
  if (!amount.success) return invalidInput({ amount: 'amount' });
  const fault = keyFault(input.idempotencyKey);
  if (fault) return fault;
  const command = { kind: 'bid', userId: input.userId, amount: amount.data } as const;
  return submit(input.auctionId, requestFor(input.auctionId, command, input.idempotencyKey));
}
