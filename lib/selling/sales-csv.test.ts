import Big from 'big.js';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { Sale } from './sales';
import { SALES_COLUMNS, type SalesColumn, salesCsv } from './sales-csv';

const HEADER = Object.fromEntries(SALES_COLUMNS.map((column) => [column, column])) as Record<
  SalesColumn,
  string
>;

function sale(changes: Partial<Sale> = {}): Sale {
  return {
    auctionId: '7',
    title: '원목 의자, "새것"',
    category: { slug: 'desk-chair', nameKo: '책상/의자', nameEn: 'Desks & chairs' },
    isNational: false,
    startPrice: new Big(10_000),
    earned: new Big('999999999999'),
    bidCount: 3,
    buyer: '김**',
    soldAt: new Date('2026-11-20T15:00:05Z'),
    ...changes,
  };
}

async function csvOf(sales: AsyncIterable<Sale>): Promise<string> {
  const csv = salesCsv(sales, {
    header: HEADER,
    category: ({ category }) => category.nameKo,
    kind: ({ isNational }) => (isNational ? '전국' : '동네'),
  });
  return Buffer.from(await new Response(csv).arrayBuffer()).toString();
}

async function* each<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}

it('opens in a spreadsheet with Korean words, Korean time, and figures as numbers', async () => {
  expect(await csvOf(each([sale()]))).toBe(
    `\ufeff${SALES_COLUMNS.join(',')}\r\n` +
      '2026-11-21 00:00:05,7,"원목 의자, ""새것""",책상/의자,동네,10000,999999999999,3,김**\r\n',
  );
});

it('has no formula from a title or a nickname', async () => {
  const titles = ['=HYPERLINK("http://evil.test")', '+1', '-1', '@SUM(A1)', '\t=1', '＝1+1'];
  const rows: Record<string, string>[] = parse(
    await csvOf(each(titles.map((title) => sale({ title, buyer: '=**' })))),
    { columns: true, bom: true },
  );
  expect(rows.map((row) => row.title)).toEqual(titles.map((title) => `'${title}`));
  expect(new Set(rows.map((row) => row.buyer))).toEqual(new Set(["'=**"]));
});

it('reads no more from the database than its reader takes', async () => {
  let asked = 0;
  let ended = false;
  async function* endless(): AsyncGenerator<Sale> {
    try {
      for (;;) {
        asked += 1;
        yield sale();
      }
    } finally {
      ended = true;
    }
  }
  const reader = salesCsv(endless(), { header: HEADER, category: () => '', kind: () => '' }).getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  await expect.poll(() => ended).toBe(true);
  expect(asked).toBeLessThan(5_000);
});
