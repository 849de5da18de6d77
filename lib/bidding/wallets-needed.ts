import { type Money, ZERO } from '@/lib/money';
import { type Auction, minimumNext } from './auction';
import type { CommandRequest } from './command-request';

/**
 * The people whose wallets must be locked before a request is decided: each wallet that it may move, and that of the owner
 * of an idempotency key, which keeps two requests with one key apart. People who become leader within the same batch are
 * bidders of it and need no mention.
 *
 * @param auction  as locked; a command that it rules out for good (after its end, below its price) moves nothing
 * @param bidders  the bidders of the bids that count, for `excludeBidder`: each of them may be the next leader
 * @returns user ids, perhaps repeated
 */
export function walletsNeeded(
  { command, idempotency }: CommandRequest,
  auction: Auction,
  bidders: readonly string[] = [],
): string[] {
  if (auction.status === 'ENDED' || auction.status === 'CANCELLED') return [];
  const leader = auction.leaderId === null ? [] : [auction.leaderId];
  const keyOwner = idempotency ? [idempotency.userId] : [];
  switch (command.kind) {
    case 'bid':
      // Within a batch the price never falls (`excludeBidder` has a batch of its own): a bid that is too low now stays
      // too low, whatever is decided before it.
      return command.userId === auction.sellerId || isTooLow(command.amount, auction)
        ? []
        : [command.userId, ...leader];
    case 'autoBid':
      if (command.userId === auction.leaderId) {
        return command.maximum.lt(auction.currentPrice) ? [] : [command.userId];
      }
      return command.userId === auction.sellerId || isTooLow(command.maximum, auction)
        ? []
        : [command.userId, ...leader];
    case 'lowerAutoBid':
      // Somebody who becomes the leader within the batch is a bidder of it.
      return command.userId === auction.leaderId ? [command.userId] : [];
    case 'buyNow':
      return command.userId === auction.sellerId ||
        auction.instantPrice === null ||
        auction.currentPrice.gte(auction.instantPrice)
        ? []
        : [command.userId, ...leader, auction.sellerId];
    case 'closeEarly':
      return command.userId === auction.sellerId ? [auction.sellerId, ...leader] : [];
    case 'close':
      // No bid before it in the batch can make a leader: once the auction may be closed, bids are late.
      return auction.leaderId === null ? [] : [auction.leaderId, auction.sellerId];
    case 'cancelByOperator':
      return leader;
    case 'excludeBidder':
      return command.bidderId === auction.leaderId ? [...bidders] : [];
    case 'cancel':
      return command.userId === auction.sellerId ? keyOwner : [];
    case 'open':
      return [];
    default: {
      const unknown: never = command;
      throw new Error(`unknown command ${JSON.stringify(unknown)}`);
    }
  }
}

/** Whether an amount is below every bid that the auction takes; where it takes none, every amount is. */
function isTooLow(amount: Money, auction: Auction): boolean {
  const minimum = minimumNext(auction);
  return minimum.eq(ZERO) || amount.lt(minimum);
}
