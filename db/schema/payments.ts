import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { users } from './accounts';
import { id, identity, instant, won } from './columns';
import { transactions } from './wallets';

export const paymentProvider = pgEnum('payment_provider', ['DEMO', 'TOSS']);

/** UNKNOWN: the provider was asked and its answer was lost; it is asked again until it is known. */
export const paymentStatus = pgEnum('payment_status', ['CREATED', 'CONFIRMING', 'PAID', 'FAILED', 'UNKNOWN']);

/**
 * Money on its way in. Stored before anybody is sent to pay, so that the amount that comes back can
 * be compared; PAID exactly when its DEPOSIT entry is written.
 */
export const paymentOrders = pgTable(
  'payment_orders',
  {
    id: identity('id').primaryKey(),
    /** What the provider calls the order; random, so that nobody can guess another's. */
    orderId: text('order_id').notNull(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    provider: paymentProvider('provider').notNull(),
    amount: won('amount').notNull(),
    status: paymentStatus('status').notNull().default('CREATED'),
    /** The provider's name for the payment. */
    paymentKey: text('payment_key'),
    failureCode: text('failure_code'),
    transactionId: id('transaction_id').references(() => transactions.id, { onDelete: 'restrict' }),
    /** When we learnt that the provider had given the money of a PAID order back, or part of it: the wallet still has it. */
    cancelledAt: instant('cancelled_at'),
    /** When the provider was last told to take the money; null while nobody has told it. */
    askedAt: instant('asked_at'),
    /** How many of the requests to take the money, and to give it back, the provider has answered: each has its key. */
    confirmAttempt: integer('confirm_attempt').notNull().default(0),
    cancelAttempt: integer('cancel_attempt').notNull().default(0),
    /** Since when the money is on its way back. An order that has this is never credited. */
    givingBackSince: instant('giving_back_since'),
    /** How often the provider was asked again. */
    attempts: integer('attempts').notNull().default(0),
    /** How often the provider has said of a FAILED order, since it failed, that it holds no money for it. */
    rechecks: integer('rechecks').notNull().default(0),
    /** When the provider is asked next; null when it is not any more. Whoever asks puts it off first. */
    nextCheckAt: instant('next_check_at').defaultNow(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('payment_orders_order_id_key').on(t.orderId),
    // One payment pays one order. Before that the key is only what a browser claims.
    uniqueIndex('payment_orders_payment_key_key').on(t.paymentKey).where(sql`${t.status} = 'PAID'`),
    uniqueIndex('payment_orders_transaction_key').on(t.transactionId),
    index('payment_orders_user').on(t.userId, sql`${t.createdAt} desc`),
    index('payment_orders_open').on(t.nextCheckAt).where(sql`${t.status} in ('CONFIRMING', 'UNKNOWN')`),
    index('payment_orders_abandoned').on(t.createdAt).where(sql`${t.status} = 'CREATED'`),
    index('payment_orders_failed')
      .on(t.nextCheckAt)
      .where(sql`${t.status} = 'FAILED' and ${t.nextCheckAt} is not null`),
    // When it was credited: of a PAID order nothing changes later, unless its payment is cancelled.
    index('payment_orders_paid')
      .on(t.updatedAt)
      .where(sql`${t.status} = 'PAID' and ${t.provider} = 'TOSS' and ${t.cancelledAt} is null`)
      .concurrently(),
    index('payment_orders_cancelled').on(t.cancelledAt).where(sql`${t.cancelledAt} is not null`),
    check('payment_orders_amount', sql`${t.amount} > 0`),
    check('payment_orders_paid', sql`(${t.status} = 'PAID') = (${t.transactionId} is not null)`),
    check('payment_orders_cancelled', sql`${t.cancelledAt} is null or ${t.status} = 'PAID'`),
    check(
      'payment_orders_giving_back',
      sql`${t.givingBackSince} is null or ${t.status} in ('UNKNOWN', 'FAILED')`,
    ),
  ],
);

/** A day, as Korea counts them, whose payments at the provider are compared with our orders, page by page. */
export const paymentComparisons = pgTable(
  'payment_comparisons',
  {
    day: date('day', { mode: 'string' }).primaryKey(),
    /** The provider's name for the last entry that was compared; null at the beginning. */
    cursor: text('cursor'),
    /** Entries compared so far. */
    compared: integer('compared').notNull().default(0),
    /** How many of these are in `payment_listings` where they belong: those that a release before did not write down are not. */
    recorded: integer('recorded').notNull().default(0),
    /** How often the page that is next could not be compared. */
    attempts: integer('attempts').notNull().default(0),
    /** When the next page is compared. Whoever does it puts it off first. */
    nextTryAt: instant('next_try_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    /** When every order that was credited on the day had been looked for in the list. */
    soughtAt: instant('sought_at'),
  },
  (t) => [
    index('payment_comparisons_open').on(t.nextTryAt).where(sql`${t.finishedAt} is null`),
    index('payment_comparisons_unsought').on(t.day).where(sql`${t.soughtAt} is null`),
  ],
);

/** Payments that stand in the provider's list as their order wants it: taken, and of its amount. */
export const paymentListings = pgTable(
  'payment_listings',
  {
    /** Both as the provider names them. */
    orderId: text('order_id').notNull(),
    paymentKey: text('payment_key').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.paymentKey] })],
);

export const paymentFindingKind = pgEnum('payment_finding_kind', [
  'NO_ORDER',
  'OTHER_AMOUNT',
  'SECOND_PAYMENT',
  'UNCLEAR',
  'NOT_LISTED',
]);

/** What the comparison could not put right by itself; an operator says how it was settled. */
export const paymentFindings = pgTable(
  'payment_findings',
  {
    id: identity('id').primaryKey(),
    kind: paymentFindingKind('kind').notNull(),
    /** Both as the provider names them. */
    paymentKey: text('payment_key').notNull(),
    orderId: text('order_id').notNull(),
    /** What the provider holds of it; null when that was not to be learnt. */
    amount: won('amount'),
    foundAt: instant('found_at').notNull().defaultNow(),
    /** When an operator said how it was settled; why is in their log. */
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('payment_findings_once').on(t.paymentKey, t.kind),
    index('payment_findings_open').on(t.id).where(sql`${t.closedAt} is null`),
  ],
);

export const payoutStatus = pgEnum('payout_status', ['REQUESTED', 'SENT', 'RETURNED']);

/** Money on its way out, with the WITHDRAWAL that it left by, and the DEPOSIT it came back by if it did. */
export const payouts = pgTable(
  'payouts',
  {
    id: identity('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    amount: won('amount').notNull(),
    status: payoutStatus('status').notNull().default('REQUESTED'),
    bank: text('bank').notNull(),
    /** All but the last four digits are kept nowhere once the payout is done. */
    accountNumber: text('account_number').notNull(),
    holder: text('holder').notNull(),
    /** `payout_seal` of where it goes, written by the database: the audit sees whoever redirects it past the triggers. */
    accountSeal: text('account_seal').notNull().default(''),
    withdrawalId: id('withdrawal_id')
      .notNull()
      .references(() => transactions.id, { onDelete: 'restrict' }),
    returnId: id('return_id').references(() => transactions.id, { onDelete: 'restrict' }),
    failureCode: text('failure_code'),
    /** Asked for where operators pay: no sender takes it, whatever process runs with which settings. */
    byHand: boolean('by_hand').notNull().default(false),
    /** The operator who pays it by hand, so that no two do; null while it is nobody's, or a bank's. */
    claimedBy: id('claimed_by').references(() => users.id, { onDelete: 'restrict' }),
    claimedAt: instant('claimed_at'),
    /** Why an operator did not pay it, in words for its owner. */
    note: text('note'),
    /** How often the bank was asked to pay. */
    attempts: integer('attempts').notNull().default(0),
    /** While REQUESTED: when it is tried next. Whoever tries puts it off first. */
    nextAttemptAt: instant('next_attempt_at').notNull().defaultNow(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('payouts_withdrawal_key').on(t.withdrawalId),
    uniqueIndex('payouts_return_key').on(t.returnId),
    index('payouts_user').on(t.userId, sql`${t.createdAt} desc`),
    index('payouts_open').on(t.nextAttemptAt).where(sql`${t.status} = 'REQUESTED'`),
    index('payouts_status').on(t.status, t.id),
    check('payouts_amount', sql`${t.amount} > 0`),
    check('payouts_returned', sql`(${t.status} = 'RETURNED') = (${t.returnId} is not null)`),
    check('payouts_claimed', sql`(${t.claimedBy} is null) = (${t.claimedAt} is null)`),
  ],
);
