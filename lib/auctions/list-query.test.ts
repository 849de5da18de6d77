import { describe, expect, it } from 'vitest';
import { chosenRegion, conditionCount, listHref, readPrices, withoutConditions } from './list-query';

describe('the address of a list', () => {
  const query = {
    category: 'digital',
    q: '소파',
    sort: 'ending',
    cursor: 'abc',
    condition: ['NEW', 'USED_S'],
  };

  it('keeps the chosen conditions in one order and begins at the start', () => {
    expect(listHref(query)).toBe(
      `/auctions?${new URLSearchParams([
        ['q', '소파'],
        ['category', 'digital'],
        ['condition', 'NEW'],
        ['condition', 'USED_S'],
        ['sort', 'ending'],
      ])}`,
    );
  });

  it('removes a condition and leaves out defaults', () => {
    expect(listHref(query, { q: null, condition: null, category: null, sort: 'recent' })).toBe('/auctions');
    expect(listHref({ status: 'ACTIVE' })).toBe('/auctions');
  });

  it('drops empty values', () => {
    expect(listHref({ q: ' ', minPrice: '' })).toBe('/auctions');
  });

  it('counts conditions, not the order', () => {
    expect(conditionCount(query)).toBe(3);
    expect(conditionCount(withoutConditions(query))).toBe(0);
    expect(listHref(withoutConditions(query))).toBe('/auctions?sort=ending');
  });
});

describe('the prices of a list', () => {
  it('are whole won however they were written, and unreadable text stays as it is', () => {
    expect(readPrices({ q: '1만', minPrice: '1.5만', maxPrice: ['20,000원'] })).toEqual({
      q: '1만',
      minPrice: '15000',
      maxPrice: ['20000'],
    });
    expect(readPrices({ minPrice: '15,00', maxPrice: '' })).toEqual({ minPrice: '15,00', maxPrice: '' });
    expect(readPrices({ sort: 'ending' })).toEqual({ sort: 'ending' });
  });
});

describe('a region from three lists', () => {
  const paths: Record<string, { code: string }[]> = {
    gangnam: [{ code: 'seoul' }, { code: 'gangnam' }],
    yeoksam: [{ code: 'seoul' }, { code: 'gangnam' }, { code: 'yeoksam' }],
  };
  const pathOf = async (code: string) => paths[code] ?? [];

  it('is the narrowest one that lies in the wider ones', async () => {
    expect(await chosenRegion(['seoul', 'gangnam', 'yeoksam'], pathOf)).toBe('yeoksam');
    expect(await chosenRegion(['seoul', '', ''], pathOf)).toBe('seoul');
    expect(await chosenRegion(['', '', ''], pathOf)).toBeNull();
  });

  it('ignores the narrower ones when only the widest was changed', async () => {
    expect(await chosenRegion(['busan', 'gangnam', 'yeoksam'], pathOf)).toBe('busan');
  });
});
