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
import { users } from './accounts';
import { auctions } from './auctions';
import { id, identity, instant } from './columns';

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
]);

/** Facts only: the sentence is made when it is shown, in the reader's language. */
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
    /** When the worker handed it to the person's channels (push, mail); null while that is still to be done. */
    dispatchedAt: instant('dispatched_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('notifications_recipient').on(t.recipientId, sql`${t.createdAt} desc`),
    /** Of bids one is told once per auction until one looks, not once per bid. */
    uniqueIndex('notifications_one_unread')
      .on(t.recipientId, t.auctionId, t.kind)
      .where(sql`${t.kind} in ('NEW_BID', 'OUTBID') and not ${t.isRead}`),
    /** A watcher is reminded of an auction's end once. */
    uniqueIndex('notifications_one_ending_soon')
      .on(t.recipientId, t.auctionId)
      .where(sql`${t.kind} = 'ENDING_SOON'`),
    index('notifications_to_dispatch').on(t.id).where(sql`${t.dispatchedAt} is null`),
  ],
);

export type NotificationParams = {
  title: string;
  amount?: number;
  name?: string;
  rating?: number;
  count?: number;
};

export const deliveryChannel = pgEnum('delivery_channel', ['PUSH', 'EMAIL']);

/** What a person wants to be told outside of the page; without a row the defaults of the code hold. */
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

/** Browsers that agreed to Web Push (RFC 8030); keys as the browser gave them. */
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
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('push_subscriptions_endpoint_key').on(t.endpoint),
    index('push_subscriptions_user').on(t.userId),
  ],
);

export const deliveryStatus = pgEnum('delivery_status', ['PENDING', 'SENDING', 'SENT', 'FAILED', 'LOST']);

/**
 * One notification on its way over one channel, to one address. SENDING is committed before anything
 * is sent; a row found in it later died on the way and is LOST rather than sent twice.
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
    // Followed when a browser is forgotten, and by its person's id; without it each of these reads every delivery.
    index('deliveries_subscription').on(t.pushSubscriptionId).where(sql`${t.pushSubscriptionId} is not null`),
    index('deliveries_ended').on(t.nextAttemptAt).where(sql`${t.status} in ('SENT', 'FAILED', 'LOST')`),
    index('deliveries_due').on(t.nextAttemptAt).where(sql`${t.status} in ('PENDING', 'SENDING')`),
    check('deliveries_address', sql`(${t.channel} = 'PUSH') = (${t.pushSubscriptionId} is not null)`),
  ],
);

/**
 * Announcements that a committed transaction owes to the outside world. Who has made them takes them away by
 * `discard_announced` (migration 0012), and nobody may otherwise.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: identity('id').primaryKey(),
    topic: text('topic').notNull(),
    payload: jsonb('payload').notNull(),
    createdAt: instant('created_at').notNull(),
    /** How often Redis refused it for its own sake. */
    attempts: smallint('attempts').notNull().default(0),
    /** Not before this time again; null for what was never refused. */
    nextAttemptAt: instant('next_attempt_at'),
  },
  (t) => [index('outbox_created').on(t.createdAt)],
);

/** The newest version of a national auction that was announced: what the audit asks a lost row of the outbox by. */
export const announced = pgTable('announced', {
  auctionId: id('auction_id').primaryKey(),
  version: bigint('version', { mode: 'number' }).notNull(),
});
