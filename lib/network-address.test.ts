import { isIPv6 } from 'node:net';
import { expect, test } from 'vitest';
import { fc } from '@/test/properties';
import { networkAddress } from './network-address';

/** The address that counts for a connection from outside, with nothing in front. */
function direct(connection: string | null): string | null {
  return networkAddress({ forwardedFor: null, connection, trustedProxies: 0 });
}

/** The address that counts for a request which our proxies forwarded from the machine beside us. */
function forwarded(forwardedFor: string | null, trustedProxies: number): string | null {
  return networkAddress({ forwardedFor, connection: '10.0.0.1', trustedProxies });
}

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:203.0.113.7', '203.0.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
  ['0000:0000:0000:0000:0000:FFFF:203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7%eth0', '203.0.113.7'],
])('%s is one IPv4 address, however it is written', (address, counted) => {
  expect(direct(address)).toBe(counted);
  expect(forwarded(address, 1)).toBe(counted);
});

test.each([
  ['2001:db8:0:42:1:2:3:4', '2001:db8:0:42::/64'],
  ['2001:0DB8::42:ffff:0:0:1', '2001:db8:0:42::/64'],
  ['2001:db8:0:0042::', '2001:db8:0:42::/64'],
  ['2001:db8:0:43::1', '2001:db8:0:43::/64'],
  ['1::3:4:5:6:7:8', '1:0:3:4::/64'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['fe80::1%eth0.100', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts with its whole /64', (address, network) => {
  expect(direct(address)).toBe(network);
  expect(forwarded(address, 1)).toBe(network);
});

test('two spellings of an IPv6 address count as one', () => {
  const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(groups, (parts) => {
      const long = parts.map((part) => part.toString(16).padStart(4, '0').toUpperCase()).join(':');
      const short = new URL(`http://[${long}]`).hostname.slice(1, -1);
      fc.pre(isIPv6(long) && isIPv6(short));
      expect(direct(long)).toBe(direct(short));
      expect(direct(long)).toMatch(/^([\da-f]{1,4}:){4}:\/64$|^\d+\.\d+\.\d+\.\d+$/);
    }),
  );
});

test('a proxy that also writes the port of its caller makes no new visitor of each connection', () => {
  expect(forwarded('203.0.113.7:4711', 1)).toBe('203.0.113.7');
  expect(forwarded('[2001:db8:0:42::1]:4711', 1)).toBe('2001:db8:0:42::/64');
  expect(forwarded('[2001:db8:0:42::1]', 1)).toBe('2001:db8:0:42::/64');
});

test('an entry of the header counts only where a trusted proxy wrote it', () => {
  expect(forwarded('198.51.100.7', 0)).toBe('10.0.0.1');
  expect(forwarded('1.1.1.1, 198.51.100.7', 1)).toBe('198.51.100.7');
  expect(forwarded('1.1.1.1, 198.51.100.7, 198.51.100.2', 2)).toBe('198.51.100.7');
  expect(forwarded('1.1.1.1,198.51.100.8 ,\t198.51.100.2', 2)).toBe('198.51.100.8');
});

test('a request that came past all proxies counts for its connection', () => {
  for (const proxies of [0, 1, 2]) {
    expect(forwarded(null, proxies)).toBe('10.0.0.1');
    expect(forwarded(' ', proxies)).toBe('10.0.0.1');
  }
});

test('requests share one counter where the proxies name no address', () => {
  expect(forwarded('203.0.113.7', 2)).toBe('unknown');
  for (const entry of ['unknown', '_hidden', '010.1.1.1', '1.2.3', '0x7f000001', '2001:db8::1:', ',']) {
    expect(forwarded(`198.51.100.7, ${entry}`, 1)).toBe('unknown');
  }
});

test('a connection that is gone has no address', () => {
  expect(direct(null)).toBeNull();
});
