import { and, eq, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions, reviews, users } from '@/db/schema';
import { byTime, type TimePosition, timePosition } from '@/lib/paging/by-time';
import { type Page, pageOf } from '@/lib/paging/page';
import { personIn } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';

export type Review = {
  id: string;
  auctionId: string;
  /** Null for an item that an operator has removed. */
  auctionTitle: string | null;
  reviewer: Person;
  /** 1 to 5. */
  rating: number;
  content: string;
  createdAt: Date;
  /** The seller's answer; null while there is none. */
  answer: { content: string; createdAt: Date } | null;
};

const { at, order, behind } = byTime({ time: reviews.createdAt, id: reviews.id, first: 'newest' });

/**
 * The reviews of a seller by winners, newest first; empty if there is no such person.
 *
 * @param limit  1 to 100
 */
export async function listReviews({
  sellerId,
  after,
  limit,
}: {
  sellerId: string;
  after?: TimePosition;
  limit: number;
}): Promise<Page<Review>> {
  const rows = await selectReviews()
    .where(and(eq(reviews.sellerId, sellerId), behind(after)))
    .orderBy(order)
    .limit(limit + 1);
  return pageOf(rows, { limit, keys: timePosition, toItem: reviewFromRow });
}

/** Selects reviews with the data that is shown beside them; the caller adds the condition. */
export function selectReviews() {
  return database()
    .select({
      id: reviews.id,
      review: reviews,
      auctionTitle: sql<string | null>`CASE WHEN ${auctions.removedBy} IS NULL THEN ${auctions.title} END`,
      nickname: users.nickname,
      at,
    })
    .from(reviews)
    .innerJoin(auctions, eq(auctions.id, reviews.auctionId))
    .innerJoin(users, eq(users.id, reviews.reviewerId));
}

type ReviewRow = { review: typeof reviews.$inferSelect; auctionTitle: string | null; nickname: string };

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
