'use server';

import { refresh } from 'next/cache';
import { refused } from '@/components/action/action-state';
import {
  RELIST_FIELD,
  type RelistState,
  type SellerActionState,
} from '@/components/seller-dashboard/seller-actions';
import { action } from '@/lib/accounts/action';
import type { MadeFor } from '@/lib/accounts/made-for';
import { actingEvenSuspended, actingViewer } from '@/lib/accounts/viewer';
import { durationAgain } from '@/lib/auctions/durations';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { textOf } from '@/lib/form-fields';
import { timePositionSchema } from '@/lib/paging/by-time';
import { mapPage, type Page } from '@/lib/paging/page';
import { LISTING_TABS, type ListingTab, listingItems } from '@/lib/selling/listing-tabs';
import { relist } from '@/lib/selling/relist';
import { toWireItem, type WireItem } from '@/lib/selling/wire';
import { ITEMS_SHOWN } from './page-size';

/** Ends one of the viewer's auctions now. */
export const closeListingAction = action(
  async (auctionId: string, _madeFor: MadeFor): Promise<SellerActionState> => {
    return actAsSeller(auctionId, closeEarly, actingViewer);
  },
);

/** Withdraws one of the viewer's items before the first bid. */
export const cancelListingAction = action(
  async (auctionId: string, _madeFor: MadeFor): Promise<SellerActionState> => {
    return actAsSeller(auctionId, cancelAuction, actingEvenSuspended);
  },
);

async function actAsSeller(
  auctionId: string,
  command: typeof closeEarly,
  who: typeof actingEvenSuspended,
): Promise<SellerActionState> {
  const acting = await who();
  if (!acting.ok) return refused(acting, null);
  const result = await command({ auctionId, userId: acting.viewer.id });
  // A refusal, too, means that the page is out of date.
  refresh();
  return result.ok ? { outcome: 'done', kept: null, auction: result.auction } : refused(result, null);
}

/** Lists an unsold item again, as it was. */
export const relistAction = action(async (_previous: unknown, form: FormData): Promise<RelistState> => {
  const acting = await actingViewer();
  if (!acting.ok) return refused(acting, null);
  const result = await relist({ auctionId: textOf(form, RELIST_FIELD), sellerId: acting.viewer.id });
  refresh();
  if (!result.ok) return refused(result, null);
  const { auction } = result;
  return { outcome: 'done', kept: null, auctionId: auction.id, duration: durationAgain(auction) };
});

/** The viewer's items behind a cursor; null for a visitor, and for a text that is no cursor. */
export const loadItemsAction = action(
  async (listingTab: ListingTab, cursor: string, _madeFor: MadeFor): Promise<Page<WireItem> | null> => {
    const acting = await actingEvenSuspended();
    const after = timePositionSchema.safeParse(cursor);
    if (!acting.ok || !after.success || !LISTING_TABS.includes(listingTab)) return null;
    const sellerId = acting.viewer.id;
    const page = await listingItems({
      sellerId,
      listingTab,
      after: after.data,
      limit: ITEMS_SHOWN,
      viewerId: sellerId,
    });
    return mapPage(page, toWireItem);
  },
);
