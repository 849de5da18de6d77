import { getRedirectError } from 'next/dist/client/components/redirect';
import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error';
import { expect, test } from 'vitest';
import { callAction } from './call-action';

test('the answer of the action is the answer, also when it is a refusal', async () => {
  expect(await callAction(async () => 'done')).toEqual({ ok: true, answer: 'done' });
  const refusal = { ok: false, code: 'BUSY' };
  expect(await callAction(async () => refusal)).toEqual({ ok: true, answer: refusal });
});

test('OTHER_ACCOUNT is a fault and no answer of the action', async () => {
  const other = { ok: false, code: 'OTHER_ACCOUNT', nickname: '하늘' } as const;
  expect(await callAction(async () => other)).toEqual({ ok: false, fault: other });
});

test.each([
  new TypeError('Failed to fetch'),
  new Error('An unexpected response was received from the server.'),
  'cut',
])('an error on the way becomes a value: %s', async (thrown) => {
  const called = await callAction(() => Promise.reject(thrown));
  expect(called).toEqual({ ok: false, fault: { code: 'UNREACHABLE' } });
});

test('an action that the server does not know means that the page is too old', async () => {
  const called = await callAction(() => Promise.reject(new UnrecognizedActionError('gone')));
  expect(called).toEqual({ ok: false, fault: { code: 'OUTDATED' } });
});

test('a redirect of the action goes on to the router', async () => {
  const redirect = getRedirectError('/wallet', 'push');
  await expect(callAction(() => Promise.reject(redirect))).rejects.toBe(redirect);
});
