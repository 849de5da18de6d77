import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { database } from '@/db/client';
import { auctions, reports, users } from '@/db/schema';
import type { AuctionStatus } from '@/lib/auction-status';
import { byTime, type TimePosition, timePosition } from '@/lib/paging/by-time';
import { type Page, pageOf } from '@/lib/paging/page';
import type { ReportStatus } from '@/lib/reports/input';
import type { ReportReason } from '@/lib/reports/reasons';
import type { Result } from '@/lib/result';
import { readAsOperator } from './operator';

export const QUEUES = ['OPEN', 'ACTED', 'DISMISSED'] as const satisfies readonly ReportStatus[];

/** All reports of one item in the same state, to be settled together. */
export type ReportedItem = {
  auction: { id: string; title: string; status: AuctionStatus };
  seller: { id: string; nickname: string; suspended: boolean };
  count: number;
  /** Each reason once, the commonest first. */
  reasons: ReportReason[];
  firstAt: Date;
};

/**
 * The queue of reported items: open ones with the oldest first, settled ones with the latest first.
 *
 * @param after  the parsed `nextCursor` of the page before
 * @param limit  1 to 100
 */
export async function listReportedItems(options: {
  operatorId: string;
  status: ReportStatus;
  after?: TimePosition;
  limit: number;
}): Promise<Result<Page<ReportedItem>, 'FORBIDDEN'>> {
  return readAsOperator(options.operatorId, () => reportedItems(options));
}

async function reportedItems({
  status,
  after,
  limit,
}: {
  status: ReportStatus;
  after?: TimePosition;
  limit: number;
}): Promise<Page<ReportedItem>> {
  const first = status === 'OPEN' ? 'oldest' : 'newest';
  const time = status === 'OPEN' ? sql`min(r.created_at)` : sql`max(r.resolved_at)`;
  const item = byTime({ time, id: sql`r.auction_id`, first });
  const folded = byTime({ time: sql`f.time`, id: sql`f.id`, first });
  const { rows } = await database().execute<QueueRow>(sql`
    WITH folded AS (
      SELECT r.auction_id AS id, count(*)::int AS count, min(r.created_at) AS first_at, ${time} AS time
      FROM reports r WHERE r.status = ${status}
      GROUP BY r.auction_id HAVING ${item.behind(after) ?? sql`true`}
      ORDER BY ${item.order} LIMIT ${limit + 1}
    )
    SELECT f.id, ${folded.at} AS at, f.count, f.first_at, a.title, a.status, u.id AS seller_id, u.nickname,
      u.suspended_at IS NOT NULL AS suspended,
      ARRAY(SELECT r.reason::text FROM reports r WHERE r.auction_id = f.id AND r.status = ${status}
        GROUP BY r.reason ORDER BY count(*) DESC, r.reason) AS reasons
    FROM folded f JOIN auctions a ON a.id = f.id JOIN users u ON u.id = a.seller_id
    ORDER BY ${folded.order}`);
  return pageOf(rows, { limit, keys: timePosition, toItem: itemFromRow });
}

type QueueRow = {
  id: string;
  at: string;
  count: number;
  first_at: string;
  title: string;
  status: AuctionStatus;
  seller_id: string;
  nickname: string;
  suspended: boolean;
  reasons: ReportReason[];
};

function itemFromRow(row: QueueRow): ReportedItem {
  return {
    auction: { id: row.id, title: row.title, status: row.status },
    seller: { id: row.seller_id, nickname: row.nickname, suspended: row.suspended },
    count: row.count,
    reasons: row.reasons,
    firstAt: new Date(row.first_at),
  };
}

/** One report, with its outcome. */
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

/** Reports of one item, by one person or against one seller, newest first; for callers that have checked the role. */
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
