import { expect, test } from 'vitest';
import { askedOrigin } from './asked-origin';

test.each<[Record<string, string>, string | null]>([
  [{ host: 'localhost:3000' }, 'http://localhost:3000'],
  [{ host: 'web:3000', 'x-forwarded-host': 'market.test' }, 'http://market.test'],
  [{ host: 'market.test', 'x-forwarded-proto': 'https, http' }, 'https://market.test'],
  [{ host: 'market.test', 'x-forwarded-proto': 'javascript' }, 'http://market.test'],
  [{ host: 'a b' }, null],
  [{}, null],
])('of %o it is %s', (headers, origin) => {
  expect(askedOrigin(new Headers(headers))).toBe(origin);
});
