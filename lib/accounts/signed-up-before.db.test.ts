import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { asOwner, makeUser, only } from '@/test/market';
import { mayHaveSignedUpBefore } from './signed-up-before';

testDatabase();

async function namesOf(id: string) {
  const { rows } = await database().execute<{ username: string; email: string }>(
    sql`SELECT username, email FROM users WHERE id = ${id}`,
  );
  return only(rows);
}

test('only one young account with both names may be an earlier press of the same form', async () => {
  const [own, other] = [await namesOf(await makeUser()), await namesOf(await makeUser())];
  expect(await mayHaveSignedUpBefore(own)).toBe(true);
  expect(await mayHaveSignedUpBefore({ ...own, email: ` ${own.email.toUpperCase()} ` })).toBe(true);
  expect(await mayHaveSignedUpBefore({ ...own, email: other.email })).toBe(false);
  expect(await mayHaveSignedUpBefore({ ...own, username: 'nobody' })).toBe(false);
  await asOwner(
    `UPDATE users SET created_at = now() - interval '25 hours' WHERE username = '${own.username}'`,
  );
  expect(await mayHaveSignedUpBefore(own)).toBe(false);
});
