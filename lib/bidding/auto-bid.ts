import type Big from 'big.js';
import { amountSchema } from '@/lib/amount';
import { idSchema } from '@/lib/id';
import { keyFault } from '@/lib/idempotency';
import { invalidInput } from '@/lib/parse-input';
import { type Result, refuse } from '@/lib/result';
import { requestFor } from './command-request';
import { submit } from './desk';
import type { BidAnswer } from './place-bid';

/**
 * Bids automatically up to a maximum, and locks the maximum in the bidder's wallet. For the leader it replaces the maximum,
 * up or down, and nobody else learns of it.
 *
 * @param maximum  whole won: an integer, digits or `Big`
 * @param idempotencyKey  as for `placeBid`
 * @returns as `placeBid`; `bid` is also null for the leader, who only changes the maximum
 */
export async function autoBid(input: {
  auctionId: string;
  userId: string;
  maximum: number | string | Big;
  idempotencyKey?: string;
}): Promise<Result<BidAnswer>> {
  if (!idSchema.safeParse(input.auctionId).success) return refuse('NOT_FOUND');
  const maximum = amountSchema.safeParse(input.maximum);
  if (!maximum.success) return invalidInput({ maximum: 'amount' });
  const fault = keyFault(input.idempotencyKey);
  if (fault) return fault;
  const command = { kind: 'autoBid', userId: input.userId, maximum: maximum.data } as const;
  return submit(input.auctionId, requestFor(input.auctionId, command, input.idempotencyKey));
}
