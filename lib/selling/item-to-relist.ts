import { type AuctionDetail, auctionDetail } from '@/lib/auctions/detail';

/**
 * An item of somebody's own, to be listed once more. That makes an auction of its own: bids, questions and reviews
 * stay with the old one. Both show the same stored pictures, which are kept as long as one of them does
 * (`lib/auctions/images/`).
 *
 * @returns null for anybody but its seller, and where there is none
 */
export async function itemToRelist({
  auctionId,
  sellerId,
}: {
  auctionId: string;
  sellerId: string;
}): Promise<AuctionDetail | null> {
  const item = await auctionDetail(auctionId, sellerId);
  return item?.you?.isSeller ? item : null;
}
