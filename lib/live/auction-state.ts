import type { WireAuction, WireCard } from '@/lib/auctions/wire';
import type { AuctionState, Person } from '@/lib/realtime/protocol';

/** The public state of an auction, as the answer of the API holds it. */
export function stateOfAuction(auction: WireAuction): AuctionState {
  const {
    version,
    historyVersion,
    price,
    minimumNext,
    bidCount,
    leader,
    status,
    endTime,
    originalEndTime,
    extensions,
    winner,
    serverTime,
    recordHash,
  } = auction;
  return {
    auctionId: auction.id,
    version,
    historyVersion,
    price,
    minimumNext,
    bidCount,
    leader,
    status,
    endTime,
    originalEndTime,
    extensions,
    winner,
    serverTime,
    recordHash,
  };
}

/**
 * The state of an auction as far as its card contains it. `minimumNext` is not the true minimum, and the leader and the
 * winner are null unless the card contains them: only for places that do not show these.
 *
 * @param serverTime  ISO 8601, when the card was read
 */
export function stateOfCard(
  card: WireCard & { leader?: Person | null; winner?: Person | null },
  serverTime: string,
): AuctionState {
  const { version, price, bidCount, leader = null, status, winner = null } = card;
  const { endTime, originalEndTime, extensions } = card;
  return {
    auctionId: card.id,
    version,
    historyVersion: 0,
    price,
    minimumNext: price,
    bidCount,
    leader,
    status,
    endTime,
    originalEndTime,
    extensions,
    winner,
    serverTime,
    recordHash: '',
  };
}
