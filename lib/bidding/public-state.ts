import { toWire } from '@/lib/money';
import { personIn } from '@/lib/pseudonym';
import type { AuctionState, Person } from '@/lib/realtime/protocol';
import { type Auction, minimumNext, realEnd } from './auction';

/** The price of the auction that everybody sees: the final price, the highest bid, or the start price. */
export function shownPrice(
  auction: Pick<Auction, 'finalPrice' | 'bidCount' | 'currentPrice' | 'startPrice'>,
) {
  return auction.finalPrice ?? (auction.bidCount > 0 ? auction.currentPrice : auction.startPrice);
}

/**
 * The public state of an auction as it goes over the wire.
 *
 * @param nicknames   by user id; must hold the leader and the winner
 * @param now         the database's clock
 * @param recordHash  the hash of the last attempt
 */
export function publicState(
  auction: Auction,
  { nicknames, now, recordHash }: { nicknames: ReadonlyMap<string, string>; now: Date; recordHash: string },
): AuctionState {
  const person = (userId: string | null): Person | null => {
    if (userId === null) return null;
    const nickname = nicknames.get(userId);
    if (nickname === undefined) throw new Error(`no nickname for user ${userId}`);
    return personIn(auction.id, { id: userId, nickname });
  };
  return {
    auctionId: auction.id,
    version: auction.version,
    historyVersion: auction.historyVersion,
    price: toWire(shownPrice(auction)),
    minimumNext: toWire(minimumNext(auction)),
    bidCount: auction.bidCount,
    leader: person(auction.leaderId),
    status: auction.status,
    endTime: realEnd(auction).toISOString(),
    originalEndTime: auction.originalEndTime.toISOString(),
    extensions: auction.extensions,
    winner: person(auction.winnerId),
    serverTime: now.toISOString(),
    recordHash,
  };
}
