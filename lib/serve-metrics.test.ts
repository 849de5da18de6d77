import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isFromNeighbour, metricsPortBeside, serveMetrics } from './serve-metrics';

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

const metrics = { contentType: 'text/plain', write: async () => 'people 3' };

test('the metrics are served on their port, and nothing else is', async () => {
  const served = await serveMetrics(0, metrics);
  onTestFinished(() => served?.close());
  const ask = async (path: string, headers = {}) => {
    const answer = await fetch(`http://127.0.0.1:${served?.port}${path}`, { headers });
    return [answer.status, await answer.text()];
  };
  expect(await ask('/metrics')).toEqual([200, 'people 3']);
  expect(await ask('/healthz')).toEqual([404, '']);
  expect(await ask('/metrics', { 'x-forwarded-for': '10.0.0.1' })).toEqual([404, '']);
});

test('a port that is in use costs the metrics and not the process', async () => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  expect(await serveMetrics((other.address() as AddressInfo).port, metrics)).toBeNull();
});

test('their port is a hundred above the other one, within the range of ports', () => {
  expect([metricsPortBeside(3001), metricsPortBeside(65_500)]).toEqual([3101, 65_400]);
});
