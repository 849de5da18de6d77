'use server';

import type { ListingResult } from '@/components/listing-form/use-send';
import { action } from '@/lib/accounts/action';
import type { MadeFor } from '@/lib/accounts/made-for';
import { actingViewer } from '@/lib/accounts/viewer';
import { editAuction } from '@/lib/auctions/edit';

/** Changes an item of the person who is logged in. */
export const editAuctionAction = action(
  async (auctionId: string, input: unknown, _key: string, _madeFor: MadeFor): Promise<ListingResult> => {
    const acting = await actingViewer();
    if (!acting.ok) return acting;
    const edited = await editAuction({ auctionId, sellerId: acting.viewer.id, input });
    return edited.ok ? { ok: true, auctionId: edited.auction.id } : edited;
  },
);
