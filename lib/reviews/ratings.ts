/** The stars that a review may give, the best first. */
export const RATINGS = [5, 4, 3, 2, 1] as const;
export type Rating = (typeof RATINGS)[number];

/** The number of reviews by rating. */
export type RatingSpread = Record<Rating, number>;
