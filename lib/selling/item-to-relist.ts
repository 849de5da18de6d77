import { type AuctionDetail, auctionDetail } from '@/lib/auctions/detail';

/**
 * A seller's own item, to be relisted. Relisting makes a new auction: bids, questions and reviews stay with the old one.
 * Both show the same stored pictures, which are kept as long as one of them does (`lib/auctions/images/`).
 *
 * @returns null for anybody but its seller, if there is no such item, and if an operator has removed it
 */
export async function itemToRelist({
  auctionId,
  sellerId,
}: {
  auctionId: string;
  sellerId: string;
}): Promise<AuctionDetail | null> {
  const item = await auctionDetail(auctionId, sellerId);
  return item?.you?.isSeller && !item.removal ? item : null;
}
