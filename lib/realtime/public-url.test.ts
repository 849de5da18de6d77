import { expect, test } from 'vitest';
import { realtimeUrl } from './public-url';

const ports = { PORT: 3000, REALTIME_PORT: 3001, APP_URL: undefined, REALTIME_URL: undefined };

test('a configured address decides', () => {
  const settings = { ...ports, APP_URL: 'https://market.test', REALTIME_URL: 'wss://live.market.test/ws' };
  expect(realtimeUrl(new Headers({ host: 'market.test' }), settings)).toBe('wss://live.market.test/ws');
});

test('behind a proxy it is the site itself', () => {
  const headers = new Headers({ host: 'web:3000' });
  expect(realtimeUrl(headers, { ...ports, APP_URL: 'https://market.test' })).toBe('wss://market.test/ws');
  expect(realtimeUrl(headers, { ...ports, APP_URL: 'http://market.test:8080' })).toBe(
    'ws://market.test:8080/ws',
  );
});

test('without a proxy it is the other port of the requested host, so that a phone in the same network finds it', () => {
  expect(realtimeUrl(new Headers({ host: '192.168.0.7:3000' }), ports)).toBe('ws://192.168.0.7:3001/ws');
  expect(realtimeUrl(new Headers({ host: '[::1]:3000' }), ports)).toBe('ws://[::1]:3001/ws');
  const settings = { ...ports, APP_URL: 'http://localhost:3000' };
  expect(realtimeUrl(new Headers({ host: 'localhost:3000' }), settings)).toBe('ws://localhost:3001/ws');
});

test('a page that came by HTTPS gets a secure socket', () => {
  const headers = new Headers({ host: 'localhost:3000', 'x-forwarded-proto': 'https' });
  expect(realtimeUrl(headers, ports)).toBe('wss://localhost:3001/ws');
});

test('a malformed host does not break the page', () => {
  expect(realtimeUrl(new Headers({ host: 'a b' }), ports)).toBe('ws://localhost:3001/ws');
});
