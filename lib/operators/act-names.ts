/**
 * The acts of operators. CANCEL_AUCTION and EXCLUDE_BIDDER are written by `lib/bidding`, DECIDE_TRADE by `lib/trades`, in the
 * transaction that moves the money.
 */
export const ACTS = [
  'CANCEL_AUCTION',
  'EXCLUDE_BIDDER',
  'VIEW_AUTO_BID',
  'RESOLVE_REPORTS',
  'SUSPEND_USER',
  'RESTORE_USER',
  'RENAME_REGION',
  'ADD_REGION',
  'RENAME_CATEGORY',
  'ADD_CATEGORY',
  'AUDIT_LEDGER',
  'CLAIM_PAYOUT',
  'SEND_PAYOUT',
  'REFUSE_PAYOUT',
  'CLOSE_PAYMENT',
  'DECIDE_TRADE',
  'APPOINT_OPERATOR',
  'DISMISS_OPERATOR',
] as const;
export type ActName = (typeof ACTS)[number];

export const SUBJECT_TYPES = [
  'auction',
  'user',
  'region',
  'category',
  'ledger',
  'payout',
  'payment',
  'trade',
] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** The log requires a reason for every act; this one stands for acts that need none. */
export const NO_REASON = '-';
