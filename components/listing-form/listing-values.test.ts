import { describe, expect, it } from 'vitest';
import type { AuctionDetail } from '@/lib/auctions/detail';
import { won, ZERO } from '@/lib/money';
import { readDraft } from './draft';
import { fromKoreanInput, toKoreanInput } from './korean-time';
import {
  changesOf,
  copyOf,
  emptyValues,
  isUntouched,
  type ListingValues,
  listingFaults,
  scheduleOf,
  toInput,
} from './listing-values';

const NOW = Date.parse('2026-11-21T03:00:00Z');
const region = { code: '1168064000', path: '서울특별시 강남구 역삼1동' };

const filled: ListingValues = {
  ...emptyValues(region),
  title: '원목 의자',
  category: 'desk-chair',
  condition: 'USED_A',
  startPrice: '10000',
};

describe('a time in the form', () => {
  it('follows the Korean clock, wherever the device is', () => {
    expect(toKoreanInput(NOW)).toBe('2026-11-21T12:00');
    expect(fromKoreanInput('2026-11-21T12:00')).toBe(NOW);
  });

  it.each(['', '2026-11-21', '2026-13-41T12:00', 'tomorrow'])(
    'is null while the field contains %j',
    (text) => {
      expect(fromKoreanInput(text)).toBeNull();
    },
  );
});

describe('the schedule', () => {
  it('counts a duration from the start', () => {
    expect(scheduleOf({ ...filled, duration: '1h' }, NOW)).toEqual({ start: NOW, end: NOW + 3_600_000 });
    const later = { ...filled, start: 'later', startAt: '2026-11-22T12:00', duration: '1d' } as const;
    expect(toInput(later, NOW)).toMatchObject({
      startTime: '2026-11-22T03:00:00.000Z',
      endTime: '2026-11-23T03:00:00.000Z',
    });
  });

  it('takes an exact end', () => {
    expect(toInput({ ...filled, duration: 'exact', endAt: '2026-11-21T12:30' }, NOW)).toMatchObject({
      startTime: null,
      endTime: '2026-11-21T03:30:00.000Z',
    });
  });
});

describe('the faults of a form', () => {
  it('are none in a complete form', () => {
    expect(listingFaults(filled, NOW)).toEqual({});
  });

  it('are named field by field in an empty form', () => {
    expect(listingFaults(emptyValues(region), NOW)).toEqual({
      title: 'required',
      category: 'required',
      condition: 'required',
      startPrice: 'required',
    });
  });

  it.each([
    [{ startPrice: '0' }, { startPrice: 'tooLow' }],
    [{ instantPrice: '10000' }, { instantPrice: 'aboveStartPrice' }],
    [{ bidUnit: '' }, { bidUnit: 'required' }],
    [{ bidUnit: '0' }, { bidUnit: 'tooLow' }],
    [{ startPrice: '1.5만', instantPrice: '12,000' }, { instantPrice: 'aboveStartPrice' }],
    [
      { startPrice: '12,00', instantPrice: '1.5', bidUnit: '1e3' },
      { startPrice: 'unreadable', instantPrice: 'unreadable', bidUnit: 'unreadable' },
    ],
    [{ start: 'later' }, { startTime: 'required', endTime: 'required' }],
    [{ duration: 'exact' }, { endTime: 'required' }],
    [{ duration: 'exact', endAt: '2026-11-21T11:59' }, { endTime: 'inThePast' }],
    [
      { start: 'later', startAt: '2026-11-22T12:00', duration: 'exact', endAt: '2026-11-22T12:00' },
      { endTime: 'afterStart' },
    ],
  ] as const)('%j is', (change, faults) => {
    expect(listingFaults({ ...filled, ...change }, NOW)).toEqual(faults);
  });
});

describe('a change', () => {
  it('is empty if an amount is only written in another way', () => {
    expect(changesOf(filled, { ...filled, startPrice: '1만' }, NOW)).toEqual({});
    expect(changesOf(filled, { ...filled, startPrice: '1.5만' }, NOW)).toEqual({ startPrice: 15_000 });
  });

  it('contains the changed fields alone, and no unchanged time', () => {
    const before: ListingValues = {
      ...filled,
      duration: 'exact',
      endAt: '2026-11-22T12:00',
      instantPrice: '50000',
    };
    expect(changesOf(before, before, NOW)).toEqual({});
    expect(changesOf(before, { ...before, title: '참나무 의자', instantPrice: '' }, NOW)).toEqual({
      title: '참나무 의자',
      instantPrice: null,
    });
  });
});

describe('a draft', () => {
  const stored = (values: object, savedAt = NOW) => JSON.stringify({ savedAt, values });
  const picture = { key: 'a'.repeat(32), width: 4, height: 3, blur: 'data:' };

  it('is restored as it was', () => {
    expect(readDraft(stored({ ...filled, pictures: [picture] }), emptyValues(region), NOW)).toEqual({
      ...filled,
      pictures: [picture],
    });
  });

  it('loses pictures that the server no longer has', () => {
    const aDayAgo = NOW - 24 * 3_600_000;
    expect(readDraft(stored({ ...filled, pictures: [picture] }, aDayAgo), emptyValues(region), NOW)).toEqual(
      filled,
    );
  });

  it('of another shape gives the values that still fit', () => {
    const text = stored({ title: '의자', startPrice: 10_000, color: 'red' });
    expect(readDraft(text, emptyValues(region), NOW)).toEqual({ ...emptyValues(region), title: '의자' });
    expect(readDraft('null', emptyValues(region), NOW)).toBeNull();
  });

  it('is not stored while the form is empty', () => {
    expect(isUntouched({ ...emptyValues(region), category: 'camera' }, emptyValues(region))).toBe(true);
    expect(isUntouched(filled, emptyValues(region))).toBe(false);
    expect(isUntouched({ ...filled, title: `${filled.title} ` }, filled)).toBe(true);
    expect(isUntouched({ ...filled, startPrice: '1만' }, filled)).toBe(true);
    expect(isUntouched({ ...filled, instantPrice: '90000' }, filled)).toBe(false);
  });
});

describe('an item that is relisted', () => {
  const picture = { key: 'a'.repeat(32), width: 4, height: 3, blur: 'data:' };
  const over: AuctionDetail = {
    id: '7',
    title: '원목 의자',
    description: '튼튼해요',
    price: won(20_000),
    startPrice: won(20_000),
    minimumNext: won(20_000),
    instantPrice: won(90_000),
    bidUnit: won(2_000),
    bidCount: 0,
    bidderCount: 0,
    leader: null,
    winner: null,
    historyVersion: 0,
    recordHash: '',
    originalEndTime: new Date(NOW),
    extensions: 0,
    extendWindowMs: 0,
    extendCapMs: 0,
    removal: null,
    status: 'ENDED',
    startTime: new Date(NOW - 9 * 86_400_000),
    endTime: new Date(NOW - 2 * 86_400_000 - 3_600_000),
    endedAt: new Date(NOW - 2 * 86_400_000 - 3_600_000),
    createdAt: new Date(NOW - 9 * 86_400_000),
    isNational: true,
    condition: 'USED_A',
    shippingPayer: 'BUYER',
    category: { slug: 'desk-chair', nameKo: '책상/의자', nameEn: 'Desks & chairs', parent: null },
    regionCode: region.code,
    region: region.path.split(' ').map((name) => ({ code: region.code, name })),
    seller: { id: '1', nickname: '민지', regionName: '역삼1동', reputation: { score: null, reviews: 0 } },
    images: [picture],
    watchCount: 3,
    version: 9,
    serverTime: new Date(NOW),
    you: {
      key: '',
      isSeller: true,
      leading: false,
      locked: ZERO,
      watching: false,
      highestBid: null,
      autoBid: null,
      won: false,
    },
  };

  it('is as it was, begins at once and runs for about as long', () => {
    const values = copyOf(over);
    expect(listingFaults(values, NOW)).toEqual({});
    expect(toInput(values, NOW)).toEqual({
      title: '원목 의자',
      description: '튼튼해요',
      startPrice: 20_000,
      instantPrice: 90_000,
      bidUnit: 2_000,
      startTime: null,
      endTime: new Date(NOW + 7 * 86_400_000).toISOString(),
      regionCode: region.code,
      category: 'desk-chair',
      isNational: true,
      condition: 'USED_A',
      shippingPayer: 'BUYER',
      images: [picture.key],
    });
  });

  it('runs for the usual time when it was cancelled', () => {
    const takenBack = { ...over, status: 'CANCELLED', endTime: over.startTime } as const;
    expect(copyOf(takenBack).duration).toBe('3d');
  });
});
