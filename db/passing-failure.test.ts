import { expect, test } from 'vitest';
import { isPassingFailure } from './passing-failure';
import { ReadOnlyDatabaseError } from './session';

/** An error as another bundle of the process makes it: of the same name and of another class. */
function named(name: string, cause: Error): Error {
  return Object.assign(new Error(name, { cause }), { name });
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test.each(['08006', '40001', '40P01', '53300', '55P03', '57014', '57P01', '25006', '25P03', 'ECONNRESET'])(
  '%s passes',
  (code) => {
    expect(isPassingFailure(named('Failed query', withCode(code)))).toBe(true);
  },
);

test('the failure of a connection that is gone, silent or read-only passes', () => {
  for (const message of [
    'Connection terminated unexpectedly',
    'Query read timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ]) {
    expect(isPassingFailure(new Error(message))).toBe(true);
  }
  expect(isPassingFailure(new ReadOnlyDatabaseError('no writes'))).toBe(true);
});

test('a fault of the statement, of the settings or of the code does not pass', () => {
  for (const code of ['22003', '23505', '42601', '08P01'])
    expect(isPassingFailure(withCode(code))).toBe(false);
  expect(isPassingFailure(new Error('undefined is not a function'))).toBe(false);
});

test('a transaction that could not begin may be tried again, unless its settings are wrong', () => {
  expect(isPassingFailure(named('NotBegunError', withCode('XX000')))).toBe(true);
  expect(isPassingFailure(named('NotBegunError', withCode('28P01')))).toBe(false);
});

test('a COMMIT of unknown fate is no reason to try again, whichever bundle its error comes from', () => {
  expect(isPassingFailure(named('CommitUnknownError', withCode('ECONNRESET')))).toBe(false);
  expect(isPassingFailure(named('Failed', named('CommitUnknownError', withCode('57P01'))))).toBe(false);
});
