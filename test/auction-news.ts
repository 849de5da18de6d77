import type { AuctionMessage, PublicBid } from '@/lib/realtime/protocol';

/** The message about an auction at this version, as the web server publishes it. */
export function message(
  auctionId: string,
  version: number,
  bids = [bid(auctionId, version)],
): AuctionMessage {
  return {
    auctionId,
    version,
    price: version * 1000,
    minimumNext: version * 1000 + 1000,
    bidCount: version,
    leader: { key: 'k', name: '김**' },
    status: 'ACTIVE',
    endTime: '2026-11-21T09:00:00.000Z',
    winner: null,
    historyVersion: 0,
    extensions: 0,
    recordHash: '',
    serverTime: new Date().toISOString(),
    bids,
  };
}

export function bid(auctionId: string, version: number): PublicBid {
  return {
    id: `${auctionId}${String(version).padStart(6, '0')}`,
    bidder: { key: 'k', name: '김**' },
    amount: version * 1000,
    kind: 'MANUAL',
    version,
    createdAt: '2026-11-20T09:00:00.000Z',
  };
}
