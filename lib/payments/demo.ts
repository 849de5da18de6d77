import type { PaymentProvider } from './provider';

/** The name of the payment that the demo makes up for an order. */
export function demoPaymentKey(orderId: string): string {
  return `demo-${orderId}`;
}

/**
 * Money out of nothing, at once: for trying the product out, and marked as such wherever it is offered. It keeps no
 * record: whoever comes with the name of a payment has paid.
 */
export const demoPayments: PaymentProvider = {
  confirm: async ({ orderId, amount, paymentKey }) => ({ outcome: 'paid', orderId, amount, paymentKey }),
  lookUp: async ({ orderId, amount, paymentKey }) =>
    paymentKey === null ? { outcome: 'not there' } : { outcome: 'paid', orderId, amount, paymentKey },
  giveBack: async () => ({ outcome: 'given back' }),
  list: async () => ({ outcome: 'listed', entries: [] }),
};
