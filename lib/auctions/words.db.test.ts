import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { parseInput } from '@/lib/parse-input';
import { testDatabase } from '@/test/database';
import { makeAuction } from '@/test/market';
import { listAuctionsSchema } from './input';
import { listAuctions } from './list';

testDatabase();

const TITLES = [
  'ＬＧ 그램 17인치',
  'LG 통돌이 세탁기 15㎏',
  '아이폰15 프로 맥스',
  '아이폰 15 미니',
  '아이폰 14',
  'RTX 3080 Ti 그래픽카드',
  'RTX-3080Ti 채굴 안 함',
  'SSD 256 GB',
  'ssd256gb',
  '①호 캠핑 의자',
  '아\u200b이\u200b패드 에어',
  '소파 ﹪할인',
];

beforeAll(async () => {
  for (const title of TITLES) {
    const { id } = await makeAuction();
    await database().execute(sql`UPDATE auctions SET title = ${title} WHERE id = ${id}`);
  }
});

async function found(q: string): Promise<string[]> {
  const parsed = parseInput(listAuctionsSchema, { q, limit: '100' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fields));
  const { items } = await listAuctions({ ...parsed.input, from: null });
  return items.map(({ title }) => title).toSorted();
}

describe('a search finds', () => {
  it.each([
    ['LG', ['LG 통돌이 세탁기 15㎏', 'ＬＧ 그램 17인치']],
    ['ｌｇ', ['LG 통돌이 세탁기 15㎏', 'ＬＧ 그램 17인치']],
    ['15kg', ['LG 통돌이 세탁기 15㎏']],
    ['15 ㎏', ['LG 통돌이 세탁기 15㎏']],
    ['아이폰15', ['아이폰 15 미니', '아이폰15 프로 맥스']],
    ['아이폰 15', ['아이폰 15 미니', '아이폰15 프로 맥스']],
    ['아이폰-15', ['아이폰 15 미니', '아이폰15 프로 맥스']],
    ['아이폰１５', ['아이폰 15 미니', '아이폰15 프로 맥스']],
    ['아\u00ad이폰\u200b14', ['아이폰 14']],
    ['3080ti', ['RTX 3080 Ti 그래픽카드', 'RTX-3080Ti 채굴 안 함']],
    ['rtx3080ti', ['RTX 3080 Ti 그래픽카드', 'RTX-3080Ti 채굴 안 함']],
    ['256gb', ['SSD 256 GB', 'ssd256gb']],
    ['SSD 256GB', ['SSD 256 GB', 'ssd256gb']],
    ['1호', ['①호 캠핑 의자']],
    ['아이패드', ['아\u200b이\u200b패드 에어']],
    ['소파 ％', ['소파 ﹪할인']],
  ])('%j', async (q, titles) => {
    expect(await found(q)).toEqual(titles.toSorted());
  });
});

it('figures have no other spelling, and a figure is not found within a longer one of another word', async () => {
  expect(await found('아이폰13')).toEqual([]);
  expect(await found('3081ti')).toEqual([]);
});

it('titles keep the form in which they were typed', async () => {
  expect(await found('그램')).toEqual(['ＬＧ 그램 17인치']);
});
