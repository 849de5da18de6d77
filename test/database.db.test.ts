import { expect, test } from 'vitest';
import { databasePool } from '@/db/client';
import { testDatabase } from './database';
import { testRedis } from './redis';

const database = testDatabase();
const redis = testRedis();

test('a test file has a migrated database and an empty Valkey of its own', async () => {
  const { rows } = await databasePool().query('SELECT current_database() AS name, current_user AS role');
  expect(database.databaseUrl).toContain(rows[0].name);
  expect(rows[0].role).not.toBe('neighborbid_owner');
  const owner = database.openPool('owner');
  expect((await owner.query('SELECT count(*)::int AS users FROM users')).rows[0].users).toBe(0);
  expect(await redis.connect().dbsize()).toBe(0);
});
