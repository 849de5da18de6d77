import { z } from 'zod';
import { AUCTION_STATUSES } from '@/lib/auction-status';
import { idSchema } from '@/lib/id';
import { MAX_WON, toWire, won } from '@/lib/money';
import { cursorSchema, cursorTimeSchema } from '@/lib/paging/cursor';
import { lineSchema, paragraphsSchema } from '@/lib/text';
import { AUCTION_KINDS, ITEM_CONDITIONS, LIST_SORTS, SHIPPING_PAYERS } from './types';

export const MAX_IMAGES = 8;
export const DEFAULT_BID_UNIT = won(1_000);
export const MAX_DURATION_DAYS = 30;
/** How far ahead a start may be planned. */
export const MAX_START_AHEAD_DAYS = 30;

const wonSchema = z
  .int({ error: (issue) => (issue.input === undefined ? 'required' : 'wholeWon') })
  .min(1, { error: 'tooLow' })
  .max(toWire(MAX_WON), { error: 'tooHigh' })
  .transform((value) => won(value));

const timeSchema = z.iso
  .datetime({ offset: true, error: (issue) => (issue.input === undefined ? 'required' : 'time') })
  .transform((value) => new Date(value));

/** A stored picture, as the upload answered it. */
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
 * What a seller says of an item. Whether category, region and pictures exist, and whether the times lie ahead, only
 * the database can tell: `createAuction` does.
 */
export const createAuctionSchema = item.superRefine(
  ({ startPrice, instantPrice, startTime, endTime }, context) => {
    if (instantPrice?.lte(startPrice)) {
      context.addIssue({ code: 'custom', path: ['instantPrice'], message: 'aboveStartPrice' });
    }
    if (startTime && endTime <= startTime) {
      context.addIssue({ code: 'custom', path: ['endTime'], message: 'afterStart' });
    }
  },
);
export type CreateAuctionInput = z.output<typeof createAuctionSchema>;

/** What a seller changes before the first bid: whatever is present. `instantPrice: null` takes buy-now away. */
export const editAuctionSchema = item.partial();
export type EditAuctionInput = z.output<typeof editAuctionSchema>;

/** What fails here ends here: the comparison of both ends must never see what is no amount. */
const priceBoundSchema = z
  .string()
  .regex(/^\d{1,12}$/, { error: 'wholeWon', abort: true })
  .transform((digits) => won(digits));

const limitSchema = z
  .string()
  .regex(/^([1-9]\d?|100)$/, { error: 'limit' })
  .transform(Number)
  .default(24);

/** A list may end with what similar words found; the cursor says in which part of it the page ended. */
const listPartSchema = z.enum(['exact', 'similar']);
const countSchema = z.string().regex(/^\d{1,9}$/);

const listCursorSchema = cursorSchema(
  z.union([
    z.tuple([z.literal('recent'), listPartSchema, idSchema]),
    z.tuple([z.literal('ending'), listPartSchema, idSchema, cursorTimeSchema]),
    z.tuple([z.enum(['price_asc', 'price_desc']), listPartSchema, idSchema, z.string().regex(/^\d{1,12}$/)]),
    z.tuple([z.literal('most_bids'), listPartSchema, idSchema, countSchema]),
    // Metres, and from where they were measured.
    z.tuple([z.literal('nearest'), listPartSchema, idSchema, countSchema, regionCodeSchema]),
  ]),
);
export type ListCursor = z.output<typeof listCursorSchema>;

/** The query of a list, as `queryOf` hands it over. */
export const listAuctionsSchema = z
  .object({
    region: regionCodeSchema.optional(),
    category: categorySlugSchema.optional(),
    q: lineSchema(100).optional(),
    minPrice: priceBoundSchema.optional(),
    maxPrice: priceBoundSchema.optional(),
    /** Given several times, any of them will do. */
    condition: z
      .union([z.enum(ITEM_CONDITIONS).transform((one) => [one]), z.array(z.enum(ITEM_CONDITIONS)).max(5)])
      .optional(),
    kind: z.enum(AUCTION_KINDS).optional(),
    /** Absent or ACTIVE: what can be bid on now. */
    status: z.enum(AUCTION_STATUSES).default('ACTIVE'),
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

/** The query of a list that is only paged: bids by amount. */
export const listBidsSchema = z.object({
  cursor: cursorSchema(z.tuple([z.string().regex(/^\d{1,12}$/)])).optional(),
  limit: limitSchema,
});

/** The query of somebody's own bids: by when they last acted, and the auction. */
export const myBidsSchema = z.object({
  cursor: cursorSchema(z.tuple([cursorTimeSchema, idSchema])).optional(),
  limit: limitSchema,
});

type SearchParams = URLSearchParams | Record<string, string | string[] | undefined>;

/**
 * A URL's query as an object for the schemas above. A field that a form sent empty was not filled in: it is left out.
 * One that is repeated becomes an array, which only fields that allow it accept.
 */
export function queryOf(params: SearchParams): Record<string, string | string[]> {
  const entries = params instanceof URLSearchParams ? grouped(params) : Object.entries(params);
  // Made of entries, because an assignment to `__proto__` would change what the object is.
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const given = [value ?? []].flat().filter((one) => one.trim() !== '');
      const [only] = given;
      return only === undefined ? [] : [[name, given.length === 1 ? only : given]];
    }),
  );
}

function grouped(params: URLSearchParams): [string, string[]][] {
  return [...new Set(params.keys())].map((name) => [name, params.getAll(name)]);
}

/**
 * For pages, which never refuse: what cannot be read is left out and named.
 *
 * @returns a filter, and the names of the parameters it ignores, so that the page can say so
 */
export function readListQuery(params: SearchParams): { filter: ListFilter; ignored: string[] } {
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
