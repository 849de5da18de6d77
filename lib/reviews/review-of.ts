import { eq } from 'drizzle-orm';
import { reviews } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type Review, reviewFromRow, selectReviews } from './list';

/** The review of an auction by its winner; null if there is none, or no such auction. */
export async function reviewOf(auctionId: string): Promise<Review | null> {
  if (!idSchema.safeParse(auctionId).success) return null;
  const [row] = await selectReviews().where(eq(reviews.auctionId, auctionId));
  return row ? reviewFromRow(row) : null;
}
