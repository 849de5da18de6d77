import { type LedgerFilter, ledgerFilterSchema } from '@/lib/wallet/transactions';

/** The part of an address that narrows the ledger. A field that is no filter is left out. */
export function readLedgerFilter(query: Record<string, unknown>): LedgerFilter {
  const { type, from, to } = ledgerFilterSchema.shape;
  return {
    type: type.safeParse(query.type || undefined).data,
    from: from.safeParse(query.from || undefined).data,
    to: to.safeParse(query.to || undefined).data,
  };
}

/** The filter as a query: "?type=DEPOSIT&from=2026-11-01", or nothing. */
export function ledgerQuery(filter: LedgerFilter & { cursor?: string }): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) params.set(name, value);
  return params.size > 0 ? `?${params}` : '';
}
