import { and, eq, isNull, sql } from 'drizzle-orm';
import { auctions, reviews } from '@/db/schema';
import { withTransaction } from '@/db/transaction';
import { idSchema } from '@/lib/id';
import { notify } from '@/lib/notifications/notify';
import { parseInput } from '@/lib/parse-input';
import { questionSchema } from '@/lib/questions/input';
import { consumeIn } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';

/**
 * Answers a review as the reviewed seller, once, and notifies the person who wrote the review.
 *
 * @param content  text with the rules of a question and its answer
 * @returns the time of the answer; FORBIDDEN for anybody but the seller; ALREADY_TAKEN if the review has an answer
 */
export async function answerReview({
  reviewId,
  userId,
  content,
}: {
  reviewId: string;
  userId: string;
  content: unknown;
}): Promise<
  Result<{ answeredAt: Date }, 'INVALID_INPUT' | 'NOT_FOUND' | 'FORBIDDEN' | 'ALREADY_TAKEN' | 'RATE_LIMITED'>
> {
  if (!idSchema.safeParse(reviewId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(questionSchema, { content });
  if (!parsed.ok) return parsed;
  return withTransaction(async (tx) => {
    const suspended = await refusalWhileSuspended(userId, tx);
    if (suspended) return suspended;
    const [review] = await tx
      .select({
        sellerId: reviews.sellerId,
        reviewerId: reviews.reviewerId,
        auctionId: reviews.auctionId,
        title: auctions.title,
      })
      .from(reviews)
      .innerJoin(auctions, eq(auctions.id, reviews.auctionId))
      .where(eq(reviews.id, reviewId));
    if (!review) return refuse('NOT_FOUND');
    if (review.sellerId !== userId) return refuse('FORBIDDEN');
    const counted = await consumeIn(tx, 'answer', userId);
    if (!counted.ok) return counted;
    // Of two answers at the same moment the second waits here and finds the first.
    const [answered] = await tx
      .update(reviews)
      .set({ answer: parsed.input.content, answeredAt: sql`clock_timestamp()` })
      .where(and(eq(reviews.id, reviewId), isNull(reviews.answer)))
      .returning({ answeredAt: reviews.answeredAt });
    if (!answered?.answeredAt) {
      return { ok: false, code: 'ALREADY_TAKEN', fields: { content: 'alreadyAnsweredReview' } };
    }
    await notify(tx, [
      {
        recipientId: review.reviewerId,
        kind: 'REVIEW_ANSWER',
        params: { title: review.title },
        link: `/auctions/${review.auctionId}#review`,
        auctionId: review.auctionId,
      },
    ]);
    return { ok: true, answeredAt: answered.answeredAt };
  });
}
