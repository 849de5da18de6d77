'use server';

import { headers } from 'next/headers';
import { z } from 'zod';
import type { PriceHint } from '@/components/listing-form/use-price-hint';
import type { ListingResult } from '@/components/listing-form/use-send';
import { action } from '@/lib/accounts/action';
import type { MadeFor } from '@/lib/accounts/made-for';
import { actingViewer } from '@/lib/accounts/viewer';
import { auctionMadeWith, createAuction } from '@/lib/auctions/create';
import { categorySlugSchema } from '@/lib/auctions/input';
import { ITEM_CONDITIONS } from '@/lib/auctions/item-terms';
import { suggestPrice } from '@/lib/auctions/price-suggestion';
import { clientAddress } from '@/lib/http/client-address';
import { toWire } from '@/lib/money';

/**
 * Lists an item for the person who is logged in.
 *
 * @param relists  bound by the page: the item that this one was copied from, or null
 */
export const createAuctionAction = action(
  async (relists: string | null, input: unknown, key: string, _madeFor: MadeFor): Promise<ListingResult> => {
    const acting = await actingViewer();
    if (!acting.ok) return acting;
    const who = { sellerId: acting.viewer.id, idempotencyKey: key };
    const created = await createAuction({ ...who, input, relists: relists ?? undefined });
    if (created.ok) return { ok: true, auctionId: created.auction.id };
    // The first request arrived after all, and the form was changed since.
    const before = created.code === 'IDEMPOTENCY_MISMATCH' ? await auctionMadeWith(who) : null;
    return before === null ? created : { ok: true, auctionId: before, before: true };
  },
);

const similarSchema = z.object({ category: categorySlugSchema, condition: z.enum(ITEM_CONDITIONS) });

/** The prices of similar items; null for an invalid question. */
export const suggestPriceAction = action(
  async (question: unknown, _madeFor: MadeFor): Promise<PriceHint | null> => {
    const similar = similarSchema.safeParse(question);
    const suggestion = similar.success
      ? await suggestPrice({ ...similar.data, address: clientAddress(await headers()) })
      : null;
    if (!suggestion) return null;
    const { sales, median, lowerQuartile, upperQuartile } = suggestion;
    return {
      sales,
      median: toWire(median),
      lowerQuartile: toWire(lowerQuartile),
      upperQuartile: toWire(upperQuartile),
    };
  },
);
