import type { Money } from '@/lib/money';
import type { StoredAttempt } from '@/lib/receipts/attempts';
import type { Surroundings } from '@/lib/receipts/own-receipt';

/**
 * The smallest amount that would have been accepted when an attempt was decided; for the leader's own maximum, the price. Until
 * the first bid the price is the start price of that moment, which the seller may have changed since.
 */
export function minimumAt(
  { command, userId, leaderAfter, priceBefore }: StoredAttempt,
  { bidUnit, wasLed }: Pick<Surroundings, 'bidUnit' | 'wasLed'>,
): Money {
  const isOwnLimit = command === 'autoBid' && leaderAfter !== null && leaderAfter === userId;
  return wasLed && !isOwnLimit ? priceBefore.plus(bidUnit) : priceBefore;
}
