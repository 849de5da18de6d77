/**
 * The figures of a refusal for being too low, as they are now: others may have bid since.
 *
 * @param refused      the smallest amount when the bid was refused
 * @param seenMinimum  the smallest amount that the person saw when they pressed; null where it is unknown
 * @returns the smallest amount that would be taken, and the price if it is news: only where it has moved since the person
 *   saw it
 */
export function tooLow(
  { refused, seenMinimum }: { refused: number; seenMinimum: number | null },
  auction: { minimumNext: number; startPrice: number; bidUnit: number },
): { minimum: number; price: number | null } {
  const minimum = Math.max(refused, auction.minimumNext);
  const hasMoved = seenMinimum !== null && minimum > seenMinimum && minimum > auction.startPrice;
  return { minimum, price: hasMoved ? minimum - auction.bidUnit : null };
}
