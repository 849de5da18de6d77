import type { AuctionBid } from '@/lib/auctions/bids';
import type { AuctionDetail } from '@/lib/auctions/detail';
import { toWireBid } from '@/lib/auctions/wire';
import { type Money, toWire, toWireBound } from '@/lib/money';
import type { AuctionState } from '@/lib/realtime/protocol';
import type { LiveAuctionItem, LiveAuctionViewer } from './live-auction-provider';

/** What the room of an auction needs, fit for a browser: amounts as integers, times as text, nobody's name. */
export function liveAuctionProps(
  auction: AuctionDetail,
  viewer: { nickname: string; balance: Money } | null,
  bids: readonly AuctionBid[],
) {
  return {
    auction: {
      id: auction.id,
      title: auction.title,
      isNational: auction.isNational,
      startTime: auction.startTime.toISOString(),
      startPrice: toWire(auction.startPrice),
      bidUnit: toWire(auction.bidUnit),
      instantPrice: auction.instantPrice && toWire(auction.instantPrice),
      bidderCount: auction.bidderCount,
      similarHref: `/auctions?category=${auction.category.slug}`,
    } satisfies LiveAuctionItem,
    you: viewerIn(auction, viewer),
    initialState: stateOf(auction),
    initialBids: bids.map(toWireBid),
  };
}

function viewerIn(
  auction: AuctionDetail,
  viewer: { nickname: string; balance: Money } | null,
): LiveAuctionViewer | null {
  if (!auction.you || !viewer) return null;
  return {
    key: auction.you.key,
    nickname: viewer.nickname,
    isSeller: auction.you.isSeller,
    highestBid: auction.you.highestBid && toWire(auction.you.highestBid),
    spendable: toWireBound(viewer.balance.plus(auction.you.locked)),
  };
}

function stateOf(auction: AuctionDetail): AuctionState {
  return {
    auctionId: auction.id,
    version: auction.version,
    price: toWire(auction.price),
    minimumNext: toWire(auction.minimumNext),
    bidCount: auction.bidCount,
    leader: auction.leader,
    status: auction.status,
    endTime: (auction.endedAt ?? auction.endTime).toISOString(),
    winner: auction.winner,
    serverTime: auction.serverTime.toISOString(),
  };
}
