import { expect, test } from 'vitest';
import { safeReturnPath, withReturnPath } from './return-path';

test.each(['/', '/wallet', '/auctions?region=1100000000&sort=ending', '/auctions/12#bids', '/%EB%AF%BC'])(
  'a path of this site is kept: %s',
  (path) => {
    expect(safeReturnPath(path)).toBe(path);
  },
);

test.each([
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/..//evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  'wallet',
  '',
  undefined,
  ['/wallet'],
])('anything else leads to the home page: %j', (path) => {
  expect(safeReturnPath(path)).toBe('/');
});

test('the return path is carried along, and left out for the home page', () => {
  expect(withReturnPath('/login', '/auctions?q=의자')).toBe(
    '/login?next=%2Fauctions%3Fq%3D%EC%9D%98%EC%9E%90',
  );
  expect(withReturnPath('/signup', '/')).toBe('/signup');
});
