import { useSyncExternalStore } from 'react';
import { sendChange } from '@/components/action/send-change';
import { serverNow } from '@/lib/live/server-clock';

/*
 * The items that this tab has saved and removed since its pages came from the server. The router shows old pages again
 * after a step back, one auction may have several hearts on a page, and its count stands apart from the heart: all of
 * them look here.
 */
const choices = new Map<string, boolean>();
const listeners = new Set<() => void>();

/** Shows an auction as saved, or not, wherever it stands on the page. */
export function choose(auctionId: string, watching: boolean): void {
  choices.set(auctionId, watching);
  tellAll();
}

/** Forgets all choices: they belonged to the account that was logged in. */
export function forgetChoices(): void {
  if (choices.size === 0) return;
  choices.clear();
  tellAll();
}

/** Whether the viewer has saved an auction: as chosen in this tab, otherwise as of the rendering of the page. */
export function useWatching(auctionId: string, asServed: boolean): boolean {
  return useSyncExternalStore(
    subscribe,
    () => choices.get(auctionId) ?? asServed,
    () => asServed,
  );
}

/**
 * How many people have saved an auction. The number follows the viewer's own heart.
 *
 * @param count     with the viewer, if they are among them
 * @param asServed  whether they were among them when the count was rendered
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

/** Writes go one after the other, so that the last press arrives last. */
let writing: Promise<unknown> = Promise.resolve();

/**
 * Sends a choice to the server.
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
 * The tab keeps a visitor's press while they log in, be it here or at a provider.
 */
const WANTED = 'watch-after-login';
/** A visitor who comes back later than this has forgotten about it. */
const WANTED_FOR_MS = 30 * 60 * 1000;

/** Keeps the item that a visitor wants to save until they are logged in. */
export function rememberWanted(auctionId: string): void {
  try {
    sessionStorage.setItem(WANTED, JSON.stringify({ auctionId, at: serverNow() }));
  } catch {
    // Without storage they have to press again.
  }
}

/** The item that the visitor wanted before the login, given once; null without one, or if it was long ago. */
export function takeWanted(): string | null {
  try {
    const kept = sessionStorage.getItem(WANTED);
    if (kept === null) return null;
    sessionStorage.removeItem(WANTED);
    const { auctionId, at } = JSON.parse(kept) as { auctionId: unknown; at: unknown };
    const fresh = typeof at === 'number' && serverNow() - at < WANTED_FOR_MS;
    return fresh && typeof auctionId === 'string' ? auctionId : null;
  } catch {
    return null;
  }
}
