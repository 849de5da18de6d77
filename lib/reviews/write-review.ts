import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { auctions, reviews, users } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { idSchema } from '@/lib/id';
import { notify } from '@/lib/notifications/notify';
import { parseInput } from '@/lib/parse-input';
import { contentSchema } from '@/lib/questions/input';
import { consumeIn } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';

export const reviewSchema = z.object({
  rating: z.int({ error: 'rating' }).min(1, { error: 'rating' }).max(5, { error: 'rating' }),
  content: contentSchema,
});

/**
 * Writes the winner's review of the seller, once per auction. The same transaction updates the seller's reputation.
 *
 * @returns the review's id; FORBIDDEN for anybody but the winner; ALREADY_TAKEN for a second review
 */
export async function writeReview({
  auctionId,
  userId,
  review,
}: {
  auctionId: string;
  userId: string;
  review: unknown;
}): Promise<
  Result<
    { id: string; createdAt: Date },
    'INVALID_INPUT' | 'NOT_FOUND' | 'FORBIDDEN' | 'ALREADY_TAKEN' | 'RATE_LIMITED'
  >
> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(reviewSchema, review);
  if (!parsed.ok) return parsed;
  const { rating, content } = parsed.input;
  return withTransaction(async (tx) => {
    const suspended = await refusalWhileSuspended(userId, tx);
    if (suspended) return suspended;
    const [auction] = await tx
      .select({ sellerId: auctions.sellerId, winnerId: auctions.winnerId, title: auctions.title })
      .from(auctions)
      .where(eq(auctions.id, auctionId));
    if (!auction) return refuse('NOT_FOUND');
    if (auction.winnerId !== userId) return refuse('FORBIDDEN');
    const { sellerId, title } = auction;
    // Reviews of one seller are written one after the other: the mean below must include every earlier review.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, sellerId)).for('no key update');
    const counted = await consumeIn(tx, 'review', userId);
    if (!counted.ok) return counted;
    const [written] = await tx
      .insert(reviews)
      .values({ auctionId, reviewerId: userId, sellerId, rating, content })
      .onConflictDoNothing()
      .returning({ id: reviews.id, createdAt: reviews.createdAt });
    if (!written) return { ok: false, code: 'ALREADY_TAKEN', fields: { rating: 'alreadyReviewed' } };
    await updateReputation(tx, sellerId);
    await notify(tx, [
      {
        recipientId: sellerId,
        kind: 'REVIEW',
        params: { title, rating },
        link: `/users/${sellerId}`,
        auctionId,
      },
    ]);
    return { ok: true, ...written };
  });
}

/** Mean rating × 20, so that five stars are 100. A statement of its own, so that it sees the reviews that the lock waited for. */
export async function updateReputation(tx: Transaction, sellerId: string): Promise<void> {
  await tx.execute(sql`
    UPDATE users SET reputation_score = given.score, review_count = given.reviews
    FROM (SELECT round(avg(rating) * 20)::smallint AS score, count(*)::int AS reviews
      FROM reviews WHERE seller_id = ${sellerId}) AS given
    WHERE id = ${sellerId}`);
}
