import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, it } from 'vitest';
import { isPassingFailure } from '@/db/passing-failure';
import { CommitUnknownError } from '@/db/transaction';
import { isLockFailure } from './lock-failure';

/** As the query builder hands on what PostgreSQL answered. */
function queryFailed(code: string): Error {
  return new DrizzleQueryError('SELECT 1', [], Object.assign(new Error('as the test wants it'), { code }));
}

it.each(['55P03', '57014', '40P01'])('a row that is held too long is a lock failure: %s', (code) => {
  expect(isLockFailure(queryFailed(code))).toBe(true);
});

it.each(['23505', '22003', '08006', 'ECONNRESET'])('anything else is not one: %s', (code) => {
  expect(isLockFailure(queryFailed(code))).toBe(false);
});

it('a COMMIT whose fate is not known may not be done again, whatever it was lost to', () => {
  for (const code of ['ECONNRESET', '08006', '57P01', '55P03', '40P01', '57014']) {
    const unknown = new CommitUnknownError('the connection was lost during COMMIT', {
      cause: queryFailed(code),
    });
    expect([isPassingFailure(unknown), isLockFailure(unknown)]).toEqual([false, false]);
  }
});
