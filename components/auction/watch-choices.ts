import { useSyncExternalStore } from 'react';
import { sendChange } from '@/components/action/send-change';

/*
 * What this tab saved and took off since its pages came from the server. The router shows old pages again when one
 * goes back, one auction may have several hearts on a page, and the count stands apart from the heart: all of them
 * look here.
 */
const choices = new Map<string, boolean>();
const listeners = new Set<() => void>();

/** Shows an auction as saved, or not, wherever it stands. */
export function choose(auctionId: string, watching: boolean): void {
  choices.set(auctionId, watching);
  tellAll();
}

/** They belonged to whoever was logged in. */
export function forgetChoices(): void {
  if (choices.size === 0) return;
  choices.clear();
  tellAll();
}

/** Whether the viewer has saved an auction: as chosen in this tab, else as the server said with the page. */
export function useWatching(auctionId: string, asServed: boolean): boolean {
  return useSyncExternalStore(
    subscribe,
    () => choices.get(auctionId) ?? asServed,
    () => asServed,
  );
}

/**
 * How many have saved an auction; it follows the viewer's own heart.
 *
 * @param count     with the viewer, if they are among them
 * @param asServed  whether they are, as the server said with the count
 */
export function useWatchCount(auctionId: string, count: number, asServed: boolean): number {
  return Math.max(0, count + Number(useWatching(auctionId, asServed)) - Number(asServed));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tellAll(): void {
  for (const listener of listeners) listener();
}

/** One write after the other, so that the last press is the last to arrive. */
let writing: Promise<unknown> = Promise.resolve();

/**
 * Tells the server what was chosen.
 *
 * @returns the status of its answer; 0 without one; null when another choice has overtaken this one
 */
export function writeChoice(auctionId: string, watching: boolean): Promise<number | null> {
  const written = writing.then(async () => {
    if (choices.get(auctionId) !== watching) return null;
    const status = await put(auctionId, watching);
    return choices.get(auctionId) === watching ? status : null;
  });
  writing = written;
  return written;
}

function put(auctionId: string, watching: boolean): Promise<number> {
  const path = `/api/v1/auctions/${encodeURIComponent(auctionId)}/watch`;
  return sendChange({ method: watching ? 'PUT' : 'DELETE', path });
}

/*
 * A visitor's press is kept in the tab while they log in, be it here or at a provider's.
 */
const WANTED = 'watch-after-login';
/** Who comes back later than this has forgotten about it. */
const WANTED_FOR_MS = 30 * 60 * 1000;

/** Keeps what a visitor wanted to save until they are logged in. */
export function rememberWanted(auctionId: string): void {
  try {
    sessionStorage.setItem(WANTED, JSON.stringify({ auctionId, at: Date.now() }));
  } catch {
    // No storage in this browser: they press once more.
  }
}

/** What was wanted before the login, once; null when nothing was, or long ago. */
export function takeWanted(): string | null {
  try {
    const kept = sessionStorage.getItem(WANTED);
    if (kept === null) return null;
    sessionStorage.removeItem(WANTED);
    const { auctionId, at } = JSON.parse(kept) as { auctionId: unknown; at: unknown };
    const fresh = typeof at === 'number' && Date.now() - at < WANTED_FOR_MS;
    return fresh && typeof auctionId === 'string' ? auctionId : null;
  } catch {
    return null;
  }
}
