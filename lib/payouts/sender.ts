import type { Money } from '@/lib/money';
import type { PayoutAccount } from './input';

/** The answer of a bank about one payout. */
export type PayoutAnswer =
  | { outcome: 'sent' }
  /** The money did not leave, or came back. */
  | { outcome: 'returned'; code: string }
  /** The answer was lost, or is not there yet. */
  | { outcome: 'unknown'; code: string };

/**
 * Moves money to a bank account. It never throws, and it tells payouts apart by id: asked again for the same one, also at
 * the same time from several processes, it sends the money once and answers with the outcome.
 */
export interface PayoutSender {
  send(payout: PayoutAccount & { id: string; amount: Money }): Promise<PayoutAnswer>;
}

/** For trying the product out: no money moves. Accounts that end in 0000 do not exist, so that a return can be seen. */
export const demoSender: PayoutSender = {
  send: async ({ accountNumber }) =>
    accountNumber.endsWith('0000') ? { outcome: 'returned', code: 'NO_SUCH_ACCOUNT' } : { outcome: 'sent' },
};
