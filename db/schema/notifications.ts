import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { apiTokens, users } from './accounts';
import { auctions } from './auctions';
import { id, identity, instant } from './columns';
import { sessions } from './sessions';

export const notificationKind = pgEnum('notification_kind', [
  'OUTBID',
  'NEW_BID',
  'WON',
  'SOLD',
  'UNSOLD',
  'REFUNDED_BY_BUY_NOW',
  'AUCTION_CANCELLED',
  'QUESTION',
  'ANSWER',
  'REVIEW',
  'ENDING_SOON',
  'SAVED_SEARCH',
  'REVIEW_ANSWER',
  'DEPOSIT_DONE',
  'DEPOSIT_FAILED',
  'DEPOSIT_CANCELLED',
  'PAYOUT_SENT',
  'PAYOUT_RETURNED',
  'ITEM_REMOVED',
  'REPORT_SETTLED',
  'BIDS_EXCLUDED',
  'LEAD_PASSED',
  'BID_LAPSED',
  'LEADER_EXCLUDED',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_RESTORED',
  'AUTO_RAISED',
  'TRADE_TODO',
  'TRADE_NEWS',
  'MEETING_SOON',
]);

/** Facts only: the sentence is made when the notification is shown, in the reader's language. */
export const notifications = pgTable(
  'notifications',
  {
    id: identity('id').primaryKey(),
    recipientId: id('recipient_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: notificationKind('kind').notNull(),
    params: jsonb('params').notNull().$type<NotificationParams>(),
    link: text('link').notNull(),
    auctionId: id('auction_id').references(() => auctions.id, { onDelete: 'cascade' }),
    isRead: boolean('is_read').notNull().default(false),
    /** When the worker handed it to the person's channels (push, mail); null until then. */
    dispatchedAt: instant('dispatched_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('notifications_recipient').on(t.recipientId, sql`${t.createdAt} desc`),
    /** A person is told of bids once for each auction until they look, not once for each bid. */
    uniqueIndex('notifications_one_news')
      .on(t.recipientId, t.auctionId, t.kind)
      .where(sql`${t.kind} in ('NEW_BID', 'OUTBID', 'AUTO_RAISED') and not ${t.isRead}`)
      .concurrently(),
    /** A watcher is reminded of an auction's end once. */
    uniqueIndex('notifications_one_ending_soon')
      .on(t.recipientId, t.auctionId)
      .where(sql`${t.kind} = 'ENDING_SOON'`),
    index('notifications_to_dispatch').on(t.id).where(sql`${t.dispatchedAt} is null`),
  ],
);

export type NotificationParams = {
  title: string;
  /** The item has been removed by an operator, and this person may not see its title any more, which is empty then. */
  removed?: true;
  amount?: number;
  name?: string;
  rating?: number;
  count?: number;
  /** The won of a winner's maximum that the price did not need and that are free again. */
  rest?: number;
  /** The reason that an operator gave, in their own words. */
  reason?: string;
  /** The outcome of a report. */
  outcome?: 'REMOVED' | 'ACTED' | 'DISMISSED';
  /** The piece of news of a trade, the reader's side of it, and the moment that it names, as ISO 8601. */
  what?: string;
  role?: 'BUYER' | 'SELLER';
  at?: string;
};

export const deliveryChannel = pgEnum('delivery_channel', ['PUSH', 'EMAIL']);

/** The notifications that a person wants outside of the page; without a row the defaults of the code apply. */
export const notificationChoices = pgTable(
  'notification_choices',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: notificationKind('kind').notNull(),
    push: boolean('push').notNull(),
    email: boolean('email').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] })],
);

/**
 * Browsers that agreed to Web Push (RFC 8030); keys as the browser gave them. A subscription goes with the session or the
 * token that made it.
 */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    id: identity('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    endpoint: text('endpoint').notNull(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    sessionHash: text('session_hash').references(() => sessions.idHash, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').references(() => apiTokens.tokenHash, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('push_subscriptions_endpoint_key').on(t.endpoint),
    index('push_subscriptions_user').on(t.userId),
    // Used when a session or a token ends.
    index('push_subscriptions_session').on(t.sessionHash),
    index('push_subscriptions_token').on(t.tokenHash),
    check('push_subscriptions_one_login', sql`num_nonnulls(${t.sessionHash}, ${t.tokenHash}) <= 1`),
  ],
);

export const deliveryStatus = pgEnum('delivery_status', ['PENDING', 'SENDING', 'SENT', 'FAILED', 'LOST']);

/**
 * One notification on its way over one channel to one address. SENDING is committed before anything is sent. A row that
 * is found in that state later was interrupted, and becomes LOST instead of being sent twice.
 */
export const deliveries = pgTable(
  'deliveries',
  {
    id: identity('id').primaryKey(),
    notificationId: id('notification_id')
      .notNull()
      .references(() => notifications.id, { onDelete: 'cascade' }),
    channel: deliveryChannel('channel').notNull(),
    pushSubscriptionId: id('push_subscription_id').references(() => pushSubscriptions.id, {
      onDelete: 'cascade',
    }),
    status: deliveryStatus('status').notNull().default('PENDING'),
    attempts: smallint('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull().defaultNow(),
    error: text('error'),
  },
  (t) => [
    unique('deliveries_once').on(t.notificationId, t.channel, t.pushSubscriptionId).nullsNotDistinct(),
    // Used when a browser is deleted, and to find deliveries by its person; without it each of these reads every delivery.
    index('deliveries_subscription').on(t.pushSubscriptionId).where(sql`${t.pushSubscriptionId} is not null`),
    index('deliveries_ended').on(t.nextAttemptAt).where(sql`${t.status} in ('SENT', 'FAILED', 'LOST')`),
    index('deliveries_due').on(t.nextAttemptAt).where(sql`${t.status} in ('PENDING', 'SENDING')`),
    check('deliveries_address', sql`(${t.channel} = 'PUSH') = (${t.pushSubscriptionId} is not null)`),
  ],
);

/**
 * Announcements that a committed transaction owes to the outside world. The process that has made one deletes its row by
 * `discard_announced` (migration 0012); rows may be deleted in no other way.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: identity('id').primaryKey(),
    topic: text('topic').notNull(),
    payload: jsonb('payload').notNull(),
    createdAt: instant('created_at').notNull(),
    /** The number of times that Redis refused this row itself. */
    attempts: smallint('attempts').notNull().default(0),
    /** The time before which it is not tried again; null for a row that was never refused. */
    nextAttemptAt: instant('next_attempt_at'),
  },
  (t) => [index('outbox_created').on(t.createdAt)],
);

/** The newest version of a national auction that was announced. By it the audit finds lost rows of the outbox. */
export const announced = pgTable('announced', {
  auctionId: id('auction_id').primaryKey(),
  version: bigint('version', { mode: 'number' }).notNull(),
});
