'use server';

import type { SellAction } from '@/components/sell/use-send';
import { actingViewer } from '@/lib/accounts/viewer';
import { editAuction } from '@/lib/auctions/edit';

/** Changes an item of whoever is logged in. */
export async function editAuctionAction(auctionId: string, input: unknown): ReturnType<SellAction> {
  const acting = await actingViewer();
  if (!acting.ok) return acting;
  const edited = await editAuction({ auctionId, sellerId: acting.viewer.id, input });
  return edited.ok ? { ok: true, auctionId: edited.auction.id } : edited;
}
