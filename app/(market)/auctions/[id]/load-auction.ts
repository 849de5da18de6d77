import { cache } from 'react';
import { currentViewer } from '@/lib/accounts/viewer';
import { keepAuctionKnown } from '@/lib/auctions/announced-state';
import { auctionDetail } from '@/lib/auctions/detail';

/** The auction of this page as its viewer may see it; read once a request, however many components ask for it. */
export const loadAuction = cache(async (id: string) => {
  const viewer = await currentViewer();
  const auction = await auctionDetail(id, viewer?.id ?? null);
  // The page is about to ask the gateway for it.
  if (auction) keepAuctionKnown(auction);
  return auction;
});
