import { deliverAccountMails } from '@/lib/account-mail/deliver-mails';
import { beginDeliveries, type Channel, deliveriesEnded } from '@/lib/notifications/deliver';
import { dispatchNotifications } from '@/lib/notifications/dispatch';
import { remindWatchers } from '@/lib/notifications/ending-soon';
import { notifyMatches } from '@/lib/saved-searches/notify-matches';
import type { Loop } from './loop';

type Round = 'done' | 'more waits';

function every(waitMs: number, name: string, round: () => Promise<Round>): Loop {
  return { name, step: async () => ((await round()) === 'done' ? waitMs : 0) };
}

/** The pause while places become free one by one, so that not each of them costs a query. */
const BREATH_MS = 25;

function sending(waitMs: number, name: string, channel: Channel): Loop {
  return {
    name,
    step: async () => ((await beginDeliveries(channel)) === 'done' ? waitMs : BREATH_MS),
    finish: () => deliveriesEnded(channel),
  };
}

/**
 * The loops that notify people outside of the page in time. Push and mail are separate, so that a slow mail server keeps
 * no phone waiting.
 */
export const notificationLoops: readonly Loop[] = [
  every(500, 'dispatch', dispatchNotifications),
  sending(500, 'push', 'PUSH'),
  sending(1_000, 'mail', 'EMAIL'),
  every(1_000, 'account mail', deliverAccountMails),
  every(10_000, 'reminders', remindWatchers),
  every(5_000, 'searches', notifyMatches),
];
