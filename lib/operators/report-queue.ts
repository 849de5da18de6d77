import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { database } from '@/db/client';
import { auctions, reports, users } from '@/db/schema';
import type { AuctionStatus } from '@/lib/auction-status';
import { idSchema } from '@/lib/id';
import { CURSOR_TIME_FORMAT, cursorSchema, cursorTimeSchema, encodeCursor } from '@/lib/paging/cursor';
import type { ReportReason, ReportStatus } from '@/lib/reports/input';
import type { Result } from '@/lib/result';
import { readAsOperator } from './operator';

export const QUEUES = ['OPEN', 'ACTED', 'DISMISSED'] as const satisfies readonly ReportStatus[];

/** Where a page of the queue ended: when the item there was first reported, and the item. */
export const queueCursorSchema = cursorSchema(z.tuple([cursorTimeSchema, idSchema]));
export type QueuePosition = z.output<typeof queueCursorSchema>;

/** All reports of one item that are in the same state, as one thing to settle. */
export type ReportedItem = {
  auction: { id: string; title: string; status: AuctionStatus };
  seller: { id: string; nickname: string; suspended: boolean };
  count: number;
  /** Each reason once, the commonest first. */
  reasons: ReportReason[];
  firstAt: Date;
};

/**
 * The queue of reported items: what is open, the oldest first; what was settled, the latest first.
 *
 * @param after  the parsed `nextCursor` of the page before
 * @param limit  1 to 100
 */
export async function listReportedItems(options: {
  operatorId: string;
  status: ReportStatus;
  after?: QueuePosition;
  limit: number;
}): Promise<Result<{ items: ReportedItem[]; nextCursor: string | null }, 'FORBIDDEN'>> {
  return readAsOperator(options.operatorId, () => reportedItems(options));
}

async function reportedItems({
  status,
  after,
  limit,
}: {
  status: ReportStatus;
  after?: QueuePosition;
  limit: number;
}) {
  const oldestFirst = status === 'OPEN';
  const direction = sql.raw(oldestFirst ? 'ASC' : 'DESC');
  const position = oldestFirst ? sql`min(r.created_at)` : sql`max(r.resolved_at)`;
  const behind = after
    ? sql`HAVING (${position}, r.auction_id) ${sql.raw(oldestFirst ? '>' : '<')} (${after[0]}::timestamptz, ${after[1]}::bigint)`
    : sql``;
  const { rows } = await database().execute<QueueRow>(sql`
    WITH folded AS (
      SELECT r.auction_id, count(*)::int AS count, min(r.created_at) AS first_at, ${position} AS position
      FROM reports r WHERE r.status = ${status}
      GROUP BY r.auction_id ${behind}
      ORDER BY position ${direction}, r.auction_id ${direction} LIMIT ${limit + 1}
    )
    SELECT f.auction_id, f.count, f.first_at, a.title, a.status, u.id AS seller_id, u.nickname,
      u.suspended_at IS NOT NULL AS suspended,
      to_char(f.position AT TIME ZONE 'UTC', ${CURSOR_TIME_FORMAT}) AS at,
      ARRAY(SELECT r.reason::text FROM reports r WHERE r.auction_id = f.auction_id AND r.status = ${status}
        GROUP BY r.reason ORDER BY count(*) DESC, r.reason) AS reasons
    FROM folded f JOIN auctions a ON a.id = f.auction_id JOIN users u ON u.id = a.seller_id
    ORDER BY f.position ${direction}, f.auction_id ${direction}`);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(itemFromRow),
    nextCursor: last ? encodeCursor([last.at, last.auction_id]) : null,
  };
}

type QueueRow = {
  auction_id: string;
  count: number;
  first_at: string;
  title: string;
  status: AuctionStatus;
  seller_id: string;
  nickname: string;
  suspended: boolean;
  at: string;
  reasons: ReportReason[];
};

function itemFromRow(row: QueueRow): ReportedItem {
  return {
    auction: { id: row.auction_id, title: row.title, status: row.status },
    seller: { id: row.seller_id, nickname: row.nickname, suspended: row.suspended },
    count: row.count,
    reasons: row.reasons,
    firstAt: new Date(row.first_at),
  };
}

/** One report, with what became of it. */
export type FoundReport = {
  id: string;
  auction: { id: string; title: string };
  reporter: { id: string; nickname: string };
  seller: { id: string; nickname: string };
  reason: ReportReason;
  detail: string;
  status: ReportStatus;
  createdAt: Date;
  resolvedAt: Date | null;
  /** Nickname of the operator who settled it. */
  resolvedBy: string | null;
};

const reporters = alias(users, 'reporters');
const sellers = alias(users, 'sellers');
const resolvers = alias(users, 'resolvers');

/** Reports of one item, by one person or against one seller, newest first; for callers that have asked for the role. */
export async function findReports({
  auction,
  reporter,
  seller,
  limit,
}: {
  auction?: string;
  reporter?: string;
  seller?: string;
  limit: number;
}): Promise<FoundReport[]> {
  return database()
    .select({
      id: reports.id,
      auction: { id: auctions.id, title: auctions.title },
      reporter: { id: reporters.id, nickname: reporters.nickname },
      seller: { id: sellers.id, nickname: sellers.nickname },
      reason: reports.reason,
      detail: reports.detail,
      status: reports.status,
      createdAt: reports.createdAt,
      resolvedAt: reports.resolvedAt,
      resolvedBy: resolvers.nickname,
    })
    .from(reports)
    .innerJoin(auctions, eq(auctions.id, reports.auctionId))
    .innerJoin(reporters, eq(reporters.id, reports.reporterId))
    .innerJoin(sellers, eq(sellers.id, auctions.sellerId))
    .leftJoin(resolvers, eq(resolvers.id, reports.resolvedBy))
    .where(
      and(
        auction === undefined ? undefined : eq(reports.auctionId, auction),
        reporter === undefined ? undefined : eq(reports.reporterId, reporter),
        seller === undefined ? undefined : eq(auctions.sellerId, seller),
      ),
    )
    .orderBy(desc(reports.id))
    .limit(limit);
}
