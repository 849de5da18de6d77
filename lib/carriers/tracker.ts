import type { Carrier } from './carriers';

/** A parcel, as its carrier knows it. */
export type ParcelNumber = { carrier: Carrier; trackingNumber: string };

/**
 * The way of a parcel so far. `unknown`: the carrier knows the number and does not have the parcel yet, or does not say
 * where it is. A parcel that lies at a pickup point, or could not be handed over, is `inTransit`.
 */
export type ParcelState = 'unknown' | 'inTransit' | 'delivered';

export type TrackAnswer =
  /**
   * `at`: the time of the event that says so, as the carrier gives it; null when it gives none. It may be wrong: see
   * `deliveryTime`.
   */
  | { outcome: 'tracked'; state: ParcelState; at: Date | null }
  /** The carrier does not know the number. It may know it a day later: sellers enter numbers before a parcel is scanned. */
  | { outcome: 'not found' }
  /** No answer, or none that can be read: nothing is known about the parcel. Worth another request later. */
  | { outcome: 'unavailable'; code: string }
  /** Our credentials are not accepted: every other request would get the same answer until an operator corrects them. */
  | { outcome: 'refused'; code: string };

/**
 * Tells where a parcel is. It never throws, changes nothing, and may be asked as often as the provider's contract allows.
 *
 * An answer describes this moment: a carrier may take a delivery back that it reported earlier.
 */
export interface ParcelTracker {
  track(parcel: ParcelNumber): Promise<TrackAnswer>;
}
