import type { PaymentProvider } from './provider';

/** The payment key that the demo makes up for an order. */
export function demoPaymentKey(orderId: string): string {
  return `demo-${orderId}`;
}

/**
 * Money out of nothing, at once: for trying the product out, and marked as such wherever it is offered. It keeps no record:
 * an order with a payment key counts as paid.
 */
export const demoPayments: PaymentProvider = {
  confirm: async ({ orderId, amount, paymentKey }) => ({ outcome: 'paid', orderId, amount, paymentKey }),
  lookUp: async ({ orderId, amount, paymentKey }) =>
    paymentKey === null ? { outcome: 'not there' } : { outcome: 'paid', orderId, amount, paymentKey },
  giveBack: async () => ({ outcome: 'given back' }),
  list: async () => ({ outcome: 'listed', entries: [] }),
};
