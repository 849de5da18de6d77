import type { EntryDescription } from '@/lib/wallet/movement';
import type { LedgerEntry } from '@/lib/wallet/transactions';

const RETURNED: EntryDescription = 'payout returned';

/** The word for a kind of entry, as a key of `wallet.ledger`: what a bank sent back is no top-up. */
export function entryKind({ type, description }: Pick<LedgerEntry, 'type' | 'description'>) {
  return description === RETURNED ? 'payoutReturned' : (`types.${type}` as const);
}
