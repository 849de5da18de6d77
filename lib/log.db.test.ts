import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { makeUser } from '@/test/market';
import { errorForLog } from './log';

testDatabase();

async function failureOf(statement: Promise<unknown>): Promise<unknown> {
  return statement.then(
    () => expect.fail('the statement was to fail'),
    (error: unknown) => error,
  );
}

test('a failed statement is logged with the reason, and without its parameters and the contents of rows', async () => {
  const id = await makeUser();
  const email = 'somebody@example.test';
  const taken = sql`UPDATE users SET email = ${email} WHERE id = ${id}`;
  await database().execute(taken);
  const other = await makeUser();
  const failure = await failureOf(
    database().execute(sql`UPDATE users SET email = ${email} WHERE id = ${other}`),
  );
  expect(String(failure)).toContain(email);
  const line = JSON.stringify(errorForLog(failure));
  expect(line).not.toContain(email);
  expect(errorForLog(failure)).toMatchObject({
    message: 'Failed query: UPDATE users SET email = $1 WHERE id = $2',
    stack: expect.stringMatching(/^Error: Failed query[^\n]*\n\s+at /),
    cause: { code: '23505', constraint: 'users_email_key' },
  });
});

test('a value that is no error is logged as it is', () => {
  expect(errorForLog('gone')).toBe('gone');
});
