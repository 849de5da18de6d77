import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { log } from '@/lib/log';
import {
  type CarrierEvent,
  startTrackerDeliveryServer,
  type TrackerDeliveryServer,
  type TrackerFault,
} from '@/test/tracker-delivery-server';
import { parcelTracker } from './configured';
import type { ParcelTracker } from './tracker';
import { trackerDelivery } from './tracker-delivery';

const CREDENTIALS = { clientId: 'client-1', clientSecret: 'a-secret-that-no-log-may-have' };
const PARCEL = { carrier: 'kr.hanjin', trackingNumber: '460176571013' } as const;
const DELIVERED: CarrierEvent = { code: 'DELIVERED', time: '2026-12-01T14:00:00.000+09:00' };
const DELIVERED_AT = new Date('2026-12-01T05:00:00Z');

let server: TrackerDeliveryServer;
let tracker: ParcelTracker;
/** Gives up soon, for an answer that never comes. */
let hasty: ParcelTracker;

beforeAll(async () => {
  server = await startTrackerDeliveryServer(CREDENTIALS);
  tracker = trackerDelivery({ apiUrl: server.url, ...CREDENTIALS });
  hasty = trackerDelivery({ apiUrl: server.url, ...CREDENTIALS, timeoutMs: 200 });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => server.close());

function trackWith(...events: CarrierEvent[]) {
  server.setEvents(PARCEL.carrier, PARCEL.trackingNumber, ...events);
  return tracker.track(PARCEL);
}

/** The answer about a parcel that is delivered, when the request meets a fault. */
function trackThrough(fault: TrackerFault) {
  server.setEvents(PARCEL.carrier, PARCEL.trackingNumber, DELIVERED);
  server.misbehave(fault);
  return (fault === 'never answers' || fault === 'stalls' ? hasty : tracker).track(PARCEL);
}

describe('a parcel', () => {
  it.each([
    ['UNKNOWN', 'unknown'],
    ['INFORMATION_RECEIVED', 'unknown'],
    ['AT_PICKUP', 'inTransit'],
    ['IN_TRANSIT', 'inTransit'],
    ['OUT_FOR_DELIVERY', 'inTransit'],
    ['ATTEMPT_FAIL', 'inTransit'],
    ['AVAILABLE_FOR_PICKUP', 'inTransit'],
    ['EXCEPTION', 'inTransit'],
    ['DELIVERED', 'delivered'],
    ['A_CODE_OF_NEXT_YEAR', 'unknown'],
  ] as const)('of status %s is %s since the time of its event', async (code, state) => {
    const answer = await trackWith(
      { code: 'AT_PICKUP', time: '2026-11-30T09:00:00.000+09:00' },
      { ...DELIVERED, code },
    );
    expect(answer).toEqual({ outcome: 'tracked', state, at: DELIVERED_AT });
  });

  it('without an event, or without a time, has none', async () => {
    expect(await trackWith()).toEqual({ outcome: 'tracked', state: 'unknown', at: null });
    expect(await trackWith({ code: 'DELIVERED', time: null })).toEqual({
      outcome: 'tracked',
      state: 'delivered',
      at: null,
    });
  });

  it('is told apart from one with the same number at another carrier', async () => {
    server.setEvents('kr.lotte', PARCEL.trackingNumber, DELIVERED);
    expect(await trackWith({ code: 'IN_TRANSIT', time: null })).toMatchObject({ state: 'inTransit' });
    expect(await tracker.track({ ...PARCEL, carrier: 'kr.lotte' })).toMatchObject({ state: 'delivered' });
  });

  it('that its carrier does not know is not found, and is found later', async () => {
    const parcel = { carrier: 'kr.hanjin', trackingNumber: '111111111111' } as const;
    expect(await tracker.track(parcel)).toEqual({ outcome: 'not found' });
    server.setEvents(parcel.carrier, parcel.trackingNumber, DELIVERED);
    expect(await tracker.track(parcel)).toMatchObject({ outcome: 'tracked' });
  });
});

describe('a delivery', () => {
  const after = '2026-12-01T14:30:00.000+09:00';

  it.each(['IN_TRANSIT', 'ATTEMPT_FAIL', 'EXCEPTION', 'AVAILABLE_FOR_PICKUP', 'AT_PICKUP'])(
    'is taken back by %s at a later time',
    async (code) => {
      const answer = await trackWith(DELIVERED, { code, time: after });
      expect(answer).toEqual({ outcome: 'tracked', state: 'inTransit', at: new Date(after) });
    },
  );

  it.each<CarrierEvent>([
    { code: 'OUT_FOR_DELIVERY', time: after },
    { code: 'UNKNOWN', time: after },
    { code: 'IN_TRANSIT', time: '2026-12-01T13:59:00.000+09:00' },
    { code: 'IN_TRANSIT', time: DELIVERED.time },
    { code: 'IN_TRANSIT', time: null },
  ])('stands when %o is registered after it', async (event) => {
    expect(await trackWith(DELIVERED, event)).toEqual({
      outcome: 'tracked',
      state: 'delivered',
      at: DELIVERED_AT,
    });
  });

  it('that was taken back is where the newest event says', async () => {
    const newest = { code: 'ATTEMPT_FAIL', time: '2026-12-01T16:00:00.000+09:00' };
    expect(await trackWith(DELIVERED, { code: 'IN_TRANSIT', time: after }, newest)).toMatchObject({
      state: 'inTransit',
      at: new Date(newest.time),
    });
  });

  it('stands when it comes again after it was taken back', async () => {
    const again = { code: 'DELIVERED', time: '2026-12-01T15:00:00.000+09:00' };
    expect(await trackWith(DELIVERED, { code: 'IN_TRANSIT', time: after }, again)).toMatchObject({
      state: 'delivered',
      at: new Date(again.time),
    });
  });

  it('of yesterday is no longer reported when the carrier has removed it', async () => {
    expect(await trackWith(DELIVERED)).toMatchObject({ state: 'delivered' });
    expect(await trackWith({ code: 'OUT_FOR_DELIVERY', time: null })).toMatchObject({ state: 'inTransit' });
  });

  it('in the future is reported as the carrier says it', async () => {
    const time = '2099-01-01T00:00:00.000+09:00';
    expect(await trackWith({ code: 'DELIVERED', time })).toMatchObject({ at: new Date(time) });
  });
});

describe('an answer', () => {
  it.each<[TrackerFault, string | RegExp]>([
    ['connection lost', 'TypeError'],
    ['cut off', /Error/],
    ['never answers', 'TimeoutError'],
    ['stalls', 'TimeoutError'],
    ['redirect', 'TypeError'],
    ['HTML', 'MALFORMED'],
    ['wrong JSON', 'MALFORMED'],
    ['huge', 'TOO_LARGE'],
    ['other number', 'OTHER_NUMBER'],
    ['answer with an error', 'INTERNAL'],
    [{ status: 500 }, 'HTTP_500'],
    [{ status: 429 }, 'HTTP_429'],
    [{ status: 404 }, 'HTTP_404'],
    [{ code: 'INTERNAL', executed: true }, 'INTERNAL'],
    [{ code: 'BAD_REQUEST', executed: false }, 'BAD_REQUEST'],
    [{ code: 'A_CODE_OF_NEXT_YEAR', executed: true }, 'A_CODE_OF_NEXT_YEAR'],
  ])('that meets %o says nothing about the parcel', async (fault, code) => {
    vi.spyOn(log, 'warn').mockReturnValue();
    const answer = await trackThrough(fault);
    expect(answer).toEqual({ outcome: 'unavailable', code: expect.stringMatching(code) });
    expect(await trackWith(DELIVERED)).toMatchObject({ state: 'delivered' });
  });

  it('with a time that is none says nothing about the parcel', async () => {
    for (const time of ['yesterday', '2026-12-01T14:00:00', '2026-13-41T14:00:00Z']) {
      expect(await trackWith({ code: 'DELIVERED', time })).toMatchObject({ outcome: 'unavailable' });
    }
  });

  it.each<TrackerFault>([
    'no parcel',
    { code: 'NOT_FOUND', executed: true },
    { code: 'BAD_REQUEST', executed: true },
  ])('with %o means that the carrier has no such number', async (fault) => {
    expect(await trackThrough(fault)).toEqual({ outcome: 'not found' });
  });

  it('that never ends is left after its first portions', async () => {
    await trackThrough('huge');
    expect(server.bytesSent()).toBeLessThan(4_000_000);
  });

  it('sends the credentials to no other address', async () => {
    const before = server.requests.length;
    await trackThrough('redirect');
    expect(server.requests.slice(before)).toEqual(['POST /graphql']);
  });
});

describe('credentials', () => {
  it('of the settings are the ones that are sent, and without them nobody is asked', async () => {
    const settings = { TRACKER_DELIVERY_API_URL: server.url };
    const both = {
      TRACKER_DELIVERY_CLIENT_ID: CREDENTIALS.clientId,
      TRACKER_DELIVERY_CLIENT_SECRET: CREDENTIALS.clientSecret,
    };
    expect(parcelTracker(settings)).toBeNull();
    for (const [name, value] of Object.entries(both)) {
      expect(parcelTracker({ ...settings, [name]: value })).toBeNull();
    }
    await trackWith(DELIVERED);
    expect(await parcelTracker({ ...settings, ...both })?.track(PARCEL)).toMatchObject({
      state: 'delivered',
    });
  });

  it('that are wrong are refused, and the log names neither them nor the parcel', async () => {
    const logged = vi.spyOn(log, 'error').mockReturnValue();
    const stranger = trackerDelivery({ apiUrl: server.url, clientId: 'client-2', clientSecret: 'wrong-one' });
    expect(await stranger.track(PARCEL)).toEqual({ outcome: 'refused', code: 'UNAUTHENTICATED' });
    expect(logged).toHaveBeenCalledOnce();
    const text = JSON.stringify(logged.mock.calls);
    for (const secret of ['client-2', 'wrong-one', PARCEL.trackingNumber]) expect(text).not.toContain(secret);
  });

  it.each<[TrackerFault, string]>([
    [{ code: 'FORBIDDEN', executed: true }, 'FORBIDDEN'],
    [{ status: 401 }, 'HTTP_401'],
    [{ status: 403 }, 'HTTP_403'],
  ])('that meet %o are refused', async (fault, code) => {
    vi.spyOn(log, 'error').mockReturnValue();
    expect(await trackThrough(fault)).toEqual({ outcome: 'refused', code });
  });
});
