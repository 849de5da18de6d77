import type { Money } from '@/lib/money';

/** What a provider says of the money of one order. */
export type PaymentAnswer =
  /** It took money: `amount` of it, for the order it names, less what it has given back since. */
  | { outcome: 'paid'; paymentKey: string; orderId: string; amount: Money }
  /** It took no money and will take none. */
  | { outcome: 'refused'; code: string }
  /** It took money and gave all of it back. */
  | { outcome: 'given back' }
  /** It holds no money, and could still take it: nobody has confirmed. */
  | { outcome: 'waiting' }
  /** Its answer was lost, or says nothing about the money. */
  | { outcome: 'unknown'; code: string };

/** What a provider is told of an order; `paymentKey` is its own name for the payment. */
export type ProviderOrder = { orderId: string; amount: Money; paymentKey: string };

/**
 * Whoever moves the money into our hands. Nothing here throws: a lost answer is an answer ('unknown').
 *
 * Each call may come again for the same order, also at the same time from several processes, and must not take or
 * give back the money a second time.
 */
export interface PaymentProvider {
  /** Takes the money that its owner has agreed to pay. */
  confirm(order: ProviderOrder): Promise<PaymentAnswer>;
  /** Says how the payment stands, by its key or, while that is not known, by its order. Changes nothing. */
  lookUp(order: Omit<ProviderOrder, 'paymentKey'> & { paymentKey: string | null }): Promise<PaymentAnswer>;
  /** Gives back all money of a payment that cannot be credited. */
  giveBack(order: ProviderOrder): Promise<PaymentAnswer>;
}
