import { z } from 'zod';
import { MAX_IMAGES } from '@/lib/auctions/images/picture-limits';
import { queryOf, type SearchParams } from '@/lib/http/query';
import { idSchema } from '@/lib/id';
import { MAX_WON, type Money, toWire, won } from '@/lib/money';
import { cursorTimeSchema } from '@/lib/paging/by-time';
import { cursorSchema } from '@/lib/paging/cursor';
import { limitSchema } from '@/lib/paging/limit';
import { auctionStatusSchema } from '@/lib/realtime/protocol';
import { lineSchema, paragraphsSchema } from '@/lib/text';
import { firstWords } from './first-words';
import { ITEM_CONDITIONS, SHIPPING_PAYERS } from './item-terms';
import { AUCTION_KINDS, LIST_SORTS } from './list-query';
import { priceFaults } from './prices';

export const DEFAULT_BID_UNIT = won(1_000);
export const MAX_DURATION_DAYS = 30;
/** How far ahead a start may be planned. */
export const MAX_START_AHEAD_DAYS = 30;

/** A failure aborts the whole check: the comparison of the prices must only see amounts. */
const wonSchema = z
  .int({ error: (issue) => (issue.input === undefined ? 'required' : 'wholeWon') })
  .min(1, { error: 'tooLow', abort: true })
  .max(toWire(MAX_WON), { error: 'tooHigh', abort: true })
  .transform((value) => won(value));

const timeSchema = z.iso
  .datetime({ offset: true, error: (issue) => (issue.input === undefined ? 'required' : 'time') })
  .transform((value) => new Date(value));

/** The key of a stored picture, from the answer to its upload. */
export const imageKeySchema = z.string().regex(/^[0-9a-f]{32}$/);

export const regionCodeSchema = z.string().regex(/^\d{10}$/, { error: 'unknownRegion' });
export const categorySlugSchema = z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'unknownCategory' });

const item = z.object({
  title: lineSchema(100),
  description: paragraphsSchema(5_000),
  startPrice: wonSchema,
  instantPrice: wonSchema.nullish(),
  bidUnit: wonSchema.optional(),
  /** Absent or past: at once. */
  startTime: timeSchema.nullish(),
  endTime: timeSchema,
  /** Absent: where the seller lives. */
  regionCode: regionCodeSchema.optional(),
  category: categorySlugSchema,
  isNational: z.boolean(),
  condition: z.enum(ITEM_CONDITIONS),
  shippingPayer: z.enum(SHIPPING_PAYERS),
  images: z
    .array(imageKeySchema)
    .max(MAX_IMAGES, { error: 'tooManyImages' })
    .refine((keys) => new Set(keys).size === keys.length)
    .optional(),
});

/**
 * An item as its seller describes it. Only the database knows whether category, region and pictures exist and whether the
 * times lie ahead: `createAuction` checks that.
 */
export const createAuctionSchema = item.superRefine(
  ({ startPrice, instantPrice, bidUnit = DEFAULT_BID_UNIT, startTime, endTime }, context) => {
    const faults = priceFaultsOf({ startPrice, instantPrice: instantPrice ?? null, bidUnit });
    for (const [field, message] of Object.entries(faults)) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
    if (startTime && endTime <= startTime) {
      context.addIssue({ code: 'custom', path: ['endTime'], message: 'afterStart' });
    }
  },
);
export type CreateAuctionInput = z.output<typeof createAuctionSchema>;

/** The faults of an item's prices as the core holds them. */
export function priceFaultsOf({
  startPrice,
  instantPrice,
  bidUnit,
}: {
  startPrice: Money;
  instantPrice: Money | null;
  bidUnit: Money;
}) {
  return priceFaults({
    startPrice: toWire(startPrice),
    instantPrice: instantPrice && toWire(instantPrice),
    bidUnit: toWire(bidUnit),
  });
}

/** The fields that a seller changes before the first bid. `instantPrice: null` removes buy-now. */
export const editAuctionSchema = item.partial();
export type EditAuctionInput = z.output<typeof editAuctionSchema>;

/** A failure aborts the whole check: the comparison of both bounds must only see amounts. */
const priceBoundSchema = z
  .string()
  .regex(/^\d{1,12}$/, { error: 'wholeWon', abort: true })
  .transform((digits) => won(digits));

/** A list may end with matches of similar words; the cursor says in which part of the list the page ended. */
const listPartSchema = z.enum(['exact', 'similar']);
const countSchema = z.string().regex(/^\d{1,9}$/);
/**
 * The newest bid and the newest act of an operator when the list began, see `moved.ts`; 0 without any. Cursors of earlier
 * releases lack the act, or both.
 */
const markSchema = z.string().regex(/^\d{1,18}(\.\d{1,18})?$/);

const listCursorSchema = cursorSchema(
  z.union([
    z.tuple([z.literal('recent'), listPartSchema, idSchema]),
    z.tuple([z.literal('ending'), listPartSchema, idSchema, cursorTimeSchema]),
    z.tuple([
      z.enum(['price_asc', 'price_desc']),
      listPartSchema,
      idSchema,
      z.string().regex(/^\d{1,12}$/),
      markSchema.optional(),
    ]),
    z.tuple([z.literal('most_bids'), listPartSchema, idSchema, countSchema, markSchema.optional()]),
    // Metres, and the region from which they were measured.
    z.tuple([z.literal('nearest'), listPartSchema, idSchema, countSchema, regionCodeSchema]),
  ]),
);
export type ListCursor = z.output<typeof listCursorSchema>;

/** The query of a list, as `queryOf` returns it. */
export const listAuctionsSchema = z
  .object({
    region: regionCodeSchema.optional(),
    category: categorySlugSchema.optional(),
    q: lineSchema(100)
      .overwrite(firstWords)
      .meta({ description: 'Its first six words are searched for, and the first 30 characters of each.' })
      .optional(),
    minPrice: priceBoundSchema.optional(),
    maxPrice: priceBoundSchema.optional(),
    /** Given several times, any of the values may match. */
    condition: z
      .union([z.enum(ITEM_CONDITIONS).transform((one) => [one]), z.array(z.enum(ITEM_CONDITIONS)).max(5)])
      .optional(),
    kind: z.enum(AUCTION_KINDS).optional(),
    /** Absent or ACTIVE: auctions that can be bid on now. */
    status: auctionStatusSchema.default('ACTIVE'),
    sort: z.enum(LIST_SORTS).default('recent').meta({
      description:
        '`nearest` is measured from where you live, for a visitor from `region`; with neither it is refused.',
    }),
    cursor: listCursorSchema.optional(),
    limit: limitSchema,
  })
  .superRefine(({ minPrice, maxPrice, sort, cursor }, context) => {
    if (minPrice && maxPrice?.lt(minPrice)) {
      context.addIssue({ code: 'custom', path: ['maxPrice'], message: 'aboveMinPrice' });
    }
    if (cursor && cursor[0] !== sort) {
      context.addIssue({ code: 'custom', path: ['cursor'], message: 'cursor' });
    }
  });
export type ListFilter = z.output<typeof listAuctionsSchema>;

/** The query of a list of bids, which is paged by amount. */
export const listBidsSchema = z.object({
  cursor: cursorSchema(z.tuple([z.string().regex(/^\d{1,12}$/)])).optional(),
  limit: limitSchema,
});

/**
 * Reads the query for a page, which never refuses: parameters that cannot be read are left out and named.
 *
 * @returns a filter, and the names of the ignored parameters, so that the page can tell the visitor
 */
export function readListQuery(params: URLSearchParams | SearchParams): {
  filter: ListFilter;
  ignored: string[];
} {
  const query = queryOf(params);
  const ignored: string[] = [];
  for (;;) {
    const parsed = listAuctionsSchema.safeParse(query);
    if (parsed.success) return { filter: parsed.data, ignored };
    const faulty = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    for (const name of faulty) delete query[name];
    ignored.push(...faulty);
  }
}
