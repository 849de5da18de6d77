import { type ChainableCommander, ReplyError } from 'ioredis';
import { z } from 'zod';
import { log } from '@/lib/log';
import { discardAnnounced } from './outbox';
import {
  announcedEndSchema,
  auctionMessageSchema,
  notificationSchema,
  type PersonalMessage,
} from './protocol';
import { redis } from './redis';
import { auctionTopic, endedLoginKey, endedVersionKey, userChannel } from './topics';

/**
 * The content of an outbox row: the state of the auction if it is national, the notifications of its people, and the logins
 * that have ended.
 */
export const announcementSchema = z.object({
  message: auctionMessageSchema.nullable(),
  notices: z.array(z.object({ userId: z.string(), notification: notificationSchema })),
  ends: z.array(announcedEndSchema).optional(),
});
export type Announcement = z.infer<typeof announcementSchema>;

/**
 * Longer than any ticket that was issued before may open a personal topic: for its life, and for as long again after it
 * let a client without `Origin` in.
 */
const ENDED_KEPT_SECONDS = 120;

/** After this time from its end, an auction's state is of no use to newcomers any more. */
const STATE_KEPT_AFTER_END_SECONDS = 24 * 60 * 60;

/**
 * Two processes may publish in another order than they committed, and the relay repeats old messages. On the channel this
 * is harmless (receivers compare versions), but the stored state would step back.
 */
const SET_IF_NEWER = `
local held = redis.call('GET', KEYS[1])
if held and cjson.decode(held).version > tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
return 1`;

/**
 * Publishes one announcement: `SET auction:{id}` and `PUBLISH auction:{id}` in one MULTI, together with the notifications
 * on the channels of their people.
 *
 * @throws when Redis did not take all of it; repeating it later is harmless
 */
export async function publish(announcement: Announcement): Promise<void> {
  const commands = redis().multi();
  add(commands, announcement);
  const results = await commands.exec();
  if (!results) throw new Error('Redis refused the announcement');
  for (const [error] of results) if (error) throw error;
}

/**
 * The outcome of an announcement. `refused`: Redis answered that it does not take this one. `unknown`: it does not
 * answer, or takes nothing from anybody right now.
 */
export type PublishOutcome = { outcome: 'taken' } | { outcome: 'refused' | 'unknown'; error: string };

/**
 * Publishes many announcements at once, in their order; one that is refused does not hold up the others.
 *
 * @returns the outcome of each, in the same order
 */
export async function publishAll(announcements: readonly Announcement[]): Promise<PublishOutcome[]> {
  const commands = redis().pipeline();
  const ends = announcements.map((announcement) => {
    add(commands, announcement);
    return commands.length;
  });
  const results = (await commands.exec()) ?? [];
  return ends.map((end, index) =>
    outcomeOf(results.slice(ends[index - 1] ?? 0, end).map(([error]) => error)),
  );
}

function outcomeOf(errors: readonly (Error | null)[]): PublishOutcome {
  const failed = errors.filter((error) => error !== null);
  const [first] = failed;
  if (!first) return { outcome: 'taken' };
  const isRefused = failed.every((error) => error instanceof ReplyError && !AWAY.test(error.message));
  return { outcome: isRefused ? 'refused' : 'unknown', error: String(first) };
}

/** Answers of a Redis that starts, is full or takes no writes: they concern no single announcement. */
const AWAY =
  /^(LOADING|BUSY|OOM|READONLY|MASTERDOWN|MISCONF|NOREPLICAS|NOAUTH|NOPERM|CLUSTERDOWN|TRYAGAIN)\b/;

function add(commands: ChainableCommander, { message, notices, ends = [] }: Announcement): void {
  if (message) {
    const topic = auctionTopic(message.auctionId);
    const text = JSON.stringify(message);
    commands.eval(SET_IF_NEWER, 1, topic, text, message.version, secondsToKeep(message));
    commands.publish(topic, text);
  }
  for (const { userId, notification } of notices) {
    commands.publish(userChannel(userId), JSON.stringify(notification satisfies PersonalMessage));
  }
  for (const { userId, end } of ends) {
    const key = 'login' in end ? endedLoginKey(end.login) : endedVersionKey(userId, end.upToVersion);
    // The key first: a gateway that subscribes in between finds it, and any other hears the message.
    commands.set(key, 1, 'EX', ENDED_KEPT_SECONDS);
    commands.publish(userChannel(userId), JSON.stringify({ ended: end } satisfies PersonalMessage));
  }
}

function secondsToKeep(message: { endTime: string; serverTime: string }): number {
  const untilEnd = (Date.parse(message.endTime) - Date.parse(message.serverTime)) / 1000;
  return Math.max(0, Math.ceil(untilEnd)) + STATE_KEPT_AFTER_END_SECONDS;
}

/**
 * For `tx.afterCommit`: publishes the content of the committed outbox row and then discards the row. The caller does not
 * wait for Redis; if it fails, the worker relays the row.
 */
export function announce(row: { id: string; payload: Announcement }): void {
  publish(row.payload).then(
    () => discardAnnounced(row.id),
    (error) => log.debug({ error: String(error), outboxId: row.id }, 'left for the relay'),
  );
}
