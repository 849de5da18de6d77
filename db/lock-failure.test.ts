import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, it } from 'vitest';
import { isLockFailure } from './lock-failure';
import { isPassingFailure } from './passing-failure';
import { CommitUnknownError } from './transaction';

/** As the query builder hands on what PostgreSQL answered. */
function queryFailed(code: string): Error {
  return new DrizzleQueryError('SELECT 1', [], Object.assign(new Error('as the test wants it'), { code }));
}

it.each(['55P03', '57014', '40P01'])('a row that is held too long is a lock failure: %s', (code) => {
  expect(isLockFailure(queryFailed(code))).toBe(true);
});

it.each(['23505', '22003', '08006', 'ECONNRESET'])('anything else is no lock failure: %s', (code) => {
  expect(isLockFailure(queryFailed(code))).toBe(false);
});

it('a COMMIT whose fate is not known must not be done again, whatever error it ended in', () => {
  for (const code of ['ECONNRESET', '08006', '57P01', '55P03', '40P01', '57014']) {
    const unknown = new CommitUnknownError('the connection was lost during COMMIT', {
      cause: queryFailed(code),
    });
    expect([isPassingFailure(unknown), isLockFailure(unknown)]).toEqual([false, false]);
  }
});
