import { and, count, eq, isNull } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions, watchers } from '@/db/schema';

/** The number of auctions that a person has saved, including those that are over, as `savedAuctions` lists them. */
export async function countSaved(userId: string): Promise<number> {
  const [row] = await database()
    .select({ saved: count() })
    .from(watchers)
    .innerJoin(auctions, eq(auctions.id, watchers.auctionId))
    .where(and(eq(watchers.userId, userId), isNull(auctions.removedBy)));
  return row?.saved ?? 0;
}
