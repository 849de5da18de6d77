import { closeOnTime } from '@/lib/bidding/close-auction';
import { type DueAuction, dueAuctions, msUntilNextDue } from '@/lib/bidding/due';
import { openAuction } from '@/lib/bidding/open-auction';
import { log } from '@/lib/log';
import type { Loop } from './loop';

/** However far the next event is, look again after this long: an auction may have been added meanwhile. */
const BACKSTOP_MS = 1_000;
/** A due auction that somebody holds right now is looked at again after this long. */
const SOON_MS = 5;
/** Auctions taken in one look; more are taken in the next, at once. */
const BATCH = 50;

/**
 * Opens and closes the auctions whose time has come, by the database's clock.
 *
 * Any number of copies may run: should two take the same auction, the command is decided under the
 * auction's lock and settles it once.
 *
 * @returns milliseconds until it should be called again
 */
export async function tick(): Promise<number> {
  const due = await dueAuctions(BATCH);
  await Promise.all(due.map(settleDue));
  if (due.length === BATCH) return 0;
  const waitMs = (await msUntilNextDue()) ?? BACKSTOP_MS;
  return Math.min(Math.max(Math.ceil(waitMs), SOON_MS), BACKSTOP_MS);
}

async function settleDue({ id, status }: DueAuction): Promise<void> {
  try {
    // An auction that slept through both its times is opened first and closed at the next look.
    await (status === 'WAITING' ? openAuction(id) : closeOnTime(id));
  } catch (error) {
    log.error({ error, auctionId: id, status }, 'an auction could not be settled; it is tried again');
  }
}

export const clock: Loop = { name: 'clock', step: tick };
