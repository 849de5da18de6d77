import type { NotificationKind } from '@/lib/notifications/notify';
import type { NotificationParams } from '@/lib/notifications/sentence-values';

type Side = 'trades' | 'buying' | 'selling' | 'following' | 'money' | 'operators';

/**
 * The kinds by the person's role in the market, in the order of the settings page. The type ensures that none is
 * forgotten.
 */
const SIDES: Record<NotificationKind, Side> = {
  OUTBID: 'buying',
  AUTO_RAISED: 'buying',
  WON: 'buying',
  REFUNDED_BY_BUY_NOW: 'buying',
  AUCTION_CANCELLED: 'buying',
  BIDS_EXCLUDED: 'buying',
  LEAD_PASSED: 'buying',
  BID_LAPSED: 'buying',
  TRADE_TODO: 'trades',
  TRADE_NEWS: 'trades',
  MEETING_SOON: 'trades',
  ANSWER: 'buying',
  REVIEW_ANSWER: 'buying',
  NEW_BID: 'selling',
  SOLD: 'selling',
  UNSOLD: 'selling',
  ITEM_REMOVED: 'selling',
  LEADER_EXCLUDED: 'selling',
  QUESTION: 'selling',
  REVIEW: 'selling',
  ENDING_SOON: 'following',
  SAVED_SEARCH: 'following',
  DEPOSIT_DONE: 'money',
  DEPOSIT_FAILED: 'money',
  DEPOSIT_CANCELLED: 'money',
  PAYOUT_SENT: 'money',
  PAYOUT_RETURNED: 'money',
  REPORT_SETTLED: 'operators',
  ACCOUNT_SUSPENDED: 'operators',
  ACCOUNT_RESTORED: 'operators',
};

export const SIDE_NAMES = ['buying', 'selling', 'following', 'money', 'operators'] as const satisfies Side[];

export function isNotificationKind(kind: string): kind is NotificationKind {
  return Object.hasOwn(SIDES, kind);
}

export function kindsOf(side: (typeof SIDE_NAMES)[number]): NotificationKind[] {
  return Object.keys(SIDES)
    .filter(isNotificationKind)
    .filter((kind) => SIDES[kind] === side);
}

/** The facts of a notification as the socket delivers them; the gateway has checked that they are an object. */
export function paramsOf(params: Record<string, unknown>): NotificationParams {
  return { title: '', ...params };
}
