import type { TrackAnswer } from './tracker';

/**
 * When the parcel of a trade was delivered, as far as the carrier's answer can be believed.
 *
 * A time after `now`, or none, becomes `now`: nothing can have arrived in the future. A delivery before the trade began is
 * that of another parcel: carriers use their numbers again, and a seller could enter one from last month.
 *
 * @param began  the moment from which the parcel of this trade can have been on its way
 * @param now    the database's clock
 * @returns null unless the parcel is delivered
 */
export function deliveryTime(answer: TrackAnswer, { began, now }: { began: Date; now: Date }): Date | null {
  if (answer.outcome !== 'tracked' || answer.state !== 'delivered') return null;
  const { at } = answer;
  if (at === null || at > now) return now;
  return at < began ? null : at;
}
