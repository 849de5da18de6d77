import { reconcilePayments } from '@/lib/payments/reconcile';
import { processPayouts } from '@/lib/payouts/process';
import type { Loop } from './loop';

/** Milliseconds until the next round. A person waits for the answer, and a look costs one query. */
const NEXT_ROUND_MS = { done: 1_000, 'more waits': 0 };

/** Longer than the slowest provider may take for all requests of one round. */
const STALLED_AFTER_MS = 5 * 60_000;

export const paymentChecks: Loop = {
  name: 'payments',
  stalledAfterMs: STALLED_AFTER_MS,
  step: async () => NEXT_ROUND_MS[await reconcilePayments()],
};

export const payoutRuns: Loop = {
  name: 'payouts',
  stalledAfterMs: STALLED_AFTER_MS,
  step: async () => NEXT_ROUND_MS[await processPayouts()],
};
