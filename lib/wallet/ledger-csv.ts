import { type CsvRow, csvStream, csvTime } from '@/lib/csv';
import type { Money } from '@/lib/money';
import type { LedgerEntry } from './transactions';

const COLUMNS = [
  'time',
  'type',
  'auction',
  'balanceDelta',
  'lockedDelta',
  'balanceAfter',
  'lockedAfter',
] as const;

export type LedgerCsvWords = {
  header: Record<(typeof COLUMNS)[number], string>;
  /** The kind of an entry, in the reader's language. */
  kind: (entry: LedgerEntry) => string;
  /** The name of an item that an operator has removed. */
  removedItem: string;
};

/** A ledger as CSV, see `csvStream`. Amounts are numbers of won without separators; times are Korea's. */
export function ledgerCsv(entries: AsyncIterable<LedgerEntry>, words: LedgerCsvWords): ReadableStream {
  return csvStream(
    rowsOf(entries, words),
    COLUMNS.map((key) => ({ key, header: words.header[key] })),
  );
}

async function* rowsOf(
  entries: AsyncIterable<LedgerEntry>,
  { kind, removedItem }: LedgerCsvWords,
): AsyncGenerator<CsvRow<(typeof COLUMNS)[number]>> {
  for await (const entry of entries) {
    yield {
      time: csvTime(entry.createdAt),
      type: kind(entry),
      auction: entry.auctionTitle ?? (entry.auctionId === null ? null : removedItem),
      balanceDelta: digits(entry.balanceDelta),
      lockedDelta: digits(entry.lockedDelta),
      balanceAfter: digits(entry.balanceAfter),
      lockedAfter: digits(entry.lockedAfter),
    };
  }
}

/** All digits, however large a wallet is. */
function digits(amount: Money): bigint {
  return BigInt(amount.toFixed());
}
