import type { ActionState, FormAction } from '@/components/action/action-state';
import type { PayoutAccount } from '@/lib/payouts/input';

export type TransferKind = 'deposit' | 'withdraw';

/** The names of the fields of a form of the wallet. */
export const TRANSFER_FIELDS = {
  amount: 'amount',
  bank: 'bank',
  accountNumber: 'accountNumber',
  holder: 'holder',
  password: 'password',
} as const;

/** The account of a payout, as the person typed it. */
export type TypedAccount = Record<keyof PayoutAccount, string>;

/** The outcome of a deposit or withdrawal; `amount` is whole won once it is done, and text while it is kept. */
export type TransferState = ActionState<{ amount: number }, { amount: string; account: TypedAccount }>;

export type TransferAction = FormAction<TransferState>;
