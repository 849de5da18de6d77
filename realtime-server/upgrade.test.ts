import { expect, test } from 'vitest';
import { addressOf, isAllowedOrigin } from './upgrade';

const host = 'market.kr:3001';

test.each([
  ['the page of the same host on another port', 'http://market.kr:3000', host, true],
  ['the page of the same host over https', 'https://market.kr', host, true],
  ['a phone that calls this machine by its address', 'http://192.168.0.7:3000', '192.168.0.7:3001', true],
  ['an IPv6 address', 'http://[::1]:3000', '[::1]:3001', true],
  ['no origin', undefined, host, false],
  ['an opaque origin', 'null', host, false],
  ["somebody else's page", 'http://evil.kr', host, false],
  ['a host that only begins alike', 'http://market.kr.evil.kr', host, false],
  ['a host that only ends alike', 'http://evilmarket.kr', host, false],
  ['a subdomain', 'http://a.market.kr', host, false],
  ['an extension', 'chrome-extension://market.kr', host, false],
  ['text that is no origin', 'market.kr', host, false],
  ['an origin with a path', 'http://market.kr:3000/x', host, false],
  ['no host to compare with', 'http://market.kr', undefined, false],
])('without a configured origin: %s', (_, origin, requestHost, allowed) => {
  expect(isAllowedOrigin({ origin, host: requestHost }, null)).toBe(allowed);
});

test.each([
  ['https://market.kr', true],
  ['http://market.kr', false],
  ['https://market.kr:8443', false],
  ['http://gateway:3001', false],
  ['null', false],
  [undefined, false],
])('with a configured origin it alone is allowed: %s', (origin, allowed) => {
  expect(isAllowedOrigin({ origin, host: 'gateway:3001' }, 'https://market.kr')).toBe(allowed);
});

function address(remoteAddress: string | undefined, forwarded?: string, trustedProxies = 0): string | null {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return addressOf({ headers, socket: { remoteAddress } }, trustedProxies);
}

test('an IPv4 address counts as itself, however the system writes it', () => {
  expect(address('203.0.113.9')).toBe('203.0.113.9');
  expect(address('::ffff:203.0.113.9')).toBe('203.0.113.9');
  expect(address(undefined)).toBeNull();
});

test('an IPv6 address counts with its whole /64', () => {
  const network = '2001:db8:0:42::/64';
  expect(address('2001:db8:0:42:1:2:3:4')).toBe(network);
  expect(address('2001:0db8::42:ffff:0:0:1')).toBe(network);
  expect(address('2001:db8:0:43::1')).not.toBe(network);
  expect(address('::1')).toBe('0:0:0:0::/64');
});

test('of X-Forwarded-For only the entry of a trusted proxy counts', () => {
  expect(address('10.0.0.1', '198.51.100.7')).toBe('10.0.0.1');
  expect(address('10.0.0.1', '1.1.1.1, 198.51.100.7', 1)).toBe('198.51.100.7');
  expect(address('10.0.0.1', undefined, 1)).toBe('10.0.0.1');
});

test('behind two proxies visitors do not share the address of the inner one', () => {
  expect(address('10.0.0.1', '203.0.113.7, 198.51.100.2', 2)).toBe('203.0.113.7');
  expect(address('10.0.0.1', '203.0.113.8, 198.51.100.2', 2)).toBe('203.0.113.8');
  const headers = { 'x-forwarded-for': ['203.0.113.9', '198.51.100.2'] as unknown as string };
  expect(addressOf({ headers, socket: { remoteAddress: '10.0.0.1' } }, 2)).toBe('203.0.113.9');
});
