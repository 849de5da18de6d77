import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { operatorActs, users } from './accounts';
import { id, identity, instant, wonColumn } from './columns';
import { categories, regions } from './regions';

export const auctionStatus = pgEnum('auction_status', ['WAITING', 'ACTIVE', 'ENDED', 'CANCELLED']);
export const itemCondition = pgEnum('item_condition', ['NEW', 'USED_S', 'USED_A', 'USED_B', 'USED_C']);
export const shippingPayer = pgEnum('shipping_payer', ['SELLER', 'BUYER']);

/** handover: the seller is paid when the trade completes; close: at the close, without a trade. */
export const settlement = pgEnum('settlement', ['handover', 'close']);
export const tradeMethod = pgEnum('trade_method', ['MEET', 'PARCEL']);

export const auctions = pgTable(
  'auctions',
  {
    id: identity('id').primaryKey(),
    sellerId: id('seller_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    title: text('title').notNull(),
    description: text('description').notNull(),
    startPrice: wonColumn('start_price').notNull(),
    /** 0 until the first bid. */
    currentPrice: wonColumn('current_price').notNull().default(sql`0`),
    instantPrice: wonColumn('instant_price'),
    bidUnit: wonColumn('bid_unit').notNull().default(sql`1000`),
    startTime: instant('start_time').notNull(),
    /**
     * Bids are taken until then. A change of the leader shortly before moves it (`extendWindow`). From the first bid on it
     * never moves back.
     */
    endTime: instant('end_time').notNull(),
    /** The end as it was listed. A trigger keeps it equal to `endTime` until the first bid. */
    originalEndTime: instant('original_end_time').notNull(),
    /** Seconds. A change of the leader within them moves the end to this long after that bid; 0 for a hard close. */
    extendWindow: integer('extend_window').notNull().default(0),
    /** Seconds. The end can be moved to this long after the original end, and no further. */
    extendCap: integer('extend_cap').notNull().default(0),
    /** How often the end has been moved. */
    extensions: integer('extensions').notNull().default(0),
    status: auctionStatus('status').notNull().default('WAITING'),
    regionCode: text('region_code')
      .notNull()
      .references(() => regions.code, { onDelete: 'restrict' }),
    category: text('category')
      .notNull()
      .references(() => categories.slug, { onDelete: 'restrict' }),
    isNational: boolean('is_national').notNull(),
    condition: itemCondition('condition').notNull(),
    shippingPayer: shippingPayer('shipping_payer').notNull(),
    settlement: settlement('settlement').notNull().default('close'),
    method: tradeMethod('method').notNull().default('MEET'),
    leaderId: id('leader_id').references(() => users.id, { onDelete: 'restrict' }),
    winnerId: id('winner_id').references(() => users.id, { onDelete: 'restrict' }),
    /** The price that the winner paid: the last bid, or the buy-now price. */
    finalPrice: wonColumn('final_price'),
    /** The price on display: the final price, else the highest bid, else the start price. */
    price: wonColumn('price')
      .notNull()
      .generatedAlwaysAs(sql`coalesce(final_price, nullif(current_price, 0), start_price)`),
    /** The title letter by letter (모 is ㅁ and ㅗ), with letters that sound alike made the same. Searches look here. */
    titleLetters: text('title_letters').notNull().generatedAlwaysAs(sql`letters(title)`),
    bidCount: integer('bid_count').notNull().default(0),
    /** The unsold auction that this one relists. */
    relistedFrom: id('relisted_from').references((): AnyPgColumn => auctions.id, { onDelete: 'restrict' }),
    /** Grows by one with each accepted command that others can see. Receivers of live updates compare it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
    /** The version at which bids were last excluded; 0 if none ever was. A page that holds earlier bids reads them again. */
    historyVersion: bigint('history_version', { mode: 'number' }).notNull().default(0),
    /** The number of its attempts, and the hash of the last one; empty before the first. */
    attemptCount: integer('attempt_count').notNull().default(0),
    recordHash: text('record_hash').notNull().default(''),
    createdAt: instant('created_at').notNull().defaultNow(),
    endedAt: instant('ended_at'),
    /** The act by which an operator removed it: the item is no longer public and cannot be relisted. */
    removedBy: id('removed_by').references(() => operatorActs.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('auctions_due').on(t.status, t.endTime).where(sql`${t.status} = 'ACTIVE'`),
    index('auctions_waiting').on(t.startTime).where(sql`${t.status} = 'WAITING'`),
    index('auctions_region').on(t.regionCode, t.status),
    // These two hold every column that the counts on the filters need, so that counting never reads the rows themselves.
    index('auctions_places').on(t.status, t.isNational, t.regionCode, t.category, t.condition, t.price),
    index('auctions_facets').on(t.status, t.isNational, t.category, t.condition, t.price),
    index('auctions_category').on(t.category, t.status, t.endTime),
    index('auctions_seller').on(t.sellerId, t.createdAt),
    index('auctions_relisted').on(t.relistedFrom).where(sql`${t.relistedFrom} is not null`),
    // An unsold item has at most one relisting at a time, however often the button is pressed.
    uniqueIndex('auctions_relisted_once')
      .on(t.relistedFrom)
      .where(sql`${t.relistedFrom} is not null and ${t.status} in ('WAITING', 'ACTIVE')`),
    index('auctions_leader').on(t.leaderId).where(sql`${t.status} = 'ACTIVE'`),
    index('auctions_winner').on(t.winnerId),
    index('auctions_national').on(t.endTime).where(sql`${t.isNational} and ${t.status} = 'ACTIVE'`),
    index('auctions_price').on(t.price, t.id).where(sql`${t.status} = 'ACTIVE'`),
    index('auctions_bids').on(t.bidCount, t.id).where(sql`${t.status} = 'ACTIVE'`),
    index('auctions_title_letters').using('gin', sql`${t.titleLetters} gin_trgm_ops`),
    check('auctions_title_length', sql`char_length(${t.title}) between 1 and 100`),
    check(
      'auctions_prices',
      sql`${t.startPrice} > 0 and ${t.bidUnit} > 0 and ${t.currentPrice} >= 0 and (${t.instantPrice} is null or ${t.instantPrice} > ${t.startPrice})`,
    ),
    check('auctions_times', sql`${t.endTime} > ${t.startTime}`),
    check(
      'auctions_extended',
      sql`${t.extendWindow} >= 0 and ${t.extendCap} >= 0 and ${t.extensions} >= 0 and ${t.endTime} >= ${t.originalEndTime} and extract(epoch from ${t.endTime} - ${t.originalEndTime}) <= ${t.extendCap}`,
    ),
    check(
      'auctions_leader_not_seller',
      sql`${t.leaderId} <> ${t.sellerId} and ${t.winnerId} <> ${t.sellerId}`,
    ),
    check(
      'auctions_leader_has_bid',
      sql`(${t.leaderId} is null) = (${t.bidCount} = 0) and (${t.bidCount} = 0) = (${t.currentPrice} = 0) and ${t.bidCount} >= 0`,
    ),
    check('auctions_winner_when_ended', sql`${t.winnerId} is null or ${t.status} = 'ENDED'`),
    check('auctions_final_price_with_winner', sql`(${t.winnerId} is null) = (${t.finalPrice} is null)`),
    check('auctions_removed_when_over', sql`${t.removedBy} is null or ${t.status} in ('ENDED', 'CANCELLED')`),
    check('auctions_ended_at', sql`(${t.status} in ('ENDED', 'CANCELLED')) = (${t.endedAt} is not null)`),
  ],
);

/** Pictures of an auction, in order; `key` names the stored file set, `blur` is a tiny data URL. */
export const auctionImages = pgTable(
  'auction_images',
  {
    auctionId: id('auction_id')
      .notNull()
      .references(() => auctions.id, { onDelete: 'cascade' }),
    position: smallint('position').notNull(),
    key: text('key').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    blur: text('blur').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.auctionId, t.position] }),
    index('auction_images_key').on(t.key),
    check('auction_images_position', sql`${t.position} between 0 and 7`),
    check('auction_images_size', sql`${t.width} > 0 and ${t.height} > 0`),
  ],
);

/** Pictures uploaded but not yet part of an auction; swept when older than a day. */
export const uploads = pgTable(
  'uploads',
  {
    key: text('key').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    blur: text('blur').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [index('uploads_created').on(t.createdAt), index('uploads_user').on(t.userId)],
);

/** AUTO: placed by an automatic bid in answer to another bid. */
export const bidKind = pgEnum('bid_kind', ['MANUAL', 'AUTO']);

/** Append-only, except that an operator's act excludes a bid, once and for good. */
export const bids = pgTable(
  'bids',
  {
    id: identity('id').primaryKey(),
    auctionId: id('auction_id')
      .notNull()
      .references(() => auctions.id, { onDelete: 'restrict' }),
    bidderId: id('bidder_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    amount: wonColumn('amount').notNull(),
    kind: bidKind('kind').notNull().default('MANUAL'),
    /** The auction's version that its command made; the automatic bid that answered it, or was beaten by it, has the same. */
    version: bigint('version', { mode: 'number' }).notNull(),
    createdAt: instant('created_at').notNull(),
    /** The act by which an operator excluded it: it does not count, and its amount can be bid again. */
    excludedBy: id('excluded_by').references(() => operatorActs.id, { onDelete: 'restrict' }),
  },
  (t) => [
    uniqueIndex('bids_standing_amount_key')
      .on(t.auctionId, t.amount)
      .where(sql`${t.excludedBy} is null`)
      .concurrently(),
    index('bids_auction_highest').on(t.auctionId, sql`${t.amount} desc`),
    index('bids_bidder').on(t.bidderId, sql`${t.createdAt} desc`),
    check('bids_amount', sql`${t.amount} > 0`),
  ],
);

export const watchers = pgTable(
  'watchers',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    auctionId: id('auction_id')
      .notNull()
      .references(() => auctions.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.auctionId] }), index('watchers_auction').on(t.auctionId)],
);

/** Questions about an item; an answer is the seller's comment with a `parentId`. */
export const comments = pgTable(
  'comments',
  {
    id: identity('id').primaryKey(),
    auctionId: id('auction_id')
      .notNull()
      .references(() => auctions.id, { onDelete: 'cascade' }),
    writerId: id('writer_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    content: text('content').notNull(),
    parentId: id('parent_id').references((): AnyPgColumn => comments.id, { onDelete: 'restrict' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('comments_auction').on(t.auctionId, t.createdAt),
    uniqueIndex('comments_one_answer').on(t.parentId),
    check('comments_content_length', sql`char_length(${t.content}) between 1 and 1000`),
  ],
);

/** One review per auction, by its winner. */
export const reviews = pgTable(
  'reviews',
  {
    id: identity('id').primaryKey(),
    auctionId: id('auction_id')
      .notNull()
      .references(() => auctions.id, { onDelete: 'restrict' }),
    reviewerId: id('reviewer_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    sellerId: id('seller_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    rating: smallint('rating').notNull(),
    content: text('content').notNull(),
    /** The seller's reply; there is one. */
    answer: text('answer'),
    answeredAt: instant('answered_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('reviews_auction_key').on(t.auctionId),
    index('reviews_seller').on(t.sellerId, sql`${t.createdAt} desc`),
    check('reviews_rating', sql`${t.rating} between 1 and 5`),
    check('reviews_content_length', sql`char_length(${t.content}) between 1 and 1000`),
    check('reviews_answer_length', sql`char_length(${t.answer}) between 1 and 1000`),
    check('reviews_answered_at', sql`(${t.answer} is null) = (${t.answeredAt} is null)`),
    check('reviews_not_oneself', sql`${t.reviewerId} <> ${t.sellerId}`),
  ],
);
