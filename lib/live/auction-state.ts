import type { WireAuction, WireCard } from '@/lib/auctions/wire';
import type { AuctionState, Person } from '@/lib/realtime/protocol';

/** The public state of an auction, as the answer of the API holds it. */
export function stateOfAuction(auction: WireAuction): AuctionState {
  const { version, price, minimumNext, bidCount, leader, status, endTime, winner, serverTime } = auction;
  return {
    auctionId: auction.id,
    version,
    price,
    minimumNext,
    bidCount,
    leader,
    status,
    endTime,
    winner,
    serverTime,
  };
}

/**
 * As much of the state as a card holds, for places that show neither a minimum nor, unless it comes with the card, a
 * person.
 *
 * @param serverTime  ISO 8601, when the card was read
 */
export function stateOfCard(
  card: WireCard & { leader?: Person | null; winner?: Person | null },
  serverTime: string,
): AuctionState {
  const { version, price, bidCount, leader = null, status, endTime, winner = null } = card;
  return {
    auctionId: card.id,
    version,
    price,
    minimumNext: price,
    bidCount,
    leader,
    status,
    endTime,
    winner,
    serverTime,
  };
}
