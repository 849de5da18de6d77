import { toWire } from '@/lib/money';
import type { LedgerEntry } from '@/lib/wallet/transactions';

/** An entry of the ledger, fit for a browser: amounts in whole won, time in ISO 8601. */
export type WireEntry = {
  id: string;
  type: LedgerEntry['type'];
  balanceDelta: number;
  lockedDelta: number;
  balanceAfter: number;
  lockedAfter: number;
  auctionId: string | null;
  auctionTitle: string | null;
  description: string | null;
  createdAt: string;
};

export function toWireEntry(entry: LedgerEntry): WireEntry {
  return {
    id: entry.id,
    type: entry.type,
    balanceDelta: toWire(entry.balanceDelta),
    lockedDelta: toWire(entry.lockedDelta),
    balanceAfter: toWire(entry.balanceAfter),
    lockedAfter: toWire(entry.lockedAfter),
    auctionId: entry.auctionId,
    auctionTitle: entry.auctionTitle,
    description: entry.description,
    createdAt: entry.createdAt.toISOString(),
  };
}
