/** What a seller's reviews say of them: `score` is 0 to 100, and null while there is no review. */
export type Reputation = { score: number | null; reviews: number };
