import { describe, expect, it } from 'vitest';
import { queryOf } from '@/lib/http/query';
import { encodeCursor } from '@/lib/paging/cursor';
import { parseInput } from '@/lib/parse-input';
import { createAuctionSchema, editAuctionSchema, listAuctionsSchema, readListQuery } from './input';

const item = {
  title: '원목 의자',
  description: '튼튼해요',
  startPrice: 10_000,
  endTime: '2026-12-01T09:00:00Z',
  category: 'desk-chair',
  isNational: false,
  condition: 'USED_A',
  shippingPayer: 'BUYER',
};

function faultsOf(input: unknown): Record<string, string> {
  const parsed = parseInput(createAuctionSchema, input);
  return parsed.ok ? {} : parsed.fields;
}

function listFaults(query: Record<string, string | string[]>): Record<string, string> {
  const parsed = parseInput(listAuctionsSchema, query);
  return parsed.ok ? {} : parsed.fields;
}

describe('listing an item', () => {
  it('needs only the fields that the API requires', () => {
    expect(faultsOf(item)).toEqual({});
  });

  it('names every field that is missing', () => {
    const fields = faultsOf({});
    expect(fields).toEqual({
      title: 'required',
      description: 'required',
      startPrice: 'required',
      endTime: 'required',
      category: 'required',
      isNational: 'required',
      condition: 'required',
      shippingPayer: 'required',
    });
  });

  it.each([
    [{ startPrice: 0 }, { startPrice: 'tooLow' }],
    [{ startPrice: -1 }, { startPrice: 'tooLow' }],
    [{ startPrice: 1.5 }, { startPrice: 'wholeWon' }],
    [{ startPrice: '10000' }, { startPrice: 'wholeWon' }],
    [{ startPrice: 1_000_000_000_000 }, { startPrice: 'tooHigh' }],
    [{ startPrice: Number.NaN }, { startPrice: 'wholeWon' }],
    [{ instantPrice: 10_000 }, { instantPrice: 'aboveStartPrice' }],
    [{ instantPrice: 20_000, bidUnit: 50_000 }, { instantPrice: 'leavesNoBid' }],
    [{ instantPrice: 20_000, bidUnit: 10_000 }, { instantPrice: 'leavesNoBid' }],
    [{ instantPrice: 11_000 }, { instantPrice: 'leavesNoBid' }],
    [{ bidUnit: 0 }, { bidUnit: 'tooLow' }],
    [{ instantPrice: 0 }, { instantPrice: 'tooLow' }],
    [{ title: ' ' }, { title: 'required' }],
    [{ title: '가'.repeat(101) }, { title: 'tooLong' }],
    [{ description: '가'.repeat(5_001) }, { description: 'tooLong' }],
    [{ endTime: 'tomorrow' }, { endTime: 'time' }],
    [{ startTime: '2026-12-02T09:00:00Z' }, { endTime: 'afterStart' }],
    [{ category: "'; drop table" }, { category: 'unknownCategory' }],
    [{ regionCode: 'abc' }, { regionCode: 'unknownRegion' }],
    [{ condition: 'BROKEN' }, { condition: 'invalid' }],
    [{ isNational: 'yes' }, { isNational: 'invalid' }],
    [{ images: ['../../etc/passwd'] }, { 'images.0': 'invalid' }],
    [{ images: Array(9).fill('a'.repeat(32)) }, { images: 'tooManyImages' }],
    [{ images: Array(2).fill('a'.repeat(32)) }, { images: 'invalid' }],
  ])('%j is refused', (change, fields) => {
    expect(faultsOf({ ...item, ...change })).toEqual(fields);
  });

  it.each([null, 'text', 7, [], undefined])('a body that is %j is refused', (body) => {
    expect(Object.keys(faultsOf(body)).length).toBeGreaterThan(0);
  });

  it('may be changed in single fields, without defaults for the others', () => {
    expect(editAuctionSchema.parse({ title: '새 제목' })).toEqual({ title: '새 제목' });
    expect(editAuctionSchema.parse({ instantPrice: null })).toEqual({ instantPrice: null });
  });
});

describe('the query of a list', () => {
  it('means running auctions, newest first, when it is empty', () => {
    expect(listAuctionsSchema.parse({})).toEqual({ status: 'ACTIVE', sort: 'recent', limit: 24 });
  });

  it.each([
    [{ region: 'abc' }, 'region'],
    [{ category: 'Ü' }, 'category'],
    [{ minPrice: 'abc' }, 'minPrice'],
    [{ minPrice: '-1' }, 'minPrice'],
    [{ maxPrice: '1e9' }, 'maxPrice'],
    [{ minPrice: '5', maxPrice: '4' }, 'maxPrice'],
    [{ condition: 'OLD' }, 'condition'],
    [{ kind: 'global' }, 'kind'],
    [{ status: 'active' }, 'status'],
    [{ sort: 'price' }, 'sort'],
    [{ limit: '0' }, 'limit'],
    [{ limit: '101' }, 'limit'],
    [{ cursor: 'nonsense' }, 'cursor'],
    [{ cursor: encodeCursor(['recent', '1; drop']) }, 'cursor'],
    [{ cursor: encodeCursor(['recent', '9']), sort: 'ending' }, 'cursor'],
    [{ sort: 'ending', cursor: encodeCursor(['ending', '0000-01-01T00:00:00.000000Z', '1']) }, 'cursor'],
    [{ q: ['a', 'b'] }, 'q'],
    [{ q: 'a'.repeat(101) }, 'q'],
  ])('%j is refused by name', (query, field) => {
    expect(Object.keys(listFaults(query))).toEqual([field]);
  });

  it('takes several conditions, and leaves out fields that a form sent empty', () => {
    const query = queryOf(new URLSearchParams('condition=NEW&condition=USED_S&q=&minPrice=+'));
    expect(query).toEqual({ condition: ['NEW', 'USED_S'] });
    expect(listAuctionsSchema.parse(query).condition).toEqual(['NEW', 'USED_S']);
  });

  it('is read by a page as far as possible, and the unreadable fields are named', () => {
    const { filter, ignored } = readListQuery({ region: 'abc', minPrice: 'abc', sort: 'ending', q: '의자' });
    expect(filter).toMatchObject({ sort: 'ending', q: '의자' });
    expect(filter).not.toHaveProperty('region');
    expect(ignored).toEqual(['region', 'minPrice']);
  });
});

describe('an address that a page cannot read', () => {
  it.each([
    ['minPrice=cheap&maxPrice=dear', ['minPrice', 'maxPrice']],
    ['minPrice=9&maxPrice=3', ['maxPrice']],
    ['q=a&q=b', ['q']],
    ['__proto__=a&__proto__=b&category=digital', []],
    ['sort=best&kind=%F0%9F%91%8D&limit=0', ['kind', 'sort', 'limit']],
    [`q=${'가'.repeat(101)}&status=%00`, ['q', 'status']],
  ])('%s leaves out %j', (query, ignored) => {
    expect(readListQuery(new URLSearchParams(query)).ignored).toEqual(ignored);
  });
});
