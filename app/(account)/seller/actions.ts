'use server';

import { refresh } from 'next/cache';
import {
  type ActAnswer,
  RELIST_FIELD,
  type RelistAnswer,
} from '@/components/seller-dashboard/seller-actions';
import { action } from '@/lib/accounts/action';
import type { MadeFor } from '@/lib/accounts/made-for';
import { actingViewer } from '@/lib/accounts/viewer';
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
export const closeEarlyAction = action(async (auctionId: string, _madeFor: MadeFor): Promise<ActAnswer> => {
  return act(auctionId, closeEarly);
});

/** Takes one of the viewer's items back before the first bid. */
export const cancelAction = action(async (auctionId: string, _madeFor: MadeFor): Promise<ActAnswer> => {
  return act(auctionId, cancelAuction);
});

async function act(auctionId: string, command: typeof closeEarly): Promise<ActAnswer> {
  const acting = await actingViewer();
  if (!acting.ok) return { ok: false, code: acting.code };
  const answer = await command({ auctionId, userId: acting.viewer.id });
  // A refusal as well says that the page is out of date.
  refresh();
  return answer.ok ? answer : { ok: false, code: answer.code };
}

/** Offers what did not sell once more, as it was. */
export const relistAction = action(
  async (_previous: RelistAnswer | null, form: FormData): Promise<RelistAnswer> => {
    const acting = await actingViewer();
    if (!acting.ok) return { ok: false, code: acting.code };
    const answer = await relist({ auctionId: textOf(form, RELIST_FIELD), sellerId: acting.viewer.id });
    refresh();
    if (!answer.ok) return { ok: false, code: answer.code };
    return { ok: true, auctionId: answer.auction.id, duration: durationAgain(answer.auction) };
  },
);

/** The viewer's items behind a cursor; null without a login, and for a text that is not a cursor. */
export const loadItemsAction = action(
  async (listingTab: ListingTab, cursor: string, _madeFor: MadeFor): Promise<Page<WireItem> | null> => {
    const acting = await actingViewer();
    const after = timePositionSchema.safeParse(cursor);
    if (!acting.ok || !after.success || !LISTING_TABS.includes(listingTab)) return null;
    const sellerId = acting.viewer.id;
    const page = await listingItems({ sellerId, listingTab, after: after.data, limit: ITEMS_SHOWN });
    return mapPage(page, toWireItem);
  },
);
