import { toWire } from '@/lib/money';
import { keepKnown } from '@/lib/realtime/keep-known';
import type { AuctionMessage } from '@/lib/realtime/protocol';
import type { AuctionDetail } from './detail';

/** The state of an auction as it is announced, without bids. */
export function announcedState(auction: AuctionDetail): AuctionMessage {
  return {
    auctionId: auction.id,
    version: auction.version,
    historyVersion: auction.historyVersion,
    price: toWire(auction.price),
    minimumNext: toWire(auction.minimumNext),
    bidCount: auction.bidCount,
    leader: auction.leader,
    status: auction.status,
    endTime: auction.endTime.toISOString(),
    originalEndTime: auction.originalEndTime.toISOString(),
    extensions: auction.extensions,
    winner: auction.winner,
    serverTime: auction.serverTime.toISOString(),
    recordHash: auction.recordHash,
    bids: [],
  };
}

/** Makes a national auction that can be watched known to the gateway, see `keepKnown`. Its row must be committed. */
export function keepAuctionKnown(auction: AuctionDetail): void {
  const isOver = auction.status === 'ENDED' || auction.status === 'CANCELLED';
  if (auction.isNational && !isOver) keepKnown(announcedState(auction));
}
