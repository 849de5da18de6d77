import type { WireAuction } from '@/lib/auctions/wire';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import { stateOfAuction } from './auction-state';
import { getJson } from './get-json';
import type { Listen } from './listen';
import { BIDS_KEPT, mergeBids } from './merge-bids';
import { listenToPage } from './page-events';
import { pollWaitMs } from './poll-wait';
import { atServerTime, observeServerTime, serverNow } from './server-clock';

/**
 * `http`: there is no connection, as for local auctions. `stale`: it is lost, and plain requests stand in; for a local
 * auction, the last request was not answered.
 */
export type LiveConnection = 'connecting' | 'live' | 'stale' | 'http';

export type LiveView = {
  state: AuctionState;
  /** Newest first. */
  bids: PublicBid[];
  /** The number of watchers; null until they have been counted. */
  viewers: number | null;
  connection: LiveConnection;
};

type Timer = 'stale' | 'poll' | 'bids' | 'refresh';

const STALE_AFTER_MS = 3_000;
/** The causes of a request concern all pages that watch; their requests are spread over this time. */
const SPREAD_MS = 5_000;
/** The same for pages that have already been stale for a while. */
const STALE_SPREAD_MS = 1_500;
/** A person who looks at the page again within this time causes no further request. */
const FRESH_MS = 1_000;
/** A page that is older than this when it begins to watch comes from the memory of the browser. */
const JUST_LOADED_MS = 5_000;
/** The worker ends an auction within a tick; after that, requests at growing intervals are enough. */
const END_CHECKS_MS = [300, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** Where the end should have been pushed, this time and up to twice as long passes before a page asks. */
const END_PUSHED_WITHIN_MS = 5_000;
/** A card asks when the worker has had this time to end the auction, or up to four times as long. */
const END_ON_CARD_MS = 1_000;

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
  readonly #polls: boolean;
  readonly #asksAtEndOnly: boolean;
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  #view: LiveView;
  #askedAt = Number.NEGATIVE_INFINITY;
  #bidsAskedFor = -1;
  /** Bids were excluded since the bids of this page were read: some of them may no longer count. */
  #historyIsOld = false;
  #endChecks = 0;
  /** Whether the gateway has sent anything about this auction. */
  #heard = false;
  #leave: (() => void) | undefined;
  #endWait: (() => void) | undefined;

  /**
   * @param options.initialBids  the bids on the page, newest first; leave out to keep none
   * @param options.listen       listens to the gateway; null for a local auction, which opens no socket
   * @param options.polls        whether a local auction is requested while it is visible: the one that the page is about
   * @param options.asksAtEndOnly  whether nothing is requested before the time is over: one of many cards
   */
  constructor(options: {
    initialState: AuctionState;
    initialBids?: readonly PublicBid[] | undefined;
    listen: Listen | null;
    polls?: boolean | undefined;
    asksAtEndOnly?: boolean;
  }) {
    const { initialState, initialBids, listen, polls = false, asksAtEndOnly = false } = options;
    this.#auctionId = initialState.auctionId;
    this.#listen = listen;
    this.#start = { version: initialState.version, bidCount: initialState.bidCount };
    this.#keepsBids = initialBids !== undefined;
    this.#polls = polls && listen === null;
    this.#asksAtEndOnly = asksAtEndOnly;
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

  /**
   * Asks the server for the present state. Without an answer everything stays as it is.
   *
   * @returns the state, at least as new as the moment of the call; null without an answer
   */
  readonly refresh = async (): Promise<AuctionState | null> => {
    const sentAt = performance.now();
    this.#askedAt = sentAt;
    const auction = await getJson<WireAuction>(`/api/v1/auctions/${this.#auctionId}`, () => this.#gone());
    // A page that follows its auction by these requests says when one fails.
    if (this.#polls && this.#leave) this.#setConnection(auction ? 'http' : 'stale');
    if (!auction) return null;
    observeServerTime(auction.serverTime, performance.now() - sentAt);
    const state = stateOfAuction(auction);
    this.apply(state);
    return state;
  };

  #set(change: Partial<LiveView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }

  #setConnection(connection: LiveConnection): void {
    if (this.#view.connection !== connection) this.#set({ connection });
  }

  #enter(): () => void {
    const look = () => this.#look();
    const endPageEvents = listenToPage({ onLook: look, onBack: look });
    const unsubscribe = this.#listen ? this.#watch(this.#listen) : undefined;
    const ageMs = serverNow() - Date.parse(this.#view.state.serverTime);
    if (!this.#listen && ageMs > JUST_LOADED_MS) this.#look();
    if (this.#polls) this.#pollSoon();
    this.#awaitEnd();
    return () => {
      endPageEvents();
      unsubscribe?.();
      this.#endWait?.();
      for (const timer of this.#timers.keys()) this.#cancel(timer);
    };
  }

  /** The server no longer shows the auction: an operator has removed it, which cancels it unless it is over. */
  #gone(): void {
    const { state } = this.#view;
    if (state.status === 'CANCELLED' || state.status === 'ENDED') return;
    this.#set({ state: { ...state, status: 'CANCELLED', leader: null } });
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
      if (!(await this.refresh()) && this.#leave) this.#askSoon();
    });
  }

  /** Sets a timer, in place of an earlier one of the same name. */
  #after(delayMs: number, timer: Timer, act: () => void): void {
    this.#cancel(timer);
    const run = () => {
      this.#timers.delete(timer);
      act();
    };
    this.#timers.set(timer, setTimeout(run, delayMs));
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
    // After the time is over, `#checkEnd` asks.
    const mayChange = serverNow() < Date.parse(this.#view.state.endTime);
    if (mayChange && isWatched()) void this.refresh();
    this.#pollSoon();
  }

  #pollSoon(): void {
    const { status, endTime } = this.#view.state;
    // An auction that has ended stays as it ended.
    if (isOver(status)) return;
    const leftMs = this.#view.connection === 'http' ? Date.parse(endTime) - serverNow() : 0;
    this.#after(pollWaitMs({ leftMs, chance: Math.random() }), 'poll', () => this.#poll());
  }

  /** The person looks at the page again, or the device is back online. */
  #look(): void {
    const isPushed = this.#view.connection === 'live' || this.#view.connection === 'connecting';
    const { status, endTime } = this.#view.state;
    if (isPushed || isOver(status) || !isWatched()) return;
    if (this.#asksAtEndOnly && serverNow() < Date.parse(endTime)) return;
    if (performance.now() - this.#askedAt >= FRESH_MS) void this.refresh();
  }

  /** When the time is over and the end has not been announced, asks until it is known. */
  #awaitEnd(): void {
    this.#endWait?.();
    const { status, endTime } = this.#view.state;
    if (isOver(status)) return;
    const end = Date.parse(endTime);
    const now = serverNow();
    if (end > now) this.#endChecks = 0;
    const checkMs = END_CHECKS_MS[Math.min(this.#endChecks, END_CHECKS_MS.length - 1)] ?? 0;
    const waitMs = Math.max(checkMs, this.#crowdWaitMs());
    this.#endWait = atServerTime(Math.max(end, now) + waitMs, () => void this.#checkEnd());
  }

  /** How long the request at the end waits, so that a crowd does not ask at the same moment. */
  #crowdWaitMs(): number {
    if (this.#view.connection === 'live') return END_PUSHED_WITHIN_MS * (1 + Math.random());
    return this.#asksAtEndOnly ? END_ON_CARD_MS * (1 + 3 * Math.random()) : 0;
  }

  async #checkEnd(): Promise<void> {
    this.#endChecks += 1;
    // A page that is out of sight asks when it is seen again.
    if (isWatched()) await this.refresh();
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

function isOver(status: AuctionState['status']): boolean {
  return status === 'ENDED' || status === 'CANCELLED';
}

/** Whether a person can see the page, and the device has a network. */
function isWatched(): boolean {
  return document.visibilityState === 'visible' && navigator.onLine;
}
