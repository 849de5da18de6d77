import type { AuctionDetail } from '@/lib/auctions/detail';
import { DURATIONS_MS, type Duration, durationAgain, USUAL_DURATION } from '@/lib/auctions/durations';
import type { ItemCondition, ShippingPayer } from '@/lib/auctions/item-terms';
import { priceFaults as priceFaultsBetween } from '@/lib/auctions/prices';
import { parseWon, wonIn } from '@/lib/format/parse-won';
import type { ItemPicture } from '@/lib/item-picture';
import type { RegionStep } from '@/lib/regions/queries';
import { fromKoreanInput, toKoreanInput } from './korean-time';

/** A person who lists an item by hand wants it to be seen; only the API accepts shorter durations. */
export const SHORTEST_RUN_MS = 60_000;

/** The contents of the form's fields: amounts and picked times as text. */
export type ListingValues = {
  title: string;
  description: string;
  /** Slug of a category, or "" while none is chosen. */
  category: string;
  condition: ItemCondition | '';
  shippingPayer: ShippingPayer;
  isNational: boolean;
  startPrice: string;
  /** "" for an item without a buy-now price. */
  instantPrice: string;
  bidUnit: string;
  start: 'now' | 'later';
  /** By the Korean clock, for `later`. */
  startAt: string;
  duration: Duration | 'exact';
  /** By the Korean clock, for `exact`. */
  endAt: string;
  region: { code: string; path: string };
  pictures: ItemPicture[];
};

export function emptyValues(region: ListingValues['region']): ListingValues {
  return {
    title: '',
    description: '',
    category: '',
    condition: '',
    shippingPayer: 'BUYER',
    isNational: false,
    startPrice: '',
    instantPrice: '',
    bidUnit: '1000',
    start: 'now',
    startAt: '',
    duration: USUAL_DURATION,
    endAt: '',
    region,
    pictures: [],
  };
}

/** The values of a listed item, to be changed. */
export function valuesOf(auction: AuctionDetail): ListingValues {
  return {
    title: auction.title,
    description: auction.description,
    category: auction.category.slug,
    condition: auction.condition,
    shippingPayer: auction.shippingPayer,
    isNational: auction.isNational,
    startPrice: auction.startPrice.toFixed(),
    instantPrice: auction.instantPrice?.toFixed() ?? '',
    bidUnit: auction.bidUnit.toFixed(),
    start: 'later',
    startAt: toKoreanInput(auction.startTime.getTime()),
    duration: 'exact',
    endAt: toKoreanInput(auction.endTime.getTime()),
    region: { code: auction.regionCode, path: pathOf(auction.region) },
    pictures: auction.images,
  };
}

/** The values of an ended item, to be relisted: unchanged, starting now, for about the same duration. */
export function copyOf(auction: AuctionDetail): ListingValues {
  return { ...valuesOf(auction), start: 'now', startAt: '', duration: durationAgain(auction), endAt: '' };
}

export function pathOf(region: readonly RegionStep[]): string {
  return region.map((step) => step.name).join(' ');
}

/** Whether the changes since the form began are too few to be worth storing. */
export function isUntouched(values: ListingValues, initial: ListingValues): boolean {
  const written = ({ title, description, startPrice, instantPrice, pictures }: ListingValues) =>
    JSON.stringify([
      title.trim(),
      description.trim(),
      parseWon(startPrice),
      parseWon(instantPrice),
      pictures.map((picture) => picture.key),
    ]);
  return written(values) === written(initial);
}

/**
 * The start and the end of the auction.
 *
 * @param now  milliseconds by the server's clock
 * @returns null for a time that is not picked yet
 */
export function scheduleOf(
  values: Pick<ListingValues, 'start' | 'startAt' | 'duration' | 'endAt'>,
  now: number,
): { start: number | null; end: number | null } {
  const start = values.start === 'now' ? now : fromKoreanInput(values.startAt);
  if (values.duration === 'exact') return { start, end: fromKoreanInput(values.endAt) };
  return { start, end: start === null ? null : start + DURATIONS_MS[values.duration] };
}

export type FieldFaults = Partial<Record<string, string>>;

/** An amount that cannot be parsed: the field itself says why. */
export const UNREADABLE = 'unreadable';

/**
 * The obvious faults, so that the person need not wait for the server. The server checks all of it
 * again and more; the keys are the same (`errors.fields.*`).
 */
export function listingFaults(values: ListingValues, now: number): FieldFaults {
  const faults: FieldFaults = {};
  if (values.title.trim() === '') faults.title = 'required';
  if (values.category === '') faults.category = 'required';
  if (values.condition === '') faults.condition = 'required';
  Object.assign(faults, priceFaults(values));
  const { start, end } = scheduleOf(values, now);
  if (start === null) faults.startTime = 'required';
  if (end === null) faults.endTime = 'required';
  else if (end <= now) faults.endTime = 'inThePast';
  else if (start !== null && end - start < SHORTEST_RUN_MS) faults.endTime = 'afterStart';
  return faults;
}

function priceFaults(values: Pick<ListingValues, 'startPrice' | 'instantPrice' | 'bidUnit'>): FieldFaults {
  const faults: FieldFaults = {};
  const needed = (text: string) => {
    const reading = parseWon(text);
    if (reading.kind === 'empty') return 'required';
    if (reading.kind === 'fault') return UNREADABLE;
    return reading.won === 0 ? 'tooLow' : undefined;
  };
  faults.startPrice = needed(values.startPrice);
  faults.bidUnit = needed(values.bidUnit);
  const buyNow = parseWon(values.instantPrice);
  if (buyNow.kind === 'fault') faults.instantPrice = UNREADABLE;
  if (buyNow.kind === 'won') {
    const bidUnit = wonIn(values.bidUnit);
    const startPrice = wonIn(values.startPrice) ?? 0;
    Object.assign(
      faults,
      priceFaultsBetween({ startPrice, instantPrice: buyNow.won, ...(bidUnit ? { bidUnit } : {}) }),
    );
  }
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

/** The form as the body of `POST /api/v1/auctions`. */
export function toInput(values: ListingValues, now: number) {
  const { start, end } = scheduleOf(values, now);
  return {
    title: values.title,
    description: values.description,
    startPrice: wonIn(values.startPrice),
    instantPrice: wonIn(values.instantPrice),
    bidUnit: wonIn(values.bidUnit),
    startTime: values.start === 'now' ? null : isoOrNull(start),
    endTime: isoOrNull(end),
    regionCode: values.region.code,
    category: values.category,
    isNational: values.isNational,
    condition: values.condition,
    shippingPayer: values.shippingPayer,
    images: values.pictures.map((picture) => picture.key),
  };
}

/**
 * The changed fields as the body of `PATCH /api/v1/auctions/:id`. An unchanged time is left out: the form knows
 * it to the minute only.
 */
export function changesOf(before: ListingValues, after: ListingValues, now: number): Record<string, unknown> {
  const old = toInput(before, now);
  const changes = Object.entries(toInput(after, now)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof typeof old]),
  );
  return Object.fromEntries(changes);
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
