import { count, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { reviews } from '@/db/schema';
import type { Rating, RatingSpread } from './ratings';

/** The number of a seller's reviews by rating; all zero without reviews. One query. */
export async function ratingSpread(sellerId: string): Promise<RatingSpread> {
  const rows = await database()
    .select({ rating: reviews.rating, count: count() })
    .from(reviews)
    .where(eq(reviews.sellerId, sellerId))
    .groupBy(reviews.rating);
  const counts = new Map(rows.map((row) => [row.rating, row.count]));
  const of = (rating: Rating) => counts.get(rating) ?? 0;
  return { 5: of(5), 4: of(4), 3: of(3), 2: of(2), 1: of(1) };
}
