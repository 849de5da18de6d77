import type { CommandRequest } from './command-request';
import { type Auction, minimumNext } from './rules';

/**
 * Whose wallets must be locked before a request is decided: every wallet that it may move, and that of whoever gave an
 * idempotency key, which keeps two requests with one key apart. Leaders that come up within the same batch are bidders
 * of it and need no mention.
 *
 * @param auction  as locked; what it rules out for good (its end, a price already passed) moves nothing and needs nobody
 * @returns user ids, perhaps repeated
 */
export function walletsNeeded({ command, idempotency }: CommandRequest, auction: Auction): string[] {
  if (auction.status === 'ENDED' || auction.status === 'CANCELLED') return [];
  const leader = auction.leaderId === null ? [] : [auction.leaderId];
  const keyOwner = idempotency ? [idempotency.userId] : [];
  switch (command.kind) {
    case 'bid':
      // The price never falls: who is too low now stays so behind whatever is decided before.
      return command.userId === auction.sellerId || command.amount.lt(minimumNext(auction))
        ? []
        : [command.userId, ...leader];
    case 'buyNow':
      return command.userId === auction.sellerId ||
        auction.instantPrice === null ||
        auction.currentPrice.gte(auction.instantPrice)
        ? []
        : [command.userId, ...leader, auction.sellerId];
    case 'closeEarly':
      return command.userId === auction.sellerId ? [auction.sellerId, ...leader] : [];
    case 'close':
      // No bid before it in the batch can make a leader: where it may close, bids are late.
      return auction.leaderId === null ? [] : [auction.leaderId, auction.sellerId];
    case 'cancelByOperator':
      return leader;
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
