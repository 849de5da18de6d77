import { expect, test } from 'vitest';
import { reconnectDelay } from './reconnect-delay';

const lost = 1006;

test('each failure doubles the wait, up to ten seconds', () => {
  const waits = [0, 1, 2, 3, 4, 5, 20].map((failures) => reconnectDelay({ failures, code: lost, chance: 1 }));
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test('chance spreads the wait over its upper half', () => {
  expect(reconnectDelay({ failures: 3, code: lost, chance: 0 })).toBe(2_000);
  expect(reconnectDelay({ failures: 3, code: lost, chance: 0.5 })).toBe(3_000);
});

test('after a restart of the gateway a crowd comes back over four seconds', () => {
  const waits = [0, 0.25, 0.5, 1].map((chance) => reconnectDelay({ failures: 0, code: 1012, chance }));
  expect(waits).toEqual([250, 1_000, 2_000, 4_000]);
});

test('a browser that was too slow does not come back at once', () => {
  expect(reconnectDelay({ failures: 0, code: 1013, chance: 0 })).toBe(5_000);
});
