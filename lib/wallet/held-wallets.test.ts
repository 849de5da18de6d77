import { expect, it } from 'vitest';
import { isOneHeld, noteHeld } from './held-wallets';

it('a wallet that was found held is not waited for again at once, until it is found free', () => {
  noteHeld({ had: ['1'], missing: ['2'] });
  expect([isOneHeld(['1', '3']), isOneHeld(['1', '2'])]).toEqual([false, true]);
  noteHeld({ had: ['2'], missing: [] });
  expect(isOneHeld(['2'])).toBe(false);
});
