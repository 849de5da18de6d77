import type { WireAuction } from '@/lib/auctions/wire';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import { stateOfAuction } from './auction-state';
import type { Listen } from './listen';
import { listenToPage } from './page-events';
import { observeServerTime, serverNow } from './server-clock';

/** `http`: there is no connection, as for local auctions. `stale`: it is lost, and plain requests stand in. */
export type LiveConnection = 'connecting' | 'live' | 'stale' | 'http';

export type LiveView = {
  state: AuctionState;
  /** Newest first. */
  bids: PublicBid[];
  /** The number of watchers; null until they have been counted. */
  viewers: number | null;
  connection: LiveConnection;
};

type Timer = 'stale' | 'poll' | 'end' | 'bids' | 'refresh';

const STALE_AFTER_MS = 3_000;
const POLL_EVERY_MS = 4_000;
/** The causes of a request concern all pages that watch; their requests are spread over this time. */
const SPREAD_MS = 5_000;
/** The same for pages that have already been stale for a while. */
const STALE_SPREAD_MS = 1_500;
const BIDS_KEPT = 100;
/** A person who looks at the page again within this time causes no further request. */
const FRESH_MS = 1_000;
/** A clock that is ahead of a fresh page by this much is wrong, or the page is not fresh. */
const SUSPICIOUS_MS = 60_000;
/** The worker ends an auction within a tick; after that, requests at growing intervals are enough. */
const END_CHECKS_MS = [300, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** Where the end should have been pushed, a crowd must not ask at the same moment. */
const END_PUSHED_WITHIN_MS = 5_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const REQUEST_MS = 8_000;

/**
 * One auction on a page, kept up to date: by the socket where it is national, by plain requests where it is local or
 * the socket is lost. Each state is complete: one of a newer version replaces the old one, wherever it comes from, and
 * any other is ignored.
 */
export class LiveAuction {
  readonly #auctionId: string;
  readonly #listen: Listen | null;
  /** The number of bids when the page was made, and the version it was made at: later bids are counted from there. */
  #start: { version: number; bidCount: number };
  readonly #keepsBids: boolean;
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  #view: LiveView;
  #askedAt = 0;
  #bidsAskedFor = -1;
  /** Bids were excluded since the bids of this page were read: some of them may count no more. */
  #historyIsOld = false;
  #endChecks = 0;
  /** Whether the gateway has sent anything about this auction. */
  #heard = false;
  #leave: (() => void) | undefined;

  /**
   * @param options.initialBids  the bids on the page, newest first; leave out to keep none
   * @param options.listen       listens to the gateway; null for a local auction, which opens no socket
   */
  constructor(options: {
    initialState: AuctionState;
    initialBids?: readonly PublicBid[] | undefined;
    listen: Listen | null;
  }) {
    const { initialState, initialBids, listen } = options;
    this.#auctionId = initialState.auctionId;
    this.#listen = listen;
    this.#start = { version: initialState.version, bidCount: initialState.bidCount };
    this.#keepsBids = initialBids !== undefined;
    this.#view = {
      state: initialState,
      bids: [...(initialBids ?? [])],
      viewers: null,
      connection: listen ? 'connecting' : 'http',
    };
  }

  /** The present view; the same object until something changes. */
  readonly view = (): LiveView => this.#view;

  /** Keeps the auction up to date until the last listener has left. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#leave ??= this.#enter();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#leave?.();
      this.#leave = undefined;
    };
  };

  /** Takes the state from the answer to an action, or from a new rendering of the page. */
  readonly apply = (state: AuctionState, bids: readonly PublicBid[] = []): void => {
    if (state.auctionId !== this.#auctionId) return;
    const isNewer = state.version > this.#view.state.version;
    const merged = this.#keepsBids
      ? this.#withBids(isNewer ? state : this.#view.state, bids)
      : this.#view.bids;
    if (!isNewer && merged === this.#view.bids) return;
    this.#set({ state: isNewer ? state : this.#view.state, bids: merged });
    if (!this.#leave) return;
    this.#fillGapSoon();
    if (isNewer) this.#awaitEnd();
  };

  /** Leaves out the bids of which this page cannot know whether they still count; `#fillGap` reads them again. */
  #withBids(state: AuctionState, bids: readonly PublicBid[]): PublicBid[] {
    const { price, bidCount, historyVersion, version, leader } = state;
    const before = this.#view.state;
    let held = this.#view.bids;
    if (historyVersion > before.historyVersion) {
      this.#historyIsOld = true;
      this.#start = { version, bidCount };
      // A leader who lost the lead without a higher bid has no bid left.
      const excluded = before.leader?.key === leader?.key ? undefined : before.leader?.key;
      held = held.filter(({ amount, bidder }) => bidCount > 0 && amount <= price && bidder.key !== excluded);
    }
    return mergeBids(
      held,
      bids.filter((bid) => bid.version > historyVersion),
    );
  }

  /** Asks the server for the present state. Without an answer everything stays as it is. */
  readonly refresh = async (): Promise<void> => {
    await this.#ask();
  };

  #set(change: Partial<LiveView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }

  #enter(): () => void {
    const endPageEvents = listenToPage({ onLook: () => this.#look() });
    const unsubscribe = this.#listen ? this.#watch(this.#listen) : undefined;
    if (!this.#listen && serverNow() - Date.parse(this.#view.state.serverTime) > SUSPICIOUS_MS) {
      void this.refresh();
    }
    this.#awaitEnd();
    return () => {
      endPageEvents();
      unsubscribe?.();
      for (const timer of this.#timers.keys()) this.#cancel(timer);
    };
  }

  /** @returns whether there was an answer */
  async #ask(): Promise<boolean> {
    this.#askedAt = Date.now();
    const sentAt = performance.now();
    const auction = await getJson<WireAuction>(`/api/v1/auctions/${this.#auctionId}`, () => this.#gone());
    if (!auction) return false;
    observeServerTime(auction.serverTime, performance.now() - sentAt);
    this.apply(stateOfAuction(auction));
    return true;
  }

  /** The server knows the auction no more: an operator has removed it, which cancels it. */
  #gone(): void {
    const { state } = this.#view;
    if (state.status === 'CANCELLED') return;
    this.#set({ state: { ...state, status: 'CANCELLED', leader: null, version: state.version + 1 } });
    this.#awaitEnd();
  }

  /**
   * Called when messages of the gateway may be lost. Requests the state after a random delay, because all other
   * watchers request it too.
   */
  #askSoon(): void {
    if (this.#timers.has('refresh')) return;
    this.#after(SPREAD_MS * Math.random(), 'refresh', async () => {
      // Nothing else brings the state, so the request is repeated until it is answered.
      if (!(await this.#ask()) && this.#leave) this.#askSoon();
    });
  }

  /** Sets a timer, in place of an earlier one of the same name. */
  #after(delayMs: number, timer: Timer, act: () => void): void {
    this.#cancel(timer);
    const run = () => {
      this.#timers.delete(timer);
      act();
    };
    this.#timers.set(timer, setTimeout(run, Math.min(delayMs, LONGEST_TIMER_MS)));
  }

  #cancel(timer: Timer): void {
    clearTimeout(this.#timers.get(timer));
    this.#timers.delete(timer);
  }

  #watch(listen: Listen): () => void {
    this.#set({ connection: 'connecting' });
    this.#lost();
    return listen(`auction:${this.#auctionId}`, {
      since: () => this.#view.state.version,
      onState: (state, bids) => {
        if (state) this.apply(state, bids);
        // The gateway knows no state: either there never was a bid, or the state was lost.
        else if (this.#heard || this.#view.state.version > 0) this.#askSoon();
        this.#heard = true;
      },
      onGap: () => this.#askSoon(),
      onViewers: (viewers) => this.#set({ viewers }),
      onLive: (live) => (live ? this.#found() : this.#lost()),
    });
  }

  #found(): void {
    this.#cancel('stale');
    this.#cancel('poll');
    this.#set({ connection: 'live' });
    this.#awaitEnd();
  }

  #lost(): void {
    if (this.#view.connection === 'stale') return;
    if (this.#view.connection === 'live') this.#set({ connection: 'connecting' });
    this.#after(STALE_AFTER_MS, 'stale', () => {
      this.#set({ connection: 'stale', viewers: null });
      this.#after(STALE_SPREAD_MS * Math.random(), 'poll', () => this.#poll());
    });
  }

  #poll(): void {
    if (document.visibilityState === 'visible') void this.refresh();
    this.#after(POLL_EVERY_MS * (0.75 + Math.random() / 2), 'poll', () => this.#poll());
  }

  #look(): void {
    const isPushed = this.#view.connection === 'live' || this.#view.connection === 'connecting';
    if (!isPushed && Date.now() - this.#askedAt >= FRESH_MS) void this.refresh();
  }

  /** When the time is over and the end has not been announced, asks until it is known. */
  #awaitEnd(): void {
    this.#cancel('end');
    const { status, endTime } = this.#view.state;
    if (status === 'ENDED' || status === 'CANCELLED') return;
    const leftMs = Date.parse(endTime) - serverNow();
    if (leftMs > 0) this.#endChecks = 0;
    const pushed = this.#view.connection === 'live' ? END_PUSHED_WITHIN_MS * (1 + Math.random()) : 0;
    const checkMs = END_CHECKS_MS[Math.min(this.#endChecks, END_CHECKS_MS.length - 1)] ?? 0;
    const delayMs = Math.max(leftMs, 0) + Math.max(checkMs, pushed);
    this.#after(delayMs, 'end', () => {
      void this.#checkEnd(endTime);
    });
  }

  async #checkEnd(endTime: string): Promise<void> {
    if (serverNow() >= Date.parse(endTime)) {
      this.#endChecks += 1;
      await this.refresh();
    }
    if (this.#leave) this.#awaitEnd();
  }

  /** Fetches bids that are missing between those of this page, because they were placed while it got no messages. */
  #fillGapSoon(): void {
    if (!this.#isGap() || this.#timers.has('bids') || this.#bidsAskedFor === this.#view.state.version) return;
    // Late bids may still arrive by themselves, and a crowd that missed the same ones must not ask at the same moment.
    this.#after(1_000 + Math.random() * 2_000, 'bids', () => void this.#fillGap());
  }

  async #fillGap(): Promise<void> {
    if (!this.#isGap()) return;
    this.#bidsAskedFor = this.#view.state.version;
    const path = `/api/v1/auctions/${this.#auctionId}/bids?limit=${BIDS_KEPT}`;
    const page = await getJson<{ items: PublicBid[] }>(path);
    if (!page) return;
    if (!this.#historyIsOld) return this.apply(this.#view.state, page.items);
    const { historyVersion } = this.#view.state;
    const later = this.#view.bids.filter(({ version }) => version > historyVersion);
    this.#historyIsOld = false;
    this.#set({ bids: mergeBids(page.items, later) });
  }

  #isGap(): boolean {
    if (!this.#keepsBids) return false;
    if (this.#historyIsOld) return true;
    const expected = this.#view.state.bidCount - this.#start.bidCount;
    const held = this.#view.bids.filter((bid) => bid.version > this.#start.version).length;
    return held < Math.min(expected, BIDS_KEPT);
  }
}

/** Newest first, each once; the same array when there is nothing new. */
function mergeBids(held: PublicBid[], more: readonly PublicBid[]): PublicBid[] {
  const known = new Set(held.map((bid) => bid.id));
  const oldest = held.length < BIDS_KEPT ? 0 : (held.at(-1)?.version ?? 0);
  const fresh = more.filter((bid) => bid.version > oldest && !known.has(bid.id));
  if (fresh.length === 0) return held;
  return [...held, ...fresh].sort((left, right) => right.version - left.version).slice(0, BIDS_KEPT);
}

/**
 * Null without an answer in time, or with one that is no success: the caller then keeps the state that it has.
 *
 * @param onGone  called when there is nothing at this address
 */
async function getJson<T>(path: string, onGone?: () => void): Promise<T | null> {
  try {
    const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(REQUEST_MS) });
    if (response.status === 404) onGone?.();
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}
