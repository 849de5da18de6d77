import type { ClientFrame } from '@/lib/realtime/protocol';
import { TICKET_LIFE_MS, type TicketHolder } from '@/lib/realtime/ticket';

/**
 * The client at the other end: a page of ours, a client whose bearer token was checked, or one that has to send a ticket in its
 * first frame.
 */
export type ClientProof = 'page' | TicketHolder | 'owed';

type Handle = (frame: ClientFrame) => Promise<void>;

/** Lets no frame pass before the client has proven who it is. */
export class Proving {
  #isUnproven: boolean;
  /** The person whom a client without a page has proven to be, until the proof is used. */
  #proven: { holder: TicketHolder; untilMs: number } | null = null;
  /** The check of the ticket in the first frame; later frames wait for it. */
  #checking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #claim: (ticket: string) => Promise<TicketHolder | null>;
  readonly #onRefused: () => void;

  /**
   * @param claim      uses a ticket up; null when it is not valid, was used before, or its login has ended
   * @param onRefused  ends the connection
   */
  constructor(options: {
    proof: ClientProof;
    withinMs: number;
    claim: (ticket: string) => Promise<TicketHolder | null>;
    onRefused: () => void;
  }) {
    this.#isUnproven = options.proof === 'owed';
    this.#claim = options.claim;
    this.#onRefused = options.onRefused;
    if (this.#isUnproven) this.#timer = setTimeout(options.onRefused, options.withinMs);
    if (typeof options.proof !== 'string') this.#prove(options.proof);
  }

  /**
   * Uses the proof up, which is worth one ticket: the end of a login is known only for as long as tickets from before it
   * may be used.
   *
   * @returns the person whom a client without a page has proven to be; null for a page, and once the proof is used or old
   */
  takeHolder(): TicketHolder | null {
    const proven = this.#proven;
    this.#proven = null;
    return proven && performance.now() < proven.untilMs ? proven.holder : null;
  }

  /** Whether the frame that brings the ticket has not come yet. */
  get isOwed(): boolean {
    return this.#isUnproven && !this.#checking;
  }

  /** Handles a frame after those before it; the first one only if it brings the ticket that is owed. */
  async pass(frame: ClientFrame, handle: Handle): Promise<void> {
    if (!this.#isUnproven) return handle(frame);
    if (!this.#checking) {
      this.#checking = this.#check(frame, handle);
      return this.#checking;
    }
    await this.#checking;
    if (!this.#isUnproven) await handle(frame);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  async #check(frame: ClientFrame, handle: Handle): Promise<void> {
    const ticket = frame.type === 'subscribe' ? frame.ticket : undefined;
    const holder = ticket === undefined ? null : await this.#claim(ticket);
    if (!holder) {
      this.#onRefused();
      return;
    }
    this.end();
    this.#prove(holder);
    // The ticket is used up; its holder is known from now on.
    await handle({ ...frame, ticket: undefined } as ClientFrame);
  }

  #prove(holder: TicketHolder): void {
    this.#isUnproven = false;
    this.#proven = { holder, untilMs: performance.now() + TICKET_LIFE_MS };
  }
}
