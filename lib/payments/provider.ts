import type { Money } from '@/lib/money';

/** The payment that an answer is about, by the provider's name for it, and the order that it was made for. */
export type Payment = { paymentKey: string; orderId: string };

/** The provider holds money. `amount`: without any part that it has given back since. */
export type Taken = { outcome: 'paid'; amount: Money } & Payment;

/** The answer was lost, or says nothing about the money. */
export type Unknown = { outcome: 'unknown'; code: string };

/*
 * Each call has answers of its own. The meaning of a code depends on the call: "not allowed" as the answer to a confirmation
 * says that no money was taken, and as the answer to a look-up says nothing at all.
 */

export type ConfirmAnswer =
  | Taken
  /** This request took no money and will take none. */
  | { outcome: 'refused'; code: string }
  /** `isAnswered`: the provider has finished the request, so that the same one would get the same answer again. */
  | (Unknown & { isAnswered: boolean });

export type LookUpAnswer =
  | Taken
  /** It took money and gave all of it back. */
  | ({ outcome: 'given back' } & Payment)
  /** It holds no money, and could still take it. */
  | ({ outcome: 'waiting' } & Payment)
  /** It took no money and will take none for this payment. */
  | ({ outcome: 'over'; code: string } & Payment)
  /** It knows of no such payment. */
  | { outcome: 'not there' }
  | Unknown;

export type CancelAnswer =
  /** All of it went back, now or before. */
  | { outcome: 'given back' }
  /** It has not gone back; the same request would get the same answer again. */
  | { outcome: 'not given back'; code: string }
  | Unknown;

/** One entry of the provider's own list: money that it took or gave back at some time. */
export type ListedEntry = Payment & {
  /** The provider's name for the entry. */
  id: string;
  isTaken: boolean;
  /** Null for an amount that is not whole won. */
  amount: Money | null;
};

export type ListAnswer = { outcome: 'listed'; entries: ListedEntry[] } | Unknown;

/** The part of an order that a provider is told. */
export type ProviderOrder = { orderId: string; amount: Money; paymentKey: string };

/** Entries from `from` on and before `to`, oldest first, and only those after the entry `after` when it is given. */
export type Listing = { from: Date; to: Date; after: string | null; limit: number };

/**
 * Moves money into our hands. Nothing here throws: a lost answer is an answer ('unknown').
 *
 * Each call may be repeated for the same order, also at the same time from several processes, and must not take or give
 * back the money a second time. `attempt` tells requests apart: the same number is the same request, which may get its
 * first answer again.
 */
export interface PaymentProvider {
  /** Takes the money that its owner has agreed to pay. */
  confirm(order: ProviderOrder & { attempt: number }): Promise<ConfirmAnswer>;
  /** Reads the state of the payment, by its key or, while that is not known, by its order. Changes nothing. */
  lookUp(order: { orderId: string; amount: Money; paymentKey: string | null }): Promise<LookUpAnswer>;
  /** Gives back all money of a payment that cannot be credited. */
  giveBack(order: ProviderOrder & { attempt: number }): Promise<CancelAnswer>;
  /** The provider's own list of the money that it took and gave back. */
  list(listing: Listing): Promise<ListAnswer>;
}
