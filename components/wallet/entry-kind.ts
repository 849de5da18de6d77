import type { EntryDescription } from '@/lib/wallet/movement';
import type { LedgerEntry } from '@/lib/wallet/transactions';

const RETURNED: EntryDescription = 'payout returned';

/**
 * The word for the kind of an entry, as a key of `wallet.ledger`. Money that a bank sent back is not called a top-up.
 */
export function entryKind({ type, description }: Pick<LedgerEntry, 'type' | 'description'>) {
  return description === RETURNED ? 'payoutReturned' : (`types.${type}` as const);
}
