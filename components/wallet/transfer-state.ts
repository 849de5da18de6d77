import type { FormAction } from '@/components/action/use-form-action';
import type { PayoutAccount } from '@/lib/payouts/input';

export type TransferKind = 'deposit' | 'withdraw';

/** What a form of the wallet posts. */
export const TRANSFER_FIELDS = {
  amount: 'amount',
  bank: 'bank',
  accountNumber: 'accountNumber',
  holder: 'holder',
} as const;

/** The account of a payout as somebody typed it. */
export type TypedAccount = Record<keyof PayoutAccount, string>;

/** What became of a deposit or withdrawal. */
export type TransferState =
  | { outcome: 'none' }
  | { outcome: 'done'; amount: number }
  | {
      outcome: 'refused';
      code:
        | 'INSUFFICIENT_BALANCE'
        | 'BALANCE_LIMIT'
        | 'BUSY'
        | 'IDEMPOTENCY_MISMATCH'
        | 'INVALID_INPUT'
        | 'RATE_LIMITED'
        | 'UNAUTHENTICATED'
        | 'OTHER';
      available: number | null;
      /** Message keys of `errors.fields` by field. */
      fields: Record<string, string>;
      amount: string;
      account: TypedAccount;
    };

export type TransferAction = FormAction<TransferState>;
