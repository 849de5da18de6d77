import { sql } from 'drizzle-orm';
import { check, index, json, pgEnum, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { users } from './accounts';
import { auctions, bids } from './auctions';
import { id, identity, instant, wonColumn, wonTotal } from './columns';

/**
 * `balance` is free to use, `lockedBalance` is held by the auctions that the owner leads. A wallet is opened empty, never
 * deleted, and moved by the database alone, by the entries of the ledger (`move_wallets` in migration 0012).
 */
export const wallets = pgTable(
  'wallets',
  {
    id: identity('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    balance: wonTotal('balance').notNull().default(sql`0`),
    lockedBalance: wonTotal('locked_balance').notNull().default(sql`0`),
  },
  (t) => [
    unique('wallets_user_key').on(t.userId),
    check('wallets_not_negative', sql`${t.balance} >= 0 and ${t.lockedBalance} >= 0`),
  ],
);

/**
 * The money that is locked for the leader of an auction: their bid, or the maximum of their automatic bid, which is a secret.
 * A table of its own, because rows that everybody reads must not hold a secret. Kept by the database alone, by the entries of
 * the ledger (`move_wallets` in migration 0024).
 */
export const holds = pgTable(
  'holds',
  {
    auctionId: id('auction_id')
      .primaryKey()
      .references(() => auctions.id, { onDelete: 'restrict' }),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    amount: wonColumn('amount').notNull(),
    since: instant('since').notNull(),
  },
  (t) => [index('holds_user').on(t.userId), check('holds_amount', sql`${t.amount} > 0`)],
);

export const transactionType = pgEnum('transaction_type', [
  'DEPOSIT',
  'BID_LOCK',
  'BID_REFUND',
  'PAYMENT',
  'EARNING',
  'WITHDRAWAL',
]);

/**
 * The ledger: append-only by trigger and by grant. Both movements and both results are kept, so that a wallet can be
 * rebuilt from its entries alone.
 */
export const transactions = pgTable(
  'transactions',
  {
    id: identity('id').primaryKey(),
    walletId: id('wallet_id')
      .notNull()
      .references(() => wallets.id, { onDelete: 'restrict' }),
    type: transactionType('type').notNull(),
    balanceDelta: wonTotal('balance_delta').notNull(),
    lockedDelta: wonTotal('locked_delta').notNull(),
    balanceAfter: wonTotal('balance_after').notNull(),
    lockedAfter: wonTotal('locked_after').notNull(),
    auctionId: id('auction_id').references(() => auctions.id, { onDelete: 'restrict' }),
    bidId: id('bid_id').references(() => bids.id, { onDelete: 'restrict' }),
    description: text('description'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('transactions_by_wallet').on(t.walletId, t.id).concurrently(),
    index('transactions_earnings')
      .on(t.walletId, t.createdAt, t.id)
      .where(sql`${t.type} = 'EARNING'`)
      .concurrently(),
    index('transactions_auction').on(t.auctionId),
    check('transactions_after_not_negative', sql`${t.balanceAfter} >= 0 and ${t.lockedAfter} >= 0`),
    check(
      'transactions_sign_pattern',
      sql`case ${t.type}
        when 'DEPOSIT' then ${t.balanceDelta} > 0 and ${t.lockedDelta} = 0 and ${t.auctionId} is null
        when 'BID_LOCK' then ${t.balanceDelta} < 0 and ${t.lockedDelta} = -${t.balanceDelta} and ${t.auctionId} is not null
        when 'BID_REFUND' then ${t.balanceDelta} > 0 and ${t.lockedDelta} = -${t.balanceDelta} and ${t.auctionId} is not null
        when 'PAYMENT' then ((${t.balanceDelta} = 0 and ${t.lockedDelta} < 0) or (${t.balanceDelta} < 0 and ${t.lockedDelta} = 0)) and ${t.auctionId} is not null
        when 'EARNING' then ${t.balanceDelta} > 0 and ${t.lockedDelta} = 0 and ${t.auctionId} is not null
        when 'WITHDRAWAL' then ${t.balanceDelta} < 0 and ${t.lockedDelta} = 0 and ${t.auctionId} is null
      end`,
    ),
  ],
);

/** WITHDRAWAL entries of the demo that went to no account. Each WITHDRAWAL has a row here or a payout. Append-only. */
export const demoWithdrawals = pgTable('demo_withdrawals', {
  transactionId: id('transaction_id')
    .primaryKey()
    .references(() => transactions.id, { onDelete: 'restrict' }),
});

/** The first answer to a key, written in the transaction that had the effect; swept after 24 hours. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    /** `json`, not `jsonb`: the first answer is returned exactly as it was. */
    response: json('response').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.key] }),
    index('idempotency_keys_created').on(t.createdAt),
    check('idempotency_keys_length', sql`char_length(${t.key}) between 1 and 255`),
  ],
);
