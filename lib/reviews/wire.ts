import type { Review } from './list';

/** A review as JSON: times are ISO 8601 UTC. */
export function toWireReview(review: Review) {
  const { answer } = review;
  return {
    ...review,
    createdAt: review.createdAt.toISOString(),
    answer: answer && { ...answer, createdAt: answer.createdAt.toISOString() },
  };
}
