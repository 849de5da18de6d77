import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { id, instant, wonColumn } from './columns';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/**
 * The record of an auction: every command that was decided, refused ones of people too, in the order of the decisions.
 * Append-only, and chained by `hash` (`lib/record/chain.ts`). In the database it is partitioned by the month of `decided_at`;
 * migration 0024 makes the table, since drizzle knows no partitions.
 *
 * It refers to rows of `auctions` and `users` without foreign keys: both are never deleted, the transaction that writes here
 * holds the auction's lock and has read the person, and a refused bid must not wait for a person's row.
 */
export const attempts = pgTable(
  'attempts',
  {
    id: id('id').notNull(),
    auctionId: id('auction_id').notNull(),
    /** 1, 2, 3, … within the auction. */
    seq: integer('seq').notNull(),
    /** The person, or the operator; null for the clock. */
    userId: id('user_id'),
    command: text('command').notNull(),
    /** The amount or maximum that was sent; null for a command without one. */
    amount: wonColumn('amount'),
    /** The person whom the command is about: for `excludeBidder`. */
    subjectId: id('subject_id'),
    arrivedAt: instant('arrived_at').notNull(),
    decidedAt: instant('decided_at').notNull(),
    /** 0, 1, 2, … among the commands that were decided together. */
    position: integer('position').notNull(),
    /** The price that everybody saw. */
    priceBefore: wonColumn('price_before').notNull(),
    priceAfter: wonColumn('price_after').notNull(),
    versionBefore: bigint('version_before', { mode: 'number' }).notNull(),
    versionAfter: bigint('version_after', { mode: 'number' }).notNull(),
    /** The code of the refusal; null for an accepted command. */
    code: text('code'),
    leaderAfter: id('leader_after'),
    endAfter: instant('end_after').notNull(),
    /** Whether this bid took the lead from somebody who could no longer bid here: their automatic bid did not answer. */
    leaderStopped: boolean('leader_stopped').notNull(),
    /** What is locked for the leader afterwards. A secret of the leader until the auction has ended. */
    holdAfter: wonColumn('hold_after'),
    /** 32 random bytes that hide `amount` and `hold_after` in `hash`. */
    salt: bytes('salt').notNull(),
    /** SHA-256, hexadecimal. */
    hash: text('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.decidedAt] }),
    index('attempts_auction').on(t.auctionId, t.seq),
    index('attempts_user').on(t.userId, t.auctionId, t.id),
    check(
      'attempts_in_order',
      sql`${t.seq} > 0 and ${t.position} >= 0 and ${t.arrivedAt} <= ${t.decidedAt} and ${t.versionAfter} >= ${t.versionBefore}`,
    ),
    check(
      'attempts_secrets',
      sql`octet_length(${t.salt}) = 32 and octet_length(${t.hash}) = 64 and ${t.hash} ~ '^[0-9a-f]+$'`,
    ),
  ],
);
