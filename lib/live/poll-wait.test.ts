import { expect, test } from 'vitest';
import { fc } from '@/test/properties';
import { pollWaitMs } from './poll-wait';

const lastMinutesMs = 600_000;
const chances = fc.double({ min: 0, max: 1, noNaN: true });

test('a local auction is requested every 15 seconds, every 4 in its last ten minutes, an eighth more or less', () => {
  expect([0, 0.5, 1].map((chance) => pollWaitMs({ leftMs: 3_600_000, chance }))).toEqual([
    13_125, 15_000, 16_875,
  ]);
  expect([0, 0.5, 1].map((chance) => pollWaitMs({ leftMs: lastMinutesMs, chance }))).toEqual([
    3_500, 4_000, 4_500,
  ]);
  expect(pollWaitMs({ leftMs: 0, chance: 0.5 })).toBe(4_000);
});

test('whenever the last calm request was, the next one is within 4.5 seconds of the last ten minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), chances, (calmMs, chance) => {
      const waitMs = pollWaitMs({ leftMs: lastMinutesMs + calmMs, chance });
      expect(waitMs).toBeGreaterThan(0);
      if (waitMs > calmMs) expect(waitMs - calmMs).toBeLessThanOrEqual(4_500);
    }),
  );
});
