import { forgetOldAccountMails } from '@/lib/account-mail/forget-mails';
import { forgetExpiredSessions, forgetExpiredTokens } from '@/lib/accounts/forget-logins';
import { forgetOldUploads } from '@/lib/auctions/images/sweep';
import { forgetOldKeys } from '@/lib/idempotency';
import { forgetOldDeliveries } from '@/lib/notifications/forget-deliveries';
import { forgetOldNotifications } from '@/lib/notifications/forget-notifications';
import { forgetAbandonedOrders } from '@/lib/payments/forget-abandoned';
import { forgetSpentLimits } from '@/lib/rate-limit';
import { keepAttemptPartitions } from '@/lib/receipts/keep-partitions';
import { forgetOldWitnesses } from '@/lib/retrying/forget-witnesses';
import type { Forgetting } from '@/lib/retrying/forgetting';
import type { Loop } from './loop';

const MINUTE_MS = 60 * 1000;
/** The pause between two rounds of one sweep, so that a large backlog leaves the database to others in between. */
const BREATH_MS = 200;

function sweep(name: string, everyMs: number, round: () => Promise<Forgetting>): Loop {
  return { name: `sweep ${name}`, step: async () => ((await round()) === 'done' ? everyMs : BREATH_MS) };
}

/** The walk through the notifications that are old enough to be forgotten; it begins again with the worker. */
let walkedTo: string | null = null;

async function walkThroughNotifications(): Promise<Forgetting> {
  walkedTo = await forgetOldNotifications(walkedTo);
  return walkedTo === null ? 'done' : 'more waits';
}

/**
 * Delete rows that have expired, so that nothing grows for ever. Each sweep is a loop of its own: one that fails does
 * not keep the others from their work.
 */
export const sweepers: readonly Loop[] = [
  sweep('keys', 10 * MINUTE_MS, forgetOldKeys),
  sweep('sessions', 10 * MINUTE_MS, forgetExpiredSessions),
  sweep('tokens', 10 * MINUTE_MS, forgetExpiredTokens),
  sweep('limits', 10 * MINUTE_MS, forgetSpentLimits),
  sweep('uploads', 10 * MINUTE_MS, forgetOldUploads),
  sweep('account mails', 10 * MINUTE_MS, forgetOldAccountMails),
  sweep('deliveries', 10 * MINUTE_MS, forgetOldDeliveries),
  sweep('witnesses', 60 * MINUTE_MS, forgetOldWitnesses),
  sweep('orders', 60 * MINUTE_MS, forgetAbandonedOrders),
  sweep('attempts', 24 * 60 * MINUTE_MS, keepAttemptPartitions),
  sweep('notices', 6 * 60 * MINUTE_MS, walkThroughNotifications),
];
