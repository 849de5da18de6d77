import { eq } from 'drizzle-orm';
import { reviews } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type Review, reviewFromRow, selectReviews } from './list';

/** What the winner of an auction said; null when they have not said anything, or there is no such auction. */
export async function reviewOf(auctionId: string): Promise<Review | null> {
  if (!idSchema.safeParse(auctionId).success) return null;
  const [row] = await selectReviews().where(eq(reviews.auctionId, auctionId));
  return row ? reviewFromRow(row) : null;
}
