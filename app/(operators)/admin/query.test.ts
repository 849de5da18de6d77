import { expect, it } from 'vitest';
import { encodeCursor } from '@/lib/paging/cursor';
import { readPosition } from './query';

it('a list continues behind a cursor or a plain id, and begins at its start for anything else', () => {
  expect(readPosition({ cursor: encodeCursor(['12']) })).toEqual(['12']);
  expect(readPosition({ cursor: '12' })).toEqual(['12']);
  for (const cursor of [undefined, '', '0', 'abc', ['12', '13'], encodeCursor(['x'])]) {
    expect(readPosition({ cursor })).toBeUndefined();
  }
});
