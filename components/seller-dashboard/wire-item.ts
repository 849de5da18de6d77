import { toWireCard, type WireCard } from '@/lib/auctions/wire';
import type { Person } from '@/lib/realtime/protocol';
import type { ListingItem } from '@/lib/selling/listing-tabs';

/** A seller's item as JSON for a browser. */
export type WireItem = WireCard & { leader: Person | null; winner: Person | null; relistedAs: string | null };

export type WirePage = { items: WireItem[]; nextCursor: string | null };

export function toWirePage(page: { items: ListingItem[]; nextCursor: string | null }): WirePage {
  return {
    items: page.items.map(({ auction, ...rest }) => ({ ...toWireCard(auction), ...rest })),
    nextCursor: page.nextCursor,
  };
}
