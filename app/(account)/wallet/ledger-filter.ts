import { hrefOf, readFields } from '@/lib/http/query';
import { type LedgerFilter, ledgerFilterSchema } from '@/lib/wallet/transactions';

/** The part of an address that narrows the ledger. A field that is no filter is left out. */
export function readLedgerFilter(query: Readonly<Record<string, unknown>>): LedgerFilter {
  return readFields(ledgerFilterSchema, query);
}

/** The filter as a query: "?type=DEPOSIT&from=2026-11-01", or nothing. */
export function ledgerQuery(filter: LedgerFilter & { cursor?: string }): string {
  return hrefOf('', filter);
}
