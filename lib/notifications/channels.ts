import type { NotificationKind } from './notify';

/** Outside of the page, people are reached by Web Push and by mail. */
export type Channels = { push: boolean; email: boolean };

/**
 * The default channels of each kind: by push if it calls for action, and by mail as well if money changed hands.
 */
export const CHANNEL_DEFAULTS: Readonly<Record<NotificationKind, Channels>> = {
  OUTBID: { push: true, email: false },
  AUTO_RAISED: { push: false, email: false },
  NEW_BID: { push: true, email: false },
  WON: { push: true, email: true },
  SOLD: { push: true, email: true },
  UNSOLD: { push: true, email: true },
  REFUNDED_BY_BUY_NOW: { push: true, email: false },
  AUCTION_CANCELLED: { push: true, email: true },
  ITEM_REMOVED: { push: true, email: true },
  BIDS_EXCLUDED: { push: true, email: true },
  LEAD_PASSED: { push: true, email: true },
  BID_LAPSED: { push: true, email: false },
  LEADER_EXCLUDED: { push: true, email: false },
  REPORT_SETTLED: { push: true, email: false },
  ACCOUNT_SUSPENDED: { push: true, email: true },
  ACCOUNT_RESTORED: { push: true, email: true },
  TRADE_TODO: { push: true, email: true },
  TRADE_NEWS: { push: true, email: true },
  MEETING_SOON: { push: true, email: false },
  QUESTION: { push: true, email: true },
  ANSWER: { push: true, email: false },
  REVIEW: { push: true, email: false },
  REVIEW_ANSWER: { push: true, email: false },
  ENDING_SOON: { push: true, email: false },
  SAVED_SEARCH: { push: true, email: false },
  DEPOSIT_DONE: { push: true, email: true },
  DEPOSIT_FAILED: { push: true, email: true },
  DEPOSIT_CANCELLED: { push: true, email: true },
  PAYOUT_SENT: { push: true, email: true },
  PAYOUT_RETURNED: { push: true, email: true },
};
