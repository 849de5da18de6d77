import type { LedgerEntry } from '@/lib/wallet/transactions';

/** An entry of the ledger as a browser gets it: amounts are digits of whole won, times ISO 8601. */
export type WireEntry = {
  id: string;
  type: LedgerEntry['type'];
  balanceDelta: string;
  lockedDelta: string;
  balanceAfter: string;
  lockedAfter: string;
  auctionId: string | null;
  auctionTitle: string | null;
  description: string | null;
  createdAt: string;
};

export function toWireEntry(entry: LedgerEntry): WireEntry {
  return {
    id: entry.id,
    type: entry.type,
    balanceDelta: entry.balanceDelta.toFixed(),
    lockedDelta: entry.lockedDelta.toFixed(),
    balanceAfter: entry.balanceAfter.toFixed(),
    lockedAfter: entry.lockedAfter.toFixed(),
    auctionId: entry.auctionId,
    auctionTitle: entry.auctionTitle,
    description: entry.description,
    createdAt: entry.createdAt.toISOString(),
  };
}
