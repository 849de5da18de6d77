import { sql } from 'drizzle-orm';
import { createTranslator } from 'next-intl';
import { database } from '@/db/client';
import type { NotificationParams } from '@/db/schema';
import { loadMessages } from '@/lib/i18n/messages';
import { log } from '@/lib/log';
import { Places } from '@/lib/retrying/places';
import { type Attempt, errorText } from './attempt';
import type { NotificationKind } from './notify';
import { linkTo, sendMail } from './send-mail';
import { sendPush } from './send-push';
import { type Sentence, sentenceFor } from './sentence';

/** A way to reach a person outside of the page, by its name in the database. */
export type Channel = 'PUSH' | 'EMAIL';

/** The number of deliveries under way at once. Mail servers accept few connections from one client. */
const LANES: Record<Channel, Places> = {
  PUSH: new Places({ quick: 20, patient: 10, slowAfterMs: 2_000 }),
  EMAIL: new Places({ quick: 5, patient: 3, slowAfterMs: 5_000 }),
};
/** The longest wait of a round for a free place. */
const ROOM_WITHIN_MS = 1_000;
/** A push service that owes this many slow answers gets no further requests until it has answered. */
const SLOW_OF_ONE_HOST = 5;
const ATTEMPTS = 5;
/** Doubles with each attempt. */
const FIRST_RETRY_SECONDS = 30;
/** Longer than any attempt may take: the sender of a delivery that is still under way then is dead. */
const GIVEN_UP_AFTER_SECONDS = 180;

type Delivery = {
  id: string;
  notificationId: string;
  attempts: number;
  kind: NotificationKind;
  params: NotificationParams;
  link: string;
  locale: 'ko' | 'en';
  /** Null where the person has not confirmed the address. */
  email: string | null;
  endpoint: string | null;
  p256dh: string | null;
  auth: string | null;
};

/** The push services of the deliveries under way, by the delivery's id. */
const hosts = new Map<string, string>();

/**
 * Begins to send the due deliveries of one channel, as far as there are free places, without waiting for the outcomes. Each
 * row is marked as being sent, and that is committed, before anything leaves: a crash in between may lose a delivery but
 * never repeats one. Certain failures are tried again with growing delays. A slow delivery delays no other, not even when
 * many wait for one push service that does not answer.
 *
 * @returns whether more may be waiting
 */
export async function beginDeliveries(channel: Channel): Promise<'done' | 'more waits'> {
  await giveUpOnTheDead(channel);
  const lane = LANES[channel];
  if (!(await lane.room(ROOM_WITHIN_MS))) return 'more waits';
  const limit = lane.free;
  const claimed = await claim(channel, limit);
  for (const delivery of claimed) {
    if (delivery.endpoint) hosts.set(delivery.id, new URL(delivery.endpoint).host);
    lane.start(delivery.id, () => deliver(channel, delivery).finally(() => hosts.delete(delivery.id)));
  }
  return claimed.length === limit ? 'more waits' : 'done';
}

/** Resolves when no delivery of this channel is under way. */
export function deliveriesEnded(channel: Channel): Promise<void> {
  return LANES[channel].idle();
}

/** Sends the due deliveries of one channel and waits for their outcomes. Returns whether more may be waiting. */
export async function deliverDue(channel: Channel): Promise<'done' | 'more waits'> {
  const round = await beginDeliveries(channel);
  await deliveriesEnded(channel);
  return round;
}

function slowHosts(): string[] {
  const quick = new Set(LANES.PUSH.quickKeys());
  const outstanding = new Map<string, number>();
  for (const [id, host] of hosts) {
    if (!quick.has(id)) outstanding.set(host, (outstanding.get(host) ?? 0) + 1);
  }
  return [...outstanding].flatMap(([host, count]) => (count >= SLOW_OF_ONE_HOST ? [host] : []));
}

async function giveUpOnTheDead(channel: Channel): Promise<void> {
  await database().execute(sql`
    UPDATE deliveries SET status = 'LOST', error = 'the worker died while sending'
    WHERE id IN (
      SELECT id FROM deliveries
      WHERE channel = ${channel} AND status = 'SENDING' AND next_attempt_at < (SELECT clock_timestamp())
      ORDER BY next_attempt_at LIMIT 1000 FOR UPDATE SKIP LOCKED)`);
}

async function claim(channel: Channel, limit: number): Promise<Delivery[]> {
  const avoided = slowHosts();
  const answers = sql`NOT EXISTS (SELECT FROM push_subscriptions s WHERE s.id = deliveries.push_subscription_id
    AND split_part(s.endpoint, '/', 3) = ANY(${sql.param(avoided)}::text[]))`;
  const result = await database().execute<Delivery>(sql`
    WITH due AS MATERIALIZED (
      SELECT id FROM deliveries
      WHERE channel = ${channel} AND status = 'PENDING' AND next_attempt_at <= (SELECT clock_timestamp())
        AND ${avoided.length > 0 ? answers : sql`true`}
      ORDER BY next_attempt_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE deliveries d SET status = 'SENDING', attempts = attempts + 1,
        next_attempt_at = clock_timestamp() + make_interval(secs => ${GIVEN_UP_AFTER_SECONDS})
      FROM due WHERE d.id = due.id
      RETURNING d.id, d.attempts, d.notification_id, d.push_subscription_id
    )
    SELECT c.id, c.attempts, n.id AS "notificationId", n.kind, n.link,
      CASE WHEN a.removed_by IS NOT NULL AND a.seller_id <> n.recipient_id
        THEN n.params || '{"title": "", "removed": true}' ELSE n.params END AS params, u.locale,
      CASE WHEN u.email_confirmed_at IS NOT NULL THEN u.email END AS email,
      s.endpoint, s.p256dh, s.auth
    FROM claimed c
      JOIN notifications n ON n.id = c.notification_id
      JOIN users u ON u.id = n.recipient_id
      LEFT JOIN auctions a ON a.id = n.auction_id
      LEFT JOIN push_subscriptions s ON s.id = c.push_subscription_id`);
  return result.rows;
}

async function deliver(channel: Channel, delivery: Delivery): Promise<void> {
  const { id: deliveryId, attempts } = delivery;
  const attempt = await tryOnce(channel, delivery);
  if ('error' in attempt) {
    log.warn({ deliveryId, channel, attempts, ...attempt }, 'a notification was not delivered');
  }
  try {
    await database().execute(settleAttempt(delivery, attempt));
  } catch (error) {
    // It stays SENDING and is given up later; the outcomes of the others in its batch are recorded all the same.
    log.error(
      { error, deliveryId, channel, outcome: attempt.outcome },
      'the outcome of a delivery is not noted',
    );
  }
}

async function tryOnce(channel: Channel, delivery: Delivery): Promise<Attempt> {
  let sentence: Sentence;
  try {
    sentence = await sentenceFor(delivery, delivery.locale);
  } catch (error) {
    return { outcome: 'refused', error: errorText(error) };
  }
  try {
    return await (channel === 'EMAIL' ? mail(delivery, sentence) : push(delivery, sentence));
  } catch (error) {
    // It is unknown how far it came.
    return { outcome: 'unknown', error: errorText(error) };
  }
}

async function mail({ id, email, locale, link }: Delivery, sentence: Sentence): Promise<Attempt> {
  // It was changed since the mail was handed over.
  if (email === null) return { outcome: 'refused', error: 'the address is not confirmed' };
  const messages = await loadMessages(locale);
  const t = createTranslator({ locale, messages, namespace: 'notifications.mail' });
  const choices = linkTo('/settings/notifications');
  return sendMail({
    messageId: `delivery-${id}`,
    to: email,
    locale,
    subject: sentence.title,
    paragraphs: [sentence.body, linkTo(link), t('why'), choices],
    unsubscribe: choices,
  });
}

function push(delivery: Delivery, sentence: Sentence): Promise<Attempt> {
  const { id, notificationId, locale, link, endpoint, p256dh, auth } = delivery;
  if (!endpoint || !p256dh || !auth) throw new Error('a push without a subscription');
  const message = { tag: `delivery-${id}`, notificationId, locale, sentence, link };
  return sendPush({ endpoint, keys: { p256dh, auth } }, message);
}

function settleAttempt({ id, attempts }: Delivery, attempt: Attempt) {
  switch (attempt.outcome) {
    case 'sent':
      return sql`UPDATE deliveries SET status = 'SENT', error = NULL WHERE id = ${id}`;
    case 'gone':
      // This deletes its deliveries as well.
      return sql`DELETE FROM push_subscriptions s USING deliveries d
        WHERE d.id = ${id} AND s.id = d.push_subscription_id`;
    case 'unknown':
      return ended(id, 'LOST', attempt.error);
    case 'refused':
      return ended(id, 'FAILED', attempt.error);
    case 'failed': {
      if (attempts >= ATTEMPTS) return ended(id, 'FAILED', attempt.error);
      const waitSeconds = FIRST_RETRY_SECONDS * 2 ** (attempts - 1);
      // A delivery that was given up in the meantime must not be revived.
      return sql`UPDATE deliveries SET status = 'PENDING', error = ${attempt.error},
        next_attempt_at = clock_timestamp() + make_interval(secs => ${waitSeconds})
        WHERE id = ${id} AND status = 'SENDING'`;
    }
    default:
      return attempt satisfies never;
  }
}

function ended(id: string, status: 'LOST' | 'FAILED', error: string) {
  return sql`UPDATE deliveries SET status = ${status}, error = ${error} WHERE id = ${id} AND status = 'SENDING'`;
}
