import Big from 'big.js';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { fc } from '@/test/properties';
import { ledgerCsv } from './ledger-csv';
import type { LedgerEntry } from './transactions';

const HEADER = {
  time: '시각',
  type: '종류',
  auction: '경매',
  balanceDelta: '사용 가능 변화',
  lockedDelta: '입찰 중 변화',
  balanceAfter: '사용 가능',
  lockedAfter: '입찰 중',
};

function entry(title: string | null, delta = -12_000): LedgerEntry {
  return {
    id: '1',
    type: 'BID_LOCK',
    balanceDelta: new Big(delta),
    lockedDelta: new Big(delta).neg(),
    balanceAfter: new Big('999999999999999999'),
    lockedAfter: new Big(0),
    auctionId: '7',
    auctionTitle: title,
    description: null,
    portion: null,
    createdAt: new Date('2026-11-20T15:00:05Z'),
  };
}

async function* each<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}

async function csvOf(entries: LedgerEntry[]): Promise<Buffer> {
  const stream = ledgerCsv(each(entries), { header: HEADER, kind: () => '입찰', removedItem: '삭제된 물건' });
  return Buffer.from(await new Response(stream).arrayBuffer());
}

it('is UTF-8 that Excel recognises, with Korean times and plain figures', async () => {
  const csv = await csvOf([entry('의자, "새것"')]);
  expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(csv.subarray(3).toString()).toBe(
    '시각,종류,경매,사용 가능 변화,입찰 중 변화,사용 가능,입찰 중\r\n' +
      '2026-11-21 00:00:05,입찰,"의자, ""새것""",-12000,12000,999999999999999999,0\r\n',
  );
});

it('has its header when there are no entries', async () => {
  expect((await csvOf([])).subarray(3).toString()).toBe(`${Object.values(HEADER).join(',')}\r\n`);
});

it('holds each title as text, whatever it contains, and no formula that a spreadsheet would run', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(fc.string(), fc.constantFrom('=1+1', '+1', '-1', '@a', '\t=1', '＝1', 'a\r\nb', '"')),
      ),
      async (titles) => {
        const csv = await csvOf(titles.map((title) => entry(title)));
        const rows: string[][] = parse(csv, { bom: true, record_delimiter: '\r\n' });
        expect(rows).toHaveLength(titles.length + 1);
        rows.slice(1).forEach((row, index) => {
          const title = titles[index] ?? '';
          expect([title, `'${title}`]).toContain(row[2]);
          expect(row[2]).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
          expect(row[3]).toBe('-12000');
        });
      },
    ),
  );
});

it('names an item that an operator has removed without its title', async () => {
  const csv = await csvOf([{ ...entry('의자'), auctionTitle: null }]);
  expect(csv.toString()).toContain('삭제된 물건');
});

it('breaks off when the ledger can no longer be read', async () => {
  async function* failing(): AsyncGenerator<LedgerEntry> {
    yield entry('의자');
    throw new Error('the database is gone');
  }
  const stream = ledgerCsv(failing(), { header: HEADER, kind: () => '입찰', removedItem: '삭제된 물건' });
  await expect(new Response(stream).text()).rejects.toThrow('the database is gone');
});

it('stops reading the ledger when the reader leaves', async () => {
  let ended = false;
  async function* endless(): AsyncGenerator<LedgerEntry> {
    try {
      for (;;) yield entry('의자');
    } finally {
      ended = true;
    }
  }
  const reader = ledgerCsv(endless(), {
    header: HEADER,
    kind: () => '입찰',
    removedItem: '삭제된 물건',
  }).getReader();
  await reader.read();
  await reader.cancel();
  await expect.poll(() => ended).toBe(true);
});
