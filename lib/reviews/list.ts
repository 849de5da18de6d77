import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions, reviews, users } from '@/db/schema';
import { newestFirst, type Position, pageOf } from '@/lib/paging/newest-first';
import { personIn } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';

export type Review = {
  id: string;
  auctionId: string;
  auctionTitle: string;
  reviewer: Person;
  /** 1 to 5. */
  rating: number;
  content: string;
  createdAt: Date;
  /** The seller's; null while there is none. */
  answer: { content: string; createdAt: Date } | null;
};

const { at, order, behind } = newestFirst(reviews);

/**
 * What winners said about a seller, newest first; empty for somebody who does not exist.
 *
 * @param limit  1 to 100
 */
export async function listReviews({
  sellerId,
  after,
  limit,
}: {
  sellerId: string;
  after?: Position;
  limit: number;
}): Promise<{ items: Review[]; nextCursor: string | null }> {
  const rows = await selectReviews()
    .where(and(eq(reviews.sellerId, sellerId), behind(after)))
    .orderBy(...order)
    .limit(limit + 1);
  return pageOf(rows, limit, reviewFromRow);
}

/** Reviews with what is shown beside them, to be narrowed by the caller. */
export function selectReviews() {
  return database()
    .select({ review: reviews, auctionTitle: auctions.title, nickname: users.nickname, at })
    .from(reviews)
    .innerJoin(auctions, eq(auctions.id, reviews.auctionId))
    .innerJoin(users, eq(users.id, reviews.reviewerId));
}

type ReviewRow = { review: typeof reviews.$inferSelect; auctionTitle: string; nickname: string };

export function reviewFromRow({ review, auctionTitle, nickname }: ReviewRow): Review {
  const { answer, answeredAt } = review;
  return {
    id: review.id,
    auctionId: review.auctionId,
    auctionTitle,
    reviewer: personIn(review.auctionId, { id: review.reviewerId, nickname }),
    rating: review.rating,
    content: review.content,
    createdAt: review.createdAt,
    answer: answer !== null && answeredAt !== null ? { content: answer, createdAt: answeredAt } : null,
  };
}
