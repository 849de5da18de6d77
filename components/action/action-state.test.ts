import { expect, test } from 'vitest';
import { won } from '@/lib/money';
import { refuse } from '@/lib/result';
import { refused } from './action-state';

test('money in a refusal reaches the browser as an integer', () => {
  const state = refused({ ok: false, code: 'INSUFFICIENT_BALANCE', available: won(48_000) }, null);
  expect(state.refusal).toEqual({ code: 'INSUFFICIENT_BALANCE', available: 48_000 });
});

test('a refused form keeps what was entered and learns which fields are at fault', () => {
  const fields = { nickname: 'nicknameTaken' };
  const state = refused({ ok: false, code: 'ALREADY_TAKEN', fields }, { nickname: '하늘' });
  expect(state).toEqual({
    outcome: 'refused',
    refusal: { code: 'ALREADY_TAKEN', fields },
    kept: { nickname: '하늘' },
  });
  expect(refused(refuse('FORBIDDEN'), null).refusal).toEqual({ code: 'FORBIDDEN' });
});
