/** The auction that the page is about, for the notifications about it. */
export type AuctionOnScreen = {
  auctionId: string;
  /** ISO 8601: the server rendered the page then; questions, answers and reviews are as of this time. */
  renderedAt: string;
  /** Requests the newest state. @returns it, at least as new as the call; null without an answer */
  refresh: () => Promise<{ version: number; serverTime: string } | null>;
  /** The version that the page shows. */
  shownVersion: () => number;
};

/** How long a new rendering of the page may take until it counts as failed. */
const RENDERED_WITHIN_MS = 8_000;

let onScreen: AuctionOnScreen | null = null;
const watchers = new Set<() => void>();

/** Called when the page of an auction is shown, and when the server has rendered it again. @returns a function that ends it */
export function putOnScreen(auction: AuctionOnScreen): () => void {
  onScreen = auction;
  for (const watcher of watchers) watcher();
  return () => {
    if (onScreen === auction) onScreen = null;
  };
}

/** Calls `watcher` whenever an auction is put on the screen. @returns a function that ends it */
export function watchScreen(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** The id of the auction that the page is about; null while the page is hidden. */
export function auctionOnScreen(): string | null {
  return document.visibilityState === 'visible' ? (onScreen?.auctionId ?? null) : null;
}

/**
 * Brings the auction on the screen up to date, and waits until the person can see it: until it was requested, rendered and
 * painted.
 *
 * @param renderPage  has the server render the page again; null where the state of the auction is enough
 * @returns the time of the state on the screen (ISO 8601): everything that was announced before the call is in it; null
 *   if it could not be brought up to date, or the person has left the page or put it away
 */
export async function showNewest(renderPage: (() => void) | null): Promise<string | null> {
  const auctionId = auctionOnScreen();
  if (auctionId === null) return null;
  if (renderPage && !(await renderedAgain(renderPage))) return null;
  const state = await onScreen?.refresh();
  if (!state || !(await painted())) return null;
  const isShown = onScreen?.auctionId === auctionId && onScreen.shownVersion() >= state.version;
  return isShown ? state.serverTime : null;
}

function renderedAgain(renderPage: () => void): Promise<boolean> {
  const before = onScreen?.renderedAt ?? '';
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(false), RENDERED_WITHIN_MS);
    const endWatch = watchScreen(() => {
      if (onScreen && onScreen.renderedAt > before) end(true);
    });
    function end(rendered: boolean) {
      clearTimeout(timer);
      endWatch();
      resolve(rendered);
    }
    renderPage();
  });
}

/** Resolves after a frame, with true; at once, with false, if the page is hidden or becomes hidden: a hidden page has no frames. */
function painted(): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => document.visibilityState !== 'visible' && end(false);
    function end(isPainted: boolean) {
      document.removeEventListener('visibilitychange', look);
      resolve(isPainted);
    }
    document.addEventListener('visibilitychange', look);
    look();
    // The first callback comes before the paint, the second one after it.
    requestAnimationFrame(() => requestAnimationFrame(() => end(true)));
  });
}
