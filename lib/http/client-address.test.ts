import { expect, test } from 'vitest';
import { clientAddress } from './client-address';

function seen(forwarded: string | null, proxies: number): string {
  return clientAddress(new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded }), proxies);
}

test('without a proxy it is the address of the connection', () => {
  expect(seen('203.0.113.7', 0)).toBe('203.0.113.7');
  expect(seen('::ffff:203.0.113.7', 0)).toBe('203.0.113.7');
});

test('behind proxies it is the entry of the outermost proxy, whatever comes before that entry', () => {
  expect(seen('10.9.9.9, 203.0.113.7', 1)).toBe('203.0.113.7');
  expect(seen('10.9.9.9, 203.0.113.7, 198.51.100.2', 2)).toBe('203.0.113.7');
});

test('requests with fewer entries than proxies, or with none, share one counter', () => {
  expect(seen('203.0.113.7', 2)).toBe('unknown');
  expect(seen(null, 0)).toBe('unknown');
});

test('all addresses of an IPv6 subscriber count as one', () => {
  expect(seen('2001:db8:1:2:3:4:5:6', 0)).toBe('2001:db8:1:2::/64');
  expect(seen('2001:DB8:1:2::9', 0)).toBe('2001:db8:1:2::/64');
  expect(seen('fe80::1%eth0', 0)).toBe('fe80:0:0:0::/64');
  expect(seen('1::3:4:5:6:7:8', 0)).toBe('1:0:3:4::/64');
});
