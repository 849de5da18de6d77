import { expect, test } from 'vitest';
import { fc } from '@/test/properties';
import { RemoteClock } from './remote-clock';

const EPOCH = Date.parse('2026-11-30T09:00:00Z');

/** A clock whose steady time the test sets, and that of another machine, which is ahead of it by `EPOCH`. */
function start() {
  let steadyMs = 5_000;
  const clock = new RemoteClock(() => steadyMs);
  return {
    clock,
    pass: (ms: number) => {
      steadyMs += ms;
    },
    truth: () => EPOCH + steadyMs,
    /** Asks; the answer is made after `there` and arrives `back` later. */
    ask(there: number, back: number, aheadMs = 0): boolean {
      const askedAt = clock.mark();
      steadyMs += there;
      const remoteMs = EPOCH + steadyMs + aheadMs;
      steadyMs += back;
      return clock.learn(remoteMs, askedAt);
    },
  };
}

test('nothing is known before the first answer', () => {
  expect(start().clock.now()).toBeNull();
});

test('however late answers arrive, the error of the clock is at most half of the fastest round trip', () => {
  const delay = fc.integer({ min: 0, max: 2_000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(delay, delay), { minLength: 1, maxLength: 20 }), (answers) => {
      const { clock, ask, pass, truth } = start();
      for (const [there, back] of answers) {
        ask(there, back);
        pass(1_000);
      }
      const fastest = Math.min(...answers.map(([there, back]) => there + back));
      // Drift is allowed for; here there is none.
      expect(Math.abs((clock.now() ?? 0) - truth())).toBeLessThanOrEqual(fastest / 2 + 60);
    }),
  );
});

test('a clock that was set is followed at once and reported as set; jitter is not', () => {
  const { clock, ask, truth } = start();
  expect(ask(5, 5)).toBe(true);
  expect(ask(40, 5)).toBe(false);
  expect(ask(5, 5, -600_000)).toBe(true);
  expect(clock.now()).toBe(truth() - 600_000);
});

test('an answer from too long ago is forgotten', () => {
  const { clock, ask, pass } = start();
  ask(1, 1);
  pass(10 * 60_000);
  expect(clock.now()).not.toBeNull();
  pass(1);
  expect(clock.now()).toBeNull();
});
