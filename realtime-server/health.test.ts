import { expect, test } from 'vitest';
import { isFromNeighbour } from './health';

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['::ffff:10.1.2.3', true],
  ['::ffff:a01:203', true],
  ['169.254.1.1', true],
  ['172.16.0.9', true],
  ['172.32.0.9', false],
  ['192.168.7.7', true],
  ['fd12::5', true],
  ['fe80::1', true],
  ['203.0.113.9', false],
  ['::ffff:203.0.113.9', false],
  ['::ffff:cb00:7109', false],
  ['fe80::1%eth0', true],
  ['2001:db8::1', false],
  [undefined, false],
])('a request from %s is a neighbour’s: %s', (remoteAddress, expected) => {
  expect(isFromNeighbour({ headers: {}, socket: { remoteAddress } })).toBe(expected);
});

test.each([{ 'x-forwarded-for': '10.0.0.1' }, { forwarded: 'for=10.0.0.1' }])(
  'a request that a proxy forwards is not: %o',
  (headers) => {
    expect(isFromNeighbour({ headers, socket: { remoteAddress: '127.0.0.1' } })).toBe(false);
  },
);
