/** The stars that a review may give, the best first. */
export const RATINGS = [5, 4, 3, 2, 1] as const;
export type Rating = (typeof RATINGS)[number];

/** How many reviews gave how many stars. */
export type RatingSpread = Record<Rating, number>;
