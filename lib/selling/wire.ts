import { toWireCard, type WireCard } from '@/lib/auctions/wire';
import type { Person } from '@/lib/realtime/protocol';
import type { ListingItem } from './listing-tabs';

/** A seller's item, for props of client components. */
export type WireItem = WireCard & { leader: Person | null; winner: Person | null; relistedAs: string | null };

export function toWireItem({ auction, ...rest }: ListingItem): WireItem {
  return { ...toWireCard(auction), ...rest };
}
