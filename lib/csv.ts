import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { koreanClock } from '@/lib/korean-clock';

const MARKS_OF_DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export type CsvRow<Key extends string> = Record<Key, string | number | bigint | null>;

/**
 * Rows as CSV (RFC 4180), streamed: however many there are, only those that the reader has not taken yet are in memory.
 *
 * The text begins with a byte order mark, without which Excel mistakes UTF-8 for the encoding of the system. Text that a
 * spreadsheet would run as a formula gets an apostrophe in front (OWASP "CSV Injection"): titles are written by
 * strangers. Numbers stay as they are.
 */
export function csvStream<Key extends string>(
  rows: AsyncIterable<CsvRow<Key>>,
  columns: readonly { key: Key; header: string }[],
): ReadableStream {
  const csv = stringify({
    bom: true,
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
    // A negative amount begins like a formula without being one.
    cast: {
      // Older titles may contain such marks: in a text editor they would turn the amounts behind them around.
      string: (value) => value.replace(MARKS_OF_DIRECTION, ''),
      number: (value) => ({ value: String(value), escape_formulas: false }),
      bigint: (value) => ({ value: String(value), escape_formulas: false }),
    },
  });
  // A reader who leaves ends the query, and a query that fails ends the download.
  pipeline(Readable.from(rows), csv, () => undefined);
  return Readable.toWeb(csv) as ReadableStream;
}

/** A time in Korea in a form that spreadsheets recognize: "2026-11-20 18:00:05". */
export function csvTime(at: Date): string {
  return koreanClock(at.getTime()).slice(0, 19).replace('T', ' ');
}

/** A download; `name` is the name of the file, in ASCII. */
export function csvResponse(csv: ReadableStream, name: string): Response {
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  });
}
