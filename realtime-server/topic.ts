import type { AuctionMessage, AuctionState, PublicBid } from '@/lib/realtime/protocol';
import { type Frame, frameOf } from './frame';

/** One browser as a topic sees it. */
export interface Watcher {
  /** Sends a frame that no later frame replaces. */
  send(frame: Frame): void;
  /** Sends a frame that a later one replaces; false when the browser is behind and did not get it. */
  offer(frame: Frame): boolean;
}

/** The state that one watcher has. Until its subscription is answered it gets nothing else. */
type Seen = { since: number | undefined; answered: boolean; version: number; viewers: number };

/** The version of no state at all: older than version 0, which an auction has before its first bid. */
const NOTHING = -1;

/** Enough to recognise bids that Redis sends twice, however large the batches of a storm are. */
const BIDS_REMEMBERED = 1_000;

/**
 * One auction and its watchers: decides which watcher gets which state, and when.
 *
 * In a storm, updates go out once in each window: the first at once, the rest together when the window is over, with the
 * newest state and all bids of the window. A state that moves the end of the auction, or ends it, never waits. A frame is
 * made once for all watchers. No watcher gets a version that is not newer than the one it has; messages that arrive twice or
 * out of order therefore do no harm.
 */
export class AuctionTopic {
  readonly #topic: string;
  readonly #windowMs: number;
  readonly #watchers = new Map<Watcher, Seen>();
  readonly #knownBids = new Set<string>();
  #newest: AuctionState | null = null;
  #loaded = false;
  #waitingBids: PublicBid[] = [];
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(topic: string, windowMs: number) {
    this.#topic = topic;
    this.#windowMs = windowMs;
  }

  get watcherCount(): number {
    return this.#watchers.size;
  }

  /** Adds a watcher; a repeated subscription asks for another snapshot. It is answered once the state is loaded. */
  watch(watcher: Watcher, since: number | undefined): void {
    const viewers = this.#watchers.get(watcher)?.viewers ?? NOTHING;
    const seen = { since, answered: false, version: NOTHING, viewers };
    this.#watchers.set(watcher, seen);
    if (this.#loaded) this.#answer(watcher, seen);
  }

  /** Adds a watcher that was told that nothing is known of the auction: it gets the first state as an update. */
  join(watcher: Watcher): void {
    const seen = { since: undefined, answered: true, version: NOTHING, viewers: NOTHING };
    this.#watchers.set(watcher, seen);
  }

  unwatch(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  /**
   * Takes the stored state (null when there is none) and answers every watcher that waits. For those that have joined, it may
   * be news: the message of that state may arrive later than the stored text, or may have been published while this topic's
   * channel was being opened.
   */
  load(stored: AuctionMessage | null): void {
    const someJoined = [...this.#watchers.values()].some(({ answered }) => answered);
    if (stored && someJoined) this.take(stored);
    else if (stored) {
      this.#learn(stored.bids);
      if (!this.#newest || stored.version > this.#newest.version) this.#newest = stateOf(stored);
    }
    this.#loaded = true;
    for (const [watcher, seen] of this.#watchers) if (!seen.answered) this.#answer(watcher, seen);
  }

  /**
   * Takes the state that Redis holds after it was out of reach. When that is older than the newest received here, Redis
   * has lost data, and perhaps also states that never arrived here: each watcher is told that the newest state is unknown.
   */
  recover(stored: AuctionMessage | null): void {
    if (stored && stored.version >= (this.#newest?.version ?? NOTHING)) {
      this.take(stored);
      return;
    }
    clearTimeout(this.#timer);
    if (this.#timer) this.#endWindow();
    this.#newest = null;
    const frame = frameOf({ type: 'snapshot', topic: this.#topic, state: null });
    for (const [watcher, seen] of this.#watchers) if (seen.answered) watcher.send(frame);
  }

  /** Takes a message from Redis. */
  take(message: AuctionMessage): void {
    // Two web processes may publish in another order than they committed. The bids of the older message are still new;
    // they go out with the next update, because a version is never sent twice.
    this.#waitingBids.push(...this.#learn(message.bids));
    if (this.#newest && message.version <= this.#newest.version) return;
    const before = this.#newest;
    this.#newest = stateOf(message);
    const waitMs = movesEnd(before, this.#newest) ? 0 : this.#sentAt + this.#windowMs - performance.now();
    if (waitMs <= 0) {
      clearTimeout(this.#timer);
      this.#endWindow();
    } else this.#timer ??= setTimeout(() => this.#endWindow(), waitMs);
  }

  /** A watcher that was behind has drained: it gets the newest state if it has missed any. */
  catchUp(watcher: Watcher): void {
    const seen = this.#watchers.get(watcher);
    if (!seen?.answered || !this.#newest || seen.version >= this.#newest.version) return;
    this.#sendSnapshot(watcher, seen);
  }

  /** Tells each watcher the number of viewers, unless it knows that number. */
  tellViewers(count: number): void {
    const frame = frameOf({ type: 'viewers', topic: this.#topic, count });
    for (const [watcher, seen] of this.#watchers) {
      if (seen.answered && seen.viewers !== count && watcher.offer(frame)) seen.viewers = count;
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #answer(watcher: Watcher, seen: Seen): void {
    seen.answered = true;
    const newest = this.#newest?.version ?? NOTHING;
    if (seen.since !== undefined && this.#newest && seen.since >= newest) seen.version = seen.since;
    else this.#sendSnapshot(watcher, seen);
  }

  #sendSnapshot(watcher: Watcher, seen: Seen): void {
    watcher.send(frameOf({ type: 'snapshot', topic: this.#topic, state: this.#newest }));
    seen.version = this.#newest?.version ?? seen.since ?? NOTHING;
  }

  #endWindow(): void {
    this.#timer = undefined;
    if (this.#newest) this.#sendUpdate(this.#newest);
  }

  #sendUpdate(state: AuctionState): void {
    const bids = this.#waitingBids.toSorted((left, right) => left.version - right.version);
    this.#waitingBids = [];
    this.#sentAt = performance.now();
    const frame = frameOf({ type: 'update', topic: this.#topic, state, bids });
    for (const [watcher, seen] of this.#watchers) {
      if (!seen.answered || seen.version >= state.version) continue;
      if (watcher.offer(frame)) seen.version = state.version;
    }
  }

  /** Remembers these bids, and returns those that were not known yet. */
  #learn(bids: readonly PublicBid[]): PublicBid[] {
    const fresh = bids.filter((bid) => !this.#knownBids.has(bid.id));
    for (const bid of fresh) this.#knownBids.add(bid.id);
    for (const id of this.#knownBids) {
      if (this.#knownBids.size <= BIDS_REMEMBERED) break;
      this.#knownBids.delete(id);
    }
    return fresh;
  }
}

/**
 * Whether a clock that shows the state before would be wrong: the auction was extended, is over, or its seller has changed its
 * end.
 */
function movesEnd(before: AuctionState | null, after: AuctionState): boolean {
  if (after.status === 'ENDED' || after.status === 'CANCELLED') return true;
  return before !== null && before.endTime !== after.endTime;
}

function stateOf({ bids: _, ...state }: AuctionMessage): AuctionState {
  return state;
}
