import { describe, expect, it, test } from 'vitest';
import { fc } from '@/test/properties';
import { deliveryTime } from './delivery-time';
import type { TrackAnswer } from './tracker';

const began = new Date('2026-12-01T00:00:00Z');
const now = new Date('2026-12-05T00:00:00Z');

function delivered(at: Date | null): TrackAnswer {
  return { outcome: 'tracked', state: 'delivered', at };
}

describe('the time of a delivery', () => {
  it('is the one that the carrier gives, between the beginning of the trade and now', () => {
    for (const at of [began, new Date('2026-12-03T00:00:00Z'), now]) {
      expect(deliveryTime(delivered(at), { began, now })).toEqual(at);
    }
  });

  it('is now when the carrier gives none, or one in the future', () => {
    expect(deliveryTime(delivered(null), { began, now })).toEqual(now);
    expect(deliveryTime(delivered(new Date(now.getTime() + 1)), { began, now })).toEqual(now);
  });

  it('does not exist for a parcel that was delivered before the trade began', () => {
    expect(deliveryTime(delivered(new Date(began.getTime() - 1)), { began, now })).toBeNull();
  });

  it.each<TrackAnswer>([
    { outcome: 'tracked', state: 'inTransit', at: now },
    { outcome: 'tracked', state: 'unknown', at: null },
    { outcome: 'not found' },
    { outcome: 'unavailable', code: 'TimeoutError' },
    { outcome: 'refused', code: 'UNAUTHENTICATED' },
  ])('does not exist after %o', (answer) => {
    expect(deliveryTime(answer, { began, now })).toBeNull();
  });
});

test('whatever a carrier claims, a delivery lies within the trade', () => {
  const claims = fc.option(fc.date({ noInvalidDate: true }));
  fc.assert(
    fc.property(claims, (at) => {
      const time = deliveryTime(delivered(at), { began, now });
      expect(time === null || (time >= began && time <= now)).toBe(true);
    }),
  );
});
