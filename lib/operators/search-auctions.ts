import { and, eq, ilike, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { auctions, reports, users } from '@/db/schema';
import type { AuctionStatus } from '@/lib/auction-status';
import { folded } from '@/lib/folded';
import { idSchema } from '@/lib/id';
import { type Money, won } from '@/lib/money';
import { byId, type IdPosition, idPosition } from '@/lib/paging/by-id';
import { type Page, pageOf } from '@/lib/paging/page';
import { auctionStatusSchema } from '@/lib/realtime/protocol';
import type { Result } from '@/lib/result';
import { containing } from '@/lib/sql-like';
import { lineSchema } from '@/lib/text';
import { readAsOperator } from './operator';

export const auctionFilterSchema = z.object({
  /** Part of a title, or a whole id. */
  q: lineSchema(100).optional(),
  status: auctionStatusSchema.optional(),
  seller: idSchema.optional(),
  leader: idSchema.optional(),
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
  /** When it ends, or when it ended. */
  endTime: Date;
  openReports: number;
};

const { order, behind } = byId({ id: auctions.id, first: 'newest' });

/**
 * Finds auctions in any state, the newest first.
 *
 * @param after  the parsed `nextCursor` of the page before
 * @param limit  1 to 100
 */
export async function searchAuctions(
  options: AuctionFilter & { operatorId: string; after?: IdPosition; limit: number },
): Promise<Result<Page<FoundAuction>, 'FORBIDDEN'>> {
  return readAsOperator(options.operatorId, () => selectAuctions(options));
}

/** The same for callers that have checked the role. */
export async function selectAuctions({
  q,
  status,
  seller,
  leader,
  after,
  limit,
}: AuctionFilter & { after?: IdPosition; limit: number }): Promise<Page<FoundAuction>> {
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
      endTime: sql<Date>`least(${auctions.endedAt}, ${auctions.endTime})`.mapWith(auctions.endTime),
      openReports: sql<number>`(SELECT count(*)::int FROM ${reports}
        WHERE ${reports.auctionId} = ${auctions.id} AND ${reports.status} = 'OPEN')`,
    })
    .from(auctions)
    .innerJoin(users, eq(users.id, auctions.sellerId))
    .where(
      and(
        status && eq(auctions.status, status),
        seller === undefined ? undefined : eq(auctions.sellerId, seller),
        leader === undefined ? undefined : eq(auctions.leaderId, leader),
        q === undefined
          ? undefined
          : or(
              ilike(auctions.title, containing(q)),
              sql`folded(${auctions.title}) LIKE ${containing(folded(q))}`,
              idSchema.safeParse(q).success ? eq(auctions.id, q) : undefined,
            ),
        behind(after),
      ),
    )
    .orderBy(order)
    .limit(limit + 1);
  return pageOf(rows, {
    limit,
    keys: idPosition,
    toItem: (row) => ({ ...row, price: won(row.price) }),
  });
}
