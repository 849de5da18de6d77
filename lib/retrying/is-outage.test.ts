import { expect, test } from 'vitest';
import { CommitUnknownError } from '@/db/transaction';
import { isOutage } from './is-outage';

/** An error of the database as drizzle wraps it. */
function fromDatabase(code: string): Error {
  return new Error('Failed query', { cause: Object.assign(new Error('said the database'), { code }) });
}

test.each(['08006', '53300', '57P01', '25006', '25P03'])('%s is about the database', (code) => {
  expect(isOutage(fromDatabase(code))).toBe(true);
});

test.each(['55P03', '57014', '40P01', '40001', '22003', '23505', 'P0001'])('%s is about rows', (code) => {
  expect(isOutage(fromDatabase(code))).toBe(false);
});

test('a lost connection and a COMMIT of unknown fate are about the database, a bug is not', () => {
  expect(isOutage(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isOutage(new CommitUnknownError('lost', { cause: fromDatabase('57014') }))).toBe(true);
  expect(isOutage(new TypeError('a bug'))).toBe(false);
});
