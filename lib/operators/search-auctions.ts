import { and, desc, eq, ilike, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { auctions, reports, users } from '@/db/schema';
import { AUCTION_STATUSES, type AuctionStatus } from '@/lib/auction-status';
import { idSchema } from '@/lib/id';
import { type Money, won } from '@/lib/money';
import { type IdPage, pageById } from '@/lib/paging/by-id';
import type { Result } from '@/lib/result';
import { containing } from '@/lib/sql-like';
import { lineSchema } from '@/lib/text';
import { readAsOperator } from './operator';

export const auctionFilterSchema = z.object({
  /** Part of a title, or a whole id. */
  q: lineSchema(100).optional(),
  status: z.enum(AUCTION_STATUSES).optional(),
  seller: idSchema.optional(),
});
export type AuctionFilter = z.output<typeof auctionFilterSchema>;

export type FoundAuction = {
  id: string;
  title: string;
  seller: { id: string; nickname: string; suspended: boolean };
  status: AuctionStatus;
  isNational: boolean;
  /** Sold for, else the highest bid, else the start price. */
  price: Money;
  bidCount: number;
  /** When it ends, or when it did end. */
  endTime: Date;
  openReports: number;
};

/**
 * Finds auctions in any state, the newest first.
 *
 * @param before  `nextCursor` of the page before
 * @param limit   1 to 100
 */
export async function searchAuctions(
  options: AuctionFilter & { operatorId: string; before?: string; limit: number },
): Promise<Result<IdPage<FoundAuction>, 'FORBIDDEN'>> {
  return readAsOperator(options.operatorId, () => findAuctions(options));
}

/** The same for callers that have asked for the role already. */
export async function findAuctions({
  q,
  status,
  seller,
  before,
  limit,
}: AuctionFilter & { before?: string; limit: number }): Promise<IdPage<FoundAuction>> {
  const rows = await database()
    .select({
      id: auctions.id,
      title: auctions.title,
      seller: {
        id: users.id,
        nickname: users.nickname,
        suspended: sql<boolean>`${users.suspendedAt} IS NOT NULL`,
      },
      status: auctions.status,
      isNational: auctions.isNational,
      price: auctions.price,
      bidCount: auctions.bidCount,
      endTime: sql<Date>`coalesce(${auctions.endedAt}, ${auctions.endTime})`.mapWith(auctions.endTime),
      openReports: sql<number>`(SELECT count(*)::int FROM ${reports}
        WHERE ${reports.auctionId} = ${auctions.id} AND ${reports.status} = 'OPEN')`,
    })
    .from(auctions)
    .innerJoin(users, eq(users.id, auctions.sellerId))
    .where(
      and(
        status && eq(auctions.status, status),
        seller === undefined ? undefined : eq(auctions.sellerId, seller),
        q === undefined
          ? undefined
          : or(
              ilike(auctions.title, containing(q)),
              idSchema.safeParse(q).success ? eq(auctions.id, q) : undefined,
            ),
        before === undefined ? undefined : lt(auctions.id, before),
      ),
    )
    .orderBy(desc(auctions.id))
    .limit(limit + 1);
  return pageById(
    rows.map((row) => ({ ...row, price: won(row.price) })),
    limit,
  );
}
