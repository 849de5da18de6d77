import { cache } from 'react';
import { currentViewer } from '@/lib/accounts/viewer';
import { auctionDetail } from '@/lib/auctions/detail';

/** The auction of this page as its viewer may see it; read once a request, however many components ask for it. */
export const loadAuction = cache(async (id: string) => {
  const viewer = await currentViewer();
  return auctionDetail(id, viewer?.id ?? null);
});
