import { sql } from 'drizzle-orm';
import { check, index, pgEnum, pgTable, smallint, text, unique } from 'drizzle-orm/pg-core';
import { users } from './accounts';
import { auctions } from './auctions';
import { id, identity, instant } from './columns';

/** A search whose new matches a person is told of; `query` is the URL query of the list, in canonical form. */
export const savedSearches = pgTable(
  'saved_searches',
  {
    id: identity('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    query: text('query').notNull(),
    /** The newest auction that was compared with the search. */
    seenAuctionId: id('seen_auction_id').notNull().default(sql`0`),
    nextLookAt: instant('next_look_at').notNull().defaultNow(),
    /** The number of runs in a row that began and did not finish. */
    attempts: smallint('attempts').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('saved_searches_once').on(t.userId, t.query),
    index('saved_searches_due').on(t.nextLookAt),
    check('saved_searches_name_length', sql`char_length(${t.name}) between 1 and 100`),
  ],
);

export const reportReason = pgEnum('report_reason', ['PROHIBITED', 'COUNTERFEIT', 'FRAUD', 'ABUSE', 'OTHER']);
export const reportStatus = pgEnum('report_status', ['OPEN', 'ACTED', 'DISMISSED']);

/** Complaints about items, for the operators: at most one by each person about each item. */
export const reports = pgTable(
  'reports',
  {
    id: identity('id').primaryKey(),
    reporterId: id('reporter_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    auctionId: id('auction_id')
      .notNull()
      .references(() => auctions.id, { onDelete: 'restrict' }),
    reason: reportReason('reason').notNull(),
    detail: text('detail').notNull(),
    status: reportStatus('status').notNull().default('OPEN'),
    createdAt: instant('created_at').notNull().defaultNow(),
    resolvedAt: instant('resolved_at'),
    resolvedBy: id('resolved_by').references(() => users.id, { onDelete: 'restrict' }),
  },
  (t) => [
    unique('reports_once').on(t.reporterId, t.auctionId),
    index('reports_queue').on(t.status, t.createdAt),
    check('reports_detail_length', sql`char_length(${t.detail}) <= 1000`),
    check('reports_resolved_at', sql`(${t.status} = 'OPEN') = (${t.resolvedAt} is null)`),
  ],
);
