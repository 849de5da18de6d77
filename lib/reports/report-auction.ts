import { and, eq, isNull } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions, reports } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { parseInput } from '@/lib/parse-input';
import { consume } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { type ReportStatus, reportSchema } from './input';
import type { ReportReason } from './reasons';

/**
 * Reports an item to the operators: once per person and item, in any state of the auction, until it is removed.
 *
 * @returns FORBIDDEN for the person's own item; ALREADY_TAKEN if this person has reported it before, with any outcome
 */
export async function reportAuction({
  auctionId,
  userId,
  report,
}: {
  auctionId: string;
  userId: string;
  report: unknown;
}): Promise<
  Result<{ id: string }, 'INVALID_INPUT' | 'NOT_FOUND' | 'FORBIDDEN' | 'ALREADY_TAKEN' | 'RATE_LIMITED'>
> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(reportSchema, report);
  if (!parsed.ok) return parsed;
  const [auction] = await database()
    .select({ sellerId: auctions.sellerId })
    .from(auctions)
    .where(and(eq(auctions.id, auctionId), isNull(auctions.removedBy)));
  if (!auction) return refuse('NOT_FOUND');
  if (auction.sellerId === userId) return refuse('FORBIDDEN');
  const suspended = await refusalWhileSuspended(userId);
  if (suspended) return suspended;
  const limit = await consume('report', userId);
  if (!limit.ok) return limit;
  const [made] = await database()
    .insert(reports)
    .values({ auctionId, reporterId: userId, ...parsed.input })
    .onConflictDoNothing()
    .returning({ id: reports.id });
  if (!made) return { ok: false, code: 'ALREADY_TAKEN', fields: { reason: 'alreadyReported' } };
  return { ok: true, id: made.id };
}

/** The report of this person about this item; null if there is none. */
export async function reportOf({
  auctionId,
  userId,
}: {
  auctionId: string;
  userId: string;
}): Promise<{ reason: ReportReason; status: ReportStatus; createdAt: Date } | null> {
  const [row] = await database()
    .select({ reason: reports.reason, status: reports.status, createdAt: reports.createdAt })
    .from(reports)
    .where(and(eq(reports.auctionId, auctionId), eq(reports.reporterId, userId)));
  return row ?? null;
}
