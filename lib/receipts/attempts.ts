import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { idSchema } from '@/lib/id';
import { type Money, won } from '@/lib/money';
import { cursorSchema } from '@/lib/paging/cursor';
import { type Page, pageOf } from '@/lib/paging/page';

/** A row of `attempts`. Ids are those of people, not pseudonyms. */
export type StoredAttempt = {
  id: string;
  auctionId: string;
  seq: number;
  /** Null for the clock. */
  userId: string | null;
  command: string;
  amount: Money | null;
  subjectId: string | null;
  arrivedAt: Date;
  decidedAt: Date;
  position: number;
  priceBefore: Money;
  priceAfter: Money;
  versionBefore: number;
  versionAfter: number;
  code: string | null;
  leaderAfter: string | null;
  endAfter: Date;
  leaderStopped: boolean;
  hold: Money | null;
  salt: Buffer;
  hash: string;
};

/** The columns of an attempt `t`, as `attemptFromRow` takes them. */
export const attemptColumns = sql`t.id, t.auction_id, t.seq, t.user_id, t.command, t.amount, t.subject_id, t.arrived_at,
  t.decided_at, t.position, t.price_before, t.price_after, t.version_before, t.version_after, t.code, t.leader_after,
  t.end_after, t.leader_stopped, t.hold_after, t.salt, t.hash`;

export type AttemptRow = {
  id: string;
  auction_id: string;
  seq: number;
  user_id: string | null;
  command: string;
  amount: string | null;
  subject_id: string | null;
  arrived_at: string;
  decided_at: string;
  position: number;
  price_before: string;
  price_after: string;
  version_before: string;
  version_after: string;
  code: string | null;
  leader_after: string | null;
  end_after: string;
  leader_stopped: boolean;
  hold_after: string | null;
  salt: Buffer;
  hash: string;
};

export function attemptFromRow(row: AttemptRow): StoredAttempt {
  return {
    id: row.id,
    auctionId: row.auction_id,
    seq: row.seq,
    userId: row.user_id,
    command: row.command,
    amount: row.amount === null ? null : won(row.amount),
    subjectId: row.subject_id,
    arrivedAt: new Date(row.arrived_at),
    decidedAt: new Date(row.decided_at),
    position: row.position,
    priceBefore: won(row.price_before),
    priceAfter: won(row.price_after),
    versionBefore: Number(row.version_before),
    versionAfter: Number(row.version_after),
    code: row.code,
    leaderAfter: row.leader_after,
    endAfter: new Date(row.end_after),
    leaderStopped: row.leader_stopped,
    hold: row.hold_after === null ? null : won(row.hold_after),
    salt: row.salt,
    hash: row.hash,
  };
}

const SEQ = z.string().regex(/^[1-9]\d{0,9}$/);
/** For the `cursor` of a request: the place of the last attempt of the page before in its auction. */
export const seqPositionSchema = cursorSchema(z.tuple([SEQ]));
export type SeqPosition = z.output<typeof seqPositionSchema>;

/** The query of a page of a person's attempts. */
export const ownAttemptsSchema = z.object({ cursor: seqPositionSchema.optional() });

function seqPosition({ seq }: { seq: number }): SeqPosition {
  return [String(seq)];
}

/**
 * A person's own attempts on one auction, newest first: accepted and refused ones.
 *
 * @param after  from `seqPositionSchema`
 * @returns null when there is no such auction
 */
export async function ownAttempts({
  auctionId,
  userId,
  after,
  limit,
}: {
  auctionId: string;
  userId: string;
  after?: SeqPosition;
  limit: number;
}): Promise<Page<StoredAttempt> | null> {
  if (!idSchema.safeParse(auctionId).success) return null;
  const behind: SQL = after ? sql`AND t.seq < ${after[0]}::bigint` : sql``;
  const { rows } = await database().execute<AttemptRow | { id: null }>(sql`
    SELECT mine.* FROM auctions a
      LEFT JOIN LATERAL (
        SELECT ${attemptColumns} FROM attempts t
        WHERE t.auction_id = a.id AND t.user_id = ${userId} ${behind}
        ORDER BY t.seq DESC LIMIT ${limit + 1}) AS mine ON true
    WHERE a.id = ${auctionId}
    ORDER BY mine.seq DESC`);
  if (rows.length === 0) return null;
  const own = rows.flatMap((row) => (row.id === null ? [] : [attemptFromRow(row)]));
  return pageOf(own, { limit, keys: seqPosition, toItem: (attempt) => attempt });
}
