import type { EntryDescription } from '@/lib/wallet/movement';
import type { LedgerEntry } from '@/lib/wallet/transactions';

const RETURNED: EntryDescription = 'payout returned';

/**
 * The word for the kind of an entry, as a key of `wallet.ledger`. Money that a bank sent back is not called a top-up, and
 * the maximum of an automatic bid is not called a bid.
 */
export function entryKind({
  type,
  description,
  portion,
}: Pick<LedgerEntry, 'type' | 'description' | 'portion'>) {
  if (description === RETURNED) return 'payoutReturned';
  if (portion === 'rest') return 'restReleased';
  if (portion === 'maximum') return type === 'BID_LOCK' ? 'maximumLocked' : 'maximumReleased';
  return `types.${type}` as const;
}
