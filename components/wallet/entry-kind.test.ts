import { expect, it } from 'vitest';
import type { LedgerEntry } from '@/lib/wallet/transactions';
import { entryKind } from './entry-kind';

it.each<[LedgerEntry['type'], LedgerEntry['portion'], string | null, string]>([
  ['BID_LOCK', null, null, 'types.BID_LOCK'],
  ['BID_LOCK', 'maximum', null, 'maximumLocked'],
  ['BID_REFUND', 'maximum', null, 'maximumReleased'],
  ['BID_REFUND', 'rest', null, 'restReleased'],
  ['DEPOSIT', null, 'payout returned', 'payoutReturned'],
  ['DEPOSIT', null, null, 'types.DEPOSIT'],
])('an entry %s of portion %s and description %s is called %s', (type, portion, description, kind) => {
  expect(entryKind({ type, portion, description })).toBe(kind);
});
