import type { Answer } from '@/lib/bidding/answer';
import { closeOnTime } from '@/lib/bidding/close-auction';
import { type DueAuction, dueAmong, dueAuctions, msUntilNextDue } from '@/lib/bidding/due';
import { openAuction } from '@/lib/bidding/open-auction';
import { Places } from '@/lib/retrying/places';
import { RareLog } from '@/lib/retrying/rare-log';
import { Resting } from '@/lib/retrying/resting';
import { within } from '@/lib/retrying/within';
import type { Loop } from './loop';

/** The longest time between two looks, because an auction may have been added meanwhile. */
const BACKSTOP_MS = 1_000;
/** Auctions taken in one look. The next look follows at once when there are more. */
const LOOK = 64;
/** An attempt at an auction is given up after this time and made again later. */
const DEADLINE_MS = 30_000;
/** Places for auctions that will probably take long. */
const PATIENT = 2;
/** How often an auction is passed over because its rows are locked. After that it is tried and waits for its turn. */
const PASSED_OVER = 3;

/**
 * Opens and closes the auctions whose time has come, by the database's clock, each on its own: an auction that fails,
 * hangs or is locked by somebody is put aside and costs the others nothing.
 *
 * Any number of copies may run: when two take the same auction, the command is decided under the auction's lock and
 * settles it once.
 */
export class Clock implements Loop {
  readonly name = 'clock';
  readonly stalledAfterMs = 30_000;
  /** Each place uses a connection while its rows are locked; the other loops need some of the pool as well. */
  readonly #places = new Places({ quick: 4, patient: PATIENT, slowAfterMs: 500 });
  readonly #failed = new Resting({ firstMs: 1_000, longestMs: 60_000 });
  /** Auctions whose rows are locked by somebody: each rests about as long again as it has been locked. */
  readonly #held = new Resting({ firstMs: 10, longestMs: 5_000 });
  readonly #people = new Map<string, readonly string[]>();
  readonly #rareLog = new RareLog();

  /** @returns milliseconds until it should be called again; the work that it began may still be under way */
  readonly step = async (): Promise<number> => {
    const due = await dueAuctions({ limit: LOOK, except: this.#known() });
    for (const auction of due) {
      if (this.#places.has(auction.id)) continue;
      if (this.#isHeldByAnother(auction)) this.#held.failed(auction.id);
      else if (await this.#places.room(BACKSTOP_MS)) this.#start(auction);
      else return 0;
    }
    await this.#retry();
    return due.length === LOOK ? 0 : this.#msUntilNext();
  };

  /** Resolves when nothing is under way. */
  readonly finish = (): Promise<void> => this.#places.idle();

  /** The number of auctions under way, and of those that it failed to settle and will try again. */
  state(): { underWay: number; failing: number } {
    return { underWay: this.#places.size, failing: this.#failed.size };
  }

  /** Auctions that a look need not find: they are under way, or their next attempt is planned. */
  #known(): string[] {
    return [...this.#places.keys(), ...this.#failed.keys(), ...this.#held.keys()];
  }

  /**
   * Tries auctions that were locked or have failed, once their rest is over. Those that will probably take long have few
   * places, so that the others stay free for the rest.
   */
  async #retry(): Promise<void> {
    const ids = this.#rested();
    const due = new Map((await dueAmong(ids)).map((auction) => [auction.id, auction]));
    for (const id of ids) {
      const auction = due.get(id);
      if (!auction) this.#forget(id);
      else if (this.#failed.failures(id) > 0) this.#tryPatiently(auction, this.#failed);
      else if (!this.#isHeldByAnother(auction)) this.#startOrWait(auction);
      else if (this.#held.failures(id) < PASSED_OVER) this.#held.failed(id);
      else this.#tryPatiently(auction, this.#held);
    }
  }

  /** Auctions whose rest is over; of those that failed, no more than there are places for. */
  #rested(): string[] {
    const places = this.#places.hasRoomForPatient() ? PATIENT : 0;
    const failed = this.#failed.rested().slice(0, places);
    const held = this.#held.rested().filter((id) => !this.#failed.isResting(id));
    return [...new Set([...failed, ...held])].filter((id) => !this.#places.has(id)).slice(0, LOOK);
  }

  #startOrWait(auction: DueAuction): void {
    if (this.#places.hasRoom()) this.#start(auction);
    else this.#held.putOff(auction.id);
  }

  #tryPatiently(auction: DueAuction, resting: Resting): void {
    if (this.#places.hasRoomForPatient()) this.#start(auction, { patient: true });
    else if (resting === this.#held) this.#held.failed(auction.id);
    else this.#failed.putOff(auction.id);
  }

  #forget(id: string): void {
    this.#failed.succeeded(id);
    this.#held.succeeded(id);
  }

  async #msUntilNext(): Promise<number> {
    const times = [await msUntilNextDue(this.#known()), this.#failed.msUntilNext(), this.#held.msUntilNext()];
    const waitMs = Math.min(BACKSTOP_MS, ...times.filter((time) => time !== null));
    return Math.max(Math.ceil(waitMs), 0);
  }

  #isHeldByAnother(auction: DueAuction): boolean {
    return auction.held && !this.#isHeldByOurselves(auction);
  }

  /** Whether this worker's own attempts hold the wallet: usual for a seller with many items that end together. */
  #isHeldByOurselves(auction: DueAuction): boolean {
    const people = peopleOf(auction);
    return this.#places.quickKeys().some((id) => this.#people.get(id)?.some((one) => people.includes(one)));
  }

  #start(auction: DueAuction, options?: { patient: boolean }): void {
    this.#people.set(auction.id, peopleOf(auction));
    this.#places.start(
      auction.id,
      async () => {
        try {
          this.#note(auction, await within(DEADLINE_MS, settleDue(auction)));
        } catch (error) {
          this.#fails(auction, { error });
        } finally {
          this.#people.delete(auction.id);
        }
      },
      options,
    );
  }

  #note(auction: DueAuction, answer: Answer): void {
    if (answer.ok) {
      this.#forget(auction.id);
      return;
    }
    // An auction that another process settled may still look due: it rests first, so that the loop does not spin, and
    // counts as failed after some rests, so that it is reported.
    if (isDoneByAnother(answer) && this.#held.failed(auction.id) <= PASSED_OVER) return;
    this.#fails(auction, { code: answer.code });
  }

  #fails({ id: auctionId, status }: DueAuction, why: { error: unknown } | { code: string }): void {
    const failures = this.#failed.failed(auctionId);
    this.#rareLog.error(
      failures,
      { ...why, auctionId, status, ...this.state() },
      'an auction could not be settled; it is tried again, later and later',
    );
  }
}

/** The people whose wallets move. */
function peopleOf({ sellerId, leaderId }: DueAuction): string[] {
  return leaderId === null ? [sellerId] : [sellerId, leaderId];
}

/** An auction whose start and end have both passed is opened first and closed right after. */
async function settleDue({ id, status }: DueAuction): Promise<Answer> {
  if (status === 'ACTIVE') return closeOnTime(id);
  const opened = await openAuction(id);
  const isOver = opened.ok && Date.parse(opened.auction.endTime) <= Date.parse(opened.auction.serverTime);
  return isOver ? closeOnTime(id) : opened;
}

/** Whether another copy of the worker, or a bid, came first. */
function isDoneByAnother({ code }: Exclude<Answer, { ok: true }>): boolean {
  return code === 'AUCTION_ENDED' || code === 'AUCTION_NOT_ACTIVE' || code === 'NOT_FOUND';
}

export const clock = new Clock();
