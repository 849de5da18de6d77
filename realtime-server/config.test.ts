import { expect, test } from 'vitest';
import { EnvError } from '@/lib/env';
import { readConfig } from './config';

const least = { REDIS_URL: 'redis://127.0.0.1:6379', AUTH_SECRET: 's'.repeat(32) };

test('Redis and the secret are enough: no database has to be named', () => {
  const config = readConfig(least);
  expect(config).toMatchObject({ port: 3001, appOrigin: null, updateWindowMs: 50, topicsPerConnection: 50 });
});

test('the origin of the configured address is the one allowed', () => {
  expect(readConfig({ ...least, APP_URL: 'https://market.kr/ko/' }).appOrigin).toBe('https://market.kr');
});

test.each([
  ['REDIS_URL', { REDIS_URL: '' }],
  ['AUTH_SECRET', { AUTH_SECRET: 'short' }],
  ['APP_URL', { APP_URL: 'market.kr' }],
  ['REALTIME_PORT', { REALTIME_PORT: '70000' }],
  ['REALTIME_UPDATE_WINDOW_MS', { REALTIME_UPDATE_WINDOW_MS: 'fast' }],
  ['TRUST_PROXY', { TRUST_PROXY: 'true' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
])('a wrong %s is named', (name, wrong) => {
  expect(() => readConfig({ ...least, ...wrong })).toThrow(EnvError);
  expect(() => readConfig({ ...least, ...wrong })).toThrow(new RegExp(`^${name}: [^;]+$`));
});

test('the proxies in front are counted by the setting of the web process', () => {
  expect(readConfig(least).trustedProxies).toBe(0);
  expect(readConfig({ ...least, TRUST_PROXY: '2' }).trustedProxies).toBe(2);
});

test.each(['true', 'false'])('the setting that it replaced is refused, with the one to use: %s', (value) => {
  const old = { ...least, REALTIME_TRUST_PROXY: value };
  expect(() => readConfig(old)).toThrow(/^REALTIME_TRUST_PROXY: [^;]* TRUST_PROXY, the number of proxies/);
});
