import { log } from '@/lib/log';

/** A wallet that was found held is not waited for during this time, unless it is found free earlier. */
const REMEMBERED_MS = 1_000;
/** From this many on, wallets that nobody has asked for lately are forgotten. */
const TIDY_BEYOND = 1_000;

/** How long a request whose wallet somebody else holds is tried again, before it is answered BUSY. */
export const HELD_PATIENCE_MS = 1_500;
const HELD_RETRY_MS = { first: 25, most: 200 };

/**
 * How long to wait before the next try: about as long as the request has waited already. A random part keeps requests for
 * the same wallet from trying at the same moment.
 */
export function heldDelayMs(heldMs: number): number {
  return Math.min(Math.max(heldMs, HELD_RETRY_MS.first), HELD_RETRY_MS.most) * (0.5 + Math.random() / 2);
}

/**
 * The time (`performance.now()`) until which each wallet is presumed held, by user. For speed alone: a wrong entry
 * costs a retry.
 */
const held = new Map<string, number>();

/** Whether one of these wallets was found held a moment ago, so that waiting for it again is likely to be in vain. */
export function isOneHeld(userIds: readonly string[]): boolean {
  const now = performance.now();
  return userIds.some((userId) => (held.get(userId) ?? 0) > now);
}

/** Remembers the wallets that could not be locked without waiting, and forgets those that could. */
export function noteHeld({ had, missing }: { had: Iterable<string>; missing: Iterable<string> }): void {
  const now = performance.now();
  for (const userId of had) held.delete(userId);
  for (const userId of missing) {
    if (!held.has(userId))
      log.warn({ userId }, 'a wallet is held; who needs it waits, and is refused in the end');
    held.set(userId, now + REMEMBERED_MS);
  }
  if (held.size <= TIDY_BEYOND) return;
  for (const [userId, until] of held) if (until <= now) held.delete(userId);
}
