import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { keepValuesFromConsole } from './console-errors';

testDatabase();

test('an error that Next writes to the console names the statement that failed, and none of its values', async () => {
  const failure = await database()
    .execute(sql`SELECT ${'87654321'}::int / 0`)
    .catch((error: unknown) => error);
  expect(inspect(failure)).toContain('87654321');
  const written: unknown[][] = [];
  const target = { error: (...given: unknown[]) => void written.push(given) };
  keepValuesFromConsole(target);
  target.error('⨯', failure);
  expect(written).toEqual([['⨯', expect.objectContaining({ message: 'Failed query: SELECT $1::int / 0' })]]);
  expect(inspect(written, { depth: 9 })).not.toContain('87654321');
  expect(inspect(written, { depth: 9 })).toContain('division by zero');
});
