import { describe, expect, it } from 'vitest';
import { readSearch, searchPath } from './canonical';

function canonical(query: string) {
  const read = readSearch(query);
  return read.ok ? read.canonical : read.fields;
}

describe('a saved search', () => {
  it('has one form for any order, spaces, case and zeros', () => {
    const one = canonical('q=LEGO  Set&maxPrice=050000&condition=USED_A&condition=NEW&region=1168000000');
    expect(one).toBe(
      `${new URLSearchParams([
        ['condition', 'NEW'],
        ['condition', 'USED_A'],
        ['maxPrice', '50000'],
        ['q', 'lego set'],
        ['region', '1168000000'],
      ])}`,
    );
    expect(canonical('region=1168000000&condition=NEW&condition=USED_A&q=lego set&maxPrice=50000')).toBe(one);
  });

  it('leaves out state, order and position, and fields that a form sent empty', () => {
    expect(canonical('q=소파&status=ENDED&sort=ending&limit=5&minPrice=&utm=x')).toBe(canonical('q=소파'));
    for (const sort of ['most_bids', 'nearest'])
      expect(canonical(`q=소파&sort=${sort}`)).toBe(canonical('q=소파'));
  });

  it('needs a condition', () => {
    expect(canonical('')).toEqual({ query: 'emptySearch' });
    expect(canonical('sort=ending&status=WAITING')).toEqual({ query: 'emptySearch' });
  });

  it('is refused if it cannot be read', () => {
    expect(canonical('minPrice=abc')).toEqual({ minPrice: 'wholeWon' });
    expect(canonical('region=abc')).toEqual({ region: 'unknownRegion' });
    expect(canonical('q=a&q=b')).toHaveProperty('q');
  });

  it('leads to the list, newest first', () => {
    expect(searchPath('q=lego')).toBe('/auctions?q=lego&sort=recent');
    expect(searchPath('q=lego', 'WAITING')).toBe('/auctions?q=lego&status=WAITING&sort=recent');
  });
});
