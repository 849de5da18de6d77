import { expect, it, onTestFinished, vi } from 'vitest';
import { isOneHeld, noteHeld } from './held-wallets';

it('a wallet that was found held is not waited for until it is found free', () => {
  noteHeld({ had: ['1'], missing: ['2'] });
  expect([isOneHeld(['1', '3']), isOneHeld(['1', '2'])]).toEqual([false, true]);
  noteHeld({ had: ['2'], missing: [] });
  expect(isOneHeld(['2'])).toBe(false);
});

it('a wallet that nobody has looked at for a while is waited for again', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  noteHeld({ had: [], missing: ['4'] });
  vi.advanceTimersByTime(500);
  expect(isOneHeld(['4'])).toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(isOneHeld(['4'])).toBe(false);
});
