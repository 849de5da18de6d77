import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';
import { readSettings } from './settings';

test('with an empty environment the runner starts all services itself, with the demo market', () => {
  expect(readSettings({})).toEqual({
    databaseUrl: undefined,
    ownerDatabaseUrl: undefined,
    redisUrl: undefined,
    authSecret: undefined,
    receiptKey: undefined,
    dataDir: path.join(projectRoot, '.data'),
    uploadDir: path.join(projectRoot, '.data', 'uploads'),
    demoMode: true,
    marketKind: 'DEMO',
    ports: { PORT: 3000, REALTIME_PORT: 3001, WORKER_PORT: 3002 },
    shutdownWithinMs: 7_000,
    distDir: path.join(projectRoot, '.next'),
  });
});

test('an empty variable counts as absent', () => {
  expect(readSettings({ DATABASE_URL: '', REDIS_URL: '', PORT: '', DEMO_MODE: '' })).toEqual(
    readSettings({}),
  );
});

test.each([
  [{ PORT: 'web' }, /^Wrong setting: PORT: /],
  [{ DATABASE_URL: 'mysql://localhost/x' }, /^Wrong setting: DATABASE_URL: must be a postgres:\/\/ URL/],
  [{ REDIS_URL: 'localhost' }, /^Wrong setting: REDIS_URL: must be a redis:\/\/ URL/],
  [{ AUTH_SECRET: 'short' }, /^Wrong setting: AUTH_SECRET: must have at least 32 characters/],
  [{ DATABASE_URL: 'postgres://a@b/c', OWNER_DATABASE_URL: 'x' }, /^Wrong setting: OWNER_DATABASE_URL: /],
  [{ OWNER_DATABASE_URL: 'postgres://a@b/c' }, /^OWNER_DATABASE_URL needs DATABASE_URL/],
])('%o is refused in a sentence that names the variable', (source, sentence) => {
  expect(() => readSettings(source)).toThrow(sentence);
});
