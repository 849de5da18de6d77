import { toWire, toWireTotal } from '@/lib/money';
import type { LedgerEntry } from './transactions';
import type { WalletView } from './wallet';

/** A wallet as JSON, for the API and for props of client components: money is whole won as an integer, see `toWireTotal`. */
export function toWireWallet({ balance, lockedBalance, locks }: WalletView) {
  return {
    balance: toWireTotal(balance),
    lockedBalance: toWireTotal(lockedBalance),
    locks: locks.map(({ auctionId, title, amount, price }) => ({
      auctionId,
      title,
      amount: toWire(amount),
      price: toWire(price),
    })),
  };
}

/** A ledger entry for props of client components: money is whole won as an integer, times are ISO 8601 UTC. */
export function toWireEntry(entry: LedgerEntry) {
  return {
    ...entry,
    balanceDelta: toWire(entry.balanceDelta),
    lockedDelta: toWire(entry.lockedDelta),
    balanceAfter: toWireTotal(entry.balanceAfter),
    lockedAfter: toWireTotal(entry.lockedAfter),
    createdAt: entry.createdAt.toISOString(),
  };
}

export type WireEntry = ReturnType<typeof toWireEntry>;

/** A ledger entry as the API answers it: description and portion are for our own pages, which have words for them. */
export function toApiEntry(entry: LedgerEntry) {
  const { description: _, portion: __, ...answer } = toWireEntry(entry);
  return answer;
}
