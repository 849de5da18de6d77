import type { AuctionBid } from '@/lib/auctions/bids';
import type { AuctionDetail } from '@/lib/auctions/detail';
import { toWireAuction, toWireBid } from '@/lib/auctions/wire';
import { stateOfAuction } from '@/lib/live/auction-state';
import { type Money, toWire, toWireBound, toWireTotal } from '@/lib/money';
import type { LiveAuctionItem, LiveAuctionViewer } from './live-auction-provider';

/** The props of a `LiveAuctionProvider`: amounts as integers, times as text, no names but pseudonyms. */
export function liveAuctionProps(
  auction: AuctionDetail,
  viewer: { nickname: string; balance: Money; readAt: Date } | null,
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
      extendWindowMs: auction.extendWindowMs,
      extendCapMs: auction.extendCapMs,
      bidderCount: auction.bidderCount,
      removed: auction.removal !== null,
      similarHref: `/auctions?category=${auction.category.slug}`,
    } satisfies LiveAuctionItem,
    you: viewerIn(auction, viewer),
    initialState: stateOfAuction(toWireAuction(auction)),
    initialBids: bids.map(toWireBid),
  };
}

function viewerIn(
  auction: AuctionDetail,
  viewer: { nickname: string; balance: Money; readAt: Date } | null,
): LiveAuctionViewer | null {
  if (!auction.you || !viewer) return null;
  return {
    key: auction.you.key,
    nickname: viewer.nickname,
    isSeller: auction.you.isSeller,
    highestBid: auction.you.highestBid && toWire(auction.you.highestBid),
    spendable: toWireBound(viewer.balance.plus(auction.you.locked)),
    held: toWire(auction.you.locked),
    wallet: { available: toWireTotal(viewer.balance), readAt: viewer.readAt.toISOString() },
  };
}
