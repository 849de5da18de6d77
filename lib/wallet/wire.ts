import { toWire, toWireTotal } from '@/lib/money';
import type { LedgerEntry } from './transactions';
import type { WalletView } from './wallet';

/** A wallet as JSON, for the API and for props of client components: money is whole won as an integer, see `toWireTotal`. */
export function toWireWallet({ balance, lockedBalance, locks }: WalletView) {
  return {
    balance: toWireTotal(balance),
    lockedBalance: toWireTotal(lockedBalance),
    locks: locks.map(({ auctionId, title, amount }) => ({ auctionId, title, amount: toWire(amount) })),
  };
}

/** A ledger entry as JSON: times are ISO 8601 UTC. */
export function toWireEntry({ description: _, ...entry }: LedgerEntry) {
  return {
    ...entry,
    balanceDelta: toWire(entry.balanceDelta),
    lockedDelta: toWire(entry.lockedDelta),
    balanceAfter: toWireTotal(entry.balanceAfter),
    lockedAfter: toWireTotal(entry.lockedAfter),
    createdAt: entry.createdAt.toISOString(),
  };
}
