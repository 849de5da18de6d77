import { expect, it } from 'vitest';
import { readSeen, withSeen } from './seen-cookie';

it('remembers each item once, the latest first, and no more than twelve', () => {
  expect(withSeen(undefined, '7')).toBe('7');
  expect(withSeen('7.8.9', '9')).toBe('9.7.8');
  let cookie = '';
  for (let id = 1; id <= 20; id += 1) cookie = withSeen(cookie, String(id));
  expect(readSeen(cookie)).toEqual(['20', '19', '18', '17', '16', '15', '14', '13', '12', '11', '10', '9']);
});

it.each([
  undefined,
  '',
  '..',
  'abc',
  '0',
  '-4',
  '1e3',
  '９',
  '<script>',
  '9'.repeat(19),
  "1'; DROP TABLE bids",
])('reads no id from the cookie %s', (cookie) => {
  expect(readSeen(cookie)).toEqual([]);
  expect(withSeen(cookie, '5')).toBe('5');
});

it('reads the valid ids of a cookie that somebody has changed', () => {
  expect(readSeen('3.x.4.3')).toEqual(['3', '4']);
});
