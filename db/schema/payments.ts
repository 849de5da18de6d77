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
import { id, identity, instant, wonColumn } from './columns';
import { transactions } from './wallets';

export const paymentProvider = pgEnum('payment_provider', ['DEMO', 'TOSS']);

/** UNKNOWN: the provider was asked and its answer was lost; it is asked again until the outcome is known. */
export const paymentStatus = pgEnum('payment_status', ['CREATED', 'CONFIRMING', 'PAID', 'FAILED', 'UNKNOWN']);

/**
 * Money on its way in. Stored before the person is sent to pay, so that the amount that comes back can be compared. PAID
 * exactly when its DEPOSIT entry is written.
 */
export const paymentOrders = pgTable(
  'payment_orders',
  {
    id: identity('id').primaryKey(),
    /** The number of the order at the provider; random, so that nobody can guess another person's. */
    orderId: text('order_id').notNull(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    provider: paymentProvider('provider').notNull(),
    amount: wonColumn('amount').notNull(),
    status: paymentStatus('status').notNull().default('CREATED'),
    /** The provider's name for the payment. */
    paymentKey: text('payment_key'),
    failureCode: text('failure_code'),
    transactionId: id('transaction_id').references(() => transactions.id, { onDelete: 'restrict' }),
    /** When we learnt that the provider had returned the money of a PAID order, or part of it: the wallet still has it. */
    cancelledAt: instant('cancelled_at'),
    /** When the provider was last told to take the money; null before that. */
    askedAt: instant('asked_at'),
    /** The number of requests, to take the money or to return it, that the provider has answered: each has its own key. */
    confirmAttempt: integer('confirm_attempt').notNull().default(0),
    cancelAttempt: integer('cancel_attempt').notNull().default(0),
    /** When the money was sent on its way back. An order that has this is never credited. */
    givingBackSince: instant('giving_back_since'),
    /** The number of times that the provider was asked again. */
    attempts: integer('attempts').notNull().default(0),
    /** The number of times that the provider has answered, since the order FAILED, that it holds no money for it. */
    rechecks: integer('rechecks').notNull().default(0),
    /** When the provider is asked next; null when it is no longer asked. Each process postpones this time before it asks. */
    nextCheckAt: instant('next_check_at').defaultNow(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('payment_orders_order_id_key').on(t.orderId),
    // One payment pays one order. Before that the key is merely a claim of the browser.
    uniqueIndex('payment_orders_payment_key_key').on(t.paymentKey).where(sql`${t.status} = 'PAID'`),
    uniqueIndex('payment_orders_transaction_key').on(t.transactionId),
    index('payment_orders_user').on(t.userId, sql`${t.createdAt} desc`),
    index('payment_orders_open').on(t.nextCheckAt).where(sql`${t.status} in ('CONFIRMING', 'UNKNOWN')`),
    index('payment_orders_abandoned').on(t.createdAt).where(sql`${t.status} = 'CREATED'`),
    index('payment_orders_failed')
      .on(t.nextCheckAt)
      .where(sql`${t.status} = 'FAILED' and ${t.nextCheckAt} is not null`),
    // The time of the credit: a PAID order does not change later unless its payment is cancelled.
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
    /** The key of the last entry that was compared, as the provider names it; null at the beginning. */
    cursor: text('cursor'),
    /** The number of entries compared so far. */
    compared: integer('compared').notNull().default(0),
    /** The number of these that are in `payment_listings`; entries compared by an earlier release are not. */
    recorded: integer('recorded').notNull().default(0),
    /** The number of failed attempts at the next page. */
    attempts: integer('attempts').notNull().default(0),
    /** When the next page is compared. The worker postpones this time before it compares. */
    nextTryAt: instant('next_try_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    /** When all orders credited on the day had been looked up in the list. */
    soughtAt: instant('sought_at'),
  },
  (t) => [
    index('payment_comparisons_open').on(t.nextTryAt).where(sql`${t.finishedAt} is null`),
    index('payment_comparisons_unsought').on(t.day).where(sql`${t.soughtAt} is null`),
  ],
);

/** Payments that the provider lists as their order demands: taken, and of the order's amount. */
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

/** Differences that the comparison could not correct by itself; an operator records how each was settled. */
export const paymentFindings = pgTable(
  'payment_findings',
  {
    id: identity('id').primaryKey(),
    kind: paymentFindingKind('kind').notNull(),
    /** Both as the provider names them. */
    paymentKey: text('payment_key').notNull(),
    orderId: text('order_id').notNull(),
    /** The amount that the provider holds of it; null when that could not be learnt. */
    amount: wonColumn('amount'),
    foundAt: instant('found_at').notNull().defaultNow(),
    /** When an operator recorded how it was settled; the reason is in the operators' log. */
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('payment_findings_once').on(t.paymentKey, t.kind),
    index('payment_findings_open').on(t.id).where(sql`${t.closedAt} is null`),
  ],
);

export const payoutStatus = pgEnum('payout_status', ['REQUESTED', 'SENT', 'RETURNED']);

/** Money on its way out: the WITHDRAWAL by which it left, and the DEPOSIT by which it came back if it did. */
export const payouts = pgTable(
  'payouts',
  {
    id: identity('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    amount: wonColumn('amount').notNull(),
    status: payoutStatus('status').notNull().default('REQUESTED'),
    bank: text('bank').notNull(),
    /** Once the payout is done, only the last four digits are kept. */
    accountNumber: text('account_number').notNull(),
    holder: text('holder').notNull(),
    /** `payout_seal` of the account, written by the database: the audit finds a payout redirected past the triggers. */
    accountSeal: text('account_seal').notNull().default(''),
    withdrawalId: id('withdrawal_id')
      .notNull()
      .references(() => transactions.id, { onDelete: 'restrict' }),
    returnId: id('return_id').references(() => transactions.id, { onDelete: 'restrict' }),
    failureCode: text('failure_code'),
    /** Requested while operators pay by hand: no sender takes it, whatever the settings of any process. */
    byHand: boolean('by_hand').notNull().default(false),
    /** The operator who pays it by hand, so that no two do; null before one takes it, and where a bank pays. */
    claimedBy: id('claimed_by').references(() => users.id, { onDelete: 'restrict' }),
    claimedAt: instant('claimed_at'),
    /** The reason why an operator did not pay it, in words for its owner. */
    note: text('note'),
    /** The number of times that the bank was asked to pay. */
    attempts: integer('attempts').notNull().default(0),
    /** While REQUESTED: when it is tried next. Each process postpones this time before it tries. */
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
