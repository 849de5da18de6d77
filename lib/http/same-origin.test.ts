import { expect, test } from 'vitest';
import { isSameOrigin } from './same-origin';

const here = { host: 'market.test' };

test('a page of the requested host belongs to this site', () => {
  expect(isSameOrigin(new Headers({ ...here, origin: 'https://market.test' }), null)).toBe(true);
  expect(isSameOrigin(new Headers({ host: 'localhost:3000', origin: 'http://localhost:3000' }), null)).toBe(
    true,
  );
});

test('behind a proxy the host is the one that the proxy was asked for, or the configured one', () => {
  const inside = { host: 'web:3000', origin: 'https://market.test' };
  expect(isSameOrigin(new Headers({ ...inside, 'x-forwarded-host': 'market.test' }), null)).toBe(true);
  expect(isSameOrigin(new Headers(inside), 'https://market.test/')).toBe(true);
});

test.each([
  undefined,
  'null',
  '',
  'https://evil.test',
  'https://market.test.evil.test',
  'http://market.test:8080',
  'junk',
])('the origin %j is foreign', (origin) => {
  expect(isSameOrigin(new Headers(origin === undefined ? here : { ...here, origin }), null)).toBe(false);
});
