import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { users } from './accounts';
import { auctions, tradeMethod } from './auctions';
import { id, identity, instant, wonColumn } from './columns';

export const tradeState = pgEnum('trade_state', [
  'AWAITING',
  'SHIPPED',
  'DELIVERED',
  'DISPUTED',
  'COMPLETED',
  'CANCELLED',
]);

/** Whose fault it is that a trade was called off. MUTUAL: both agreed. */
export const tradeFault = pgEnum('trade_fault', ['NONE', 'BUYER', 'SELLER', 'MUTUAL']);

export const tradeParty = pgEnum('trade_party', ['BUYER', 'SELLER']);

/**
 * A sale from the win to the handover. While it is open, the price is held in the buyer's wallet (`holds`); what happens to it
 * is decided by `lib/trades/rules.ts` alone.
 */
export const trades = pgTable(
  'trades',
  {
    id: identity('id').primaryKey(),
    auctionId: id('auction_id')
      .notNull()
      .references(() => auctions.id, { onDelete: 'restrict' }),
    buyerId: id('buyer_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    sellerId: id('seller_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    price: wonColumn('price').notNull(),
    method: tradeMethod('method').notNull(),
    state: tradeState('state').notNull().default('AWAITING'),
    /** What the buyer got back at the end. */
    refund: wonColumn('refund').notNull().default(sql`0`),
    fault: tradeFault('fault').notNull().default('NONE'),
    /** Grows by one with each accepted command. */
    version: integer('version').notNull().default(0),
    openedAt: instant('opened_at').notNull(),
    /** When the clock has something to do next; null when it has nothing to do. */
    nextAt: instant('next_at'),
    /** The meeting that both agreed to, and the one that waits for an answer. */
    appointmentAt: instant('appointment_at'),
    proposedAt: instant('proposed_at'),
    proposedBy: tradeParty('proposed_by'),
    /** When the buyer sent an address. The address itself is in `trade_addresses`. */
    addressAt: instant('address_at'),
    shipBy: instant('ship_by'),
    shippedAt: instant('shipped_at'),
    carrier: text('carrier'),
    trackingNumber: text('tracking_number'),
    deliveredAt: instant('delivered_at'),
    calledOffBy: tradeParty('called_off_by'),
    calledOffAt: instant('called_off_at'),
    calledOffFault: tradeFault('called_off_fault'),
    objectedAt: instant('objected_at'),
    /** BUYER, SELLER or OPERATOR. */
    disputedBy: text('disputed_by').$type<'BUYER' | 'SELLER' | 'OPERATOR'>(),
    disputedAt: instant('disputed_at'),
    disputeReason: text('dispute_reason'),
    /** The state before the dispute, to which it goes back when the dispute is withdrawn. */
    disputedFrom: tradeState('disputed_from'),
    /** When the other side answered. */
    answeredAt: instant('answered_at'),
    /** A partial or full refund that one side offers: the other can take it. */
    offer: wonColumn('offer'),
    offerBy: tradeParty('offer_by'),
    offerAt: instant('offer_at'),
    /** The refund is due when the goods are back. */
    offerReturns: boolean('offer_returns'),
    returnRefund: wonColumn('return_refund'),
    returnAgreedAt: instant('return_agreed_at'),
    returnShippedAt: instant('return_shipped_at'),
    returnCarrier: text('return_carrier'),
    returnTrackingNumber: text('return_tracking_number'),
    returnDeliveredAt: instant('return_delivered_at'),
    /** What an operator decided. It takes effect at once when both accept it, or when it is the answer to an appeal. */
    decidedRefund: wonColumn('decided_refund'),
    decidedFault: tradeFault('decided_fault'),
    decidedBy: id('decided_by').references(() => users.id, { onDelete: 'restrict' }),
    decidedAt: instant('decided_at'),
    acceptedBy: tradeParty('accepted_by'),
    appealedBy: tradeParty('appealed_by'),
    appealedAt: instant('appealed_at'),
    /** Since when an operator has to look at it. */
    escalatedAt: instant('escalated_at'),
    codeCounter: integer('code_counter').notNull().default(0),
    codeTries: integer('code_tries').notNull().default(0),
    codeLockedUntil: instant('code_locked_until'),
    /** The reminders that were sent, by their names in `lib/trades/deadlines.ts`. */
    reminded: text('reminded').array().notNull().default(sql`'{}'`),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('trades_one_open').on(t.auctionId).where(sql`${t.endedAt} is null`),
    unique('trades_buyer_key').on(t.auctionId, t.buyerId),
    index('trades_buyer').on(t.buyerId, sql`${t.openedAt} desc`),
    index('trades_seller').on(t.sellerId, sql`${t.openedAt} desc`),
    index('trades_due').on(t.nextAt).where(sql`${t.nextAt} is not null`),
    index('trades_escalated')
      .on(t.escalatedAt)
      .where(sql`${t.endedAt} is null and ${t.escalatedAt} is not null`),
    check('trades_price', sql`${t.price} > 0 and ${t.refund} between 0 and ${t.price}`),
    check('trades_not_oneself', sql`${t.buyerId} <> ${t.sellerId}`),
    check('trades_ended', sql`(${t.endedAt} is not null) = (${t.state} in ('COMPLETED', 'CANCELLED'))`),
    check('trades_next', sql`${t.endedAt} is null or ${t.nextAt} is null`),
    check(
      'trades_refund',
      sql`case ${t.state} when 'COMPLETED' then ${t.refund} < ${t.price} when 'CANCELLED' then ${t.refund} = ${t.price} else ${t.refund} = 0 and ${t.fault} = 'NONE' end`,
    ),
  ],
);

/** Everything that happened to a trade. Append-only. */
export const tradeEvents = pgTable(
  'trade_events',
  {
    id: identity('id').primaryKey(),
    tradeId: id('trade_id')
      .notNull()
      .references(() => trades.id, { onDelete: 'restrict' }),
    /** 1, 2, 3, … within the trade. */
    seq: integer('seq').notNull(),
    kind: text('kind').notNull(),
    /** BUYER, SELLER, OPERATOR or CLOCK. */
    role: text('role').notNull(),
    actorId: id('actor_id').references(() => users.id, { onDelete: 'restrict' }),
    state: tradeState('state').notNull(),
    detail: jsonb('detail').notNull().$type<Record<string, string | number | null>>(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('trade_events_in_order').on(t.tradeId, t.seq),
    check('trade_events_role', sql`${t.role} in ('BUYER', 'SELLER', 'OPERATOR', 'CLOCK')`),
    check('trade_events_actor', sql`(${t.actorId} is null) = (${t.role} = 'CLOCK')`),
  ],
);
