import { arrival } from '@/lib/arrival';
import { isSameRequest, type KeyUse, keyName } from '@/lib/idempotency';
import { refuse } from '@/lib/result';
import type { Answer } from './answer';
import type { CommandRequest } from './command-request';
import type { Command } from './rules';

/** How many bids and purchases of one auction may be unanswered; beyond that the answer is BUSY at once. */
export const CROWD_LIMIT = 1_000;
/**
 * The number of unanswered cancellations and early closes on one auction. It is counted apart from bids, so that a
 * storm of bids never keeps the seller or an operator out.
 */
export const RESERVED_LIMIT = 100;
/** The number of unanswered commands that one person may have on one auction, so that one person cannot fill the queue. */
export const PERSON_LIMIT = 8;
/** How many callers may wait for the answer to one idempotency key. */
export const CALLERS_LIMIT = 100;
/** How long a command may be in line before it is answered BUSY. One that is in a transaction is always waited for. */
export const PATIENCE_MS = 4_000;
const RETRY_AFTER_SECONDS = 1;

/** A command, and the callers who wait for its answer. */
export type Place = {
  readonly request: CommandRequest;
  /** By `performance.now()`. */
  readonly deadline: number;
  readonly answered: Promise<Answer>;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  callers: number;
  /** Since when (`performance.now()`) somebody else has held a wallet that it needs. */
  heldSince: number | null;
  expiry: NodeJS.Timeout | undefined;
};

/** The answer while the database is away. */
export function busy(): Answer {
  return { ok: false, code: 'BUSY', retryAfterSeconds: RETRY_AFTER_SECONDS };
}

/** The answer when others are in front, or hold a row that the command needs. */
export function crowded(): Answer {
  return { ok: false, code: 'BUSY', reason: 'BIDS', retryAfterSeconds: RETRY_AFTER_SECONDS };
}

/**
 * The unanswered commands of one auction in this process: those in line, and those that were taken from it. Each is
 * answered exactly once.
 */
export class Line {
  /** Whether somebody is taking commands from it right now. */
  isServed = false;
  private readonly waiting: Place[] = [];
  private readonly byKey = new Map<string, Place>();
  private readonly byPerson = new Map<string, number>();
  private readonly byRoom = { crowd: 0, reserved: 0, clock: 0 };

  constructor(private readonly patienceMs = PATIENCE_MS) {}

  /**
   * Appends a command to the queue. Commands of the clock go to the front. Nobody loses by that: bids behind a close
   * that is due are late anyway, and an opening changes nothing for them.
   *
   * @returns the answer, once there is one. BUSY at once when there is no room; a request that repeats an unanswered one
   *   under its idempotency key shares its answer
   */
  enter(request: CommandRequest): Promise<Answer> {
    const { idempotency } = request;
    const same = idempotency && this.byKey.get(keyName(idempotency));
    if (same) return this.join(same, idempotency);
    if (!this.hasRoomFor(request.command)) return Promise.resolve(crowded());
    const place = this.placeOf(request);
    this.count(request, 1);
    if (idempotency) this.byKey.set(keyName(idempotency), place);
    this.wait(place, roomOf(request.command) === 'clock' ? 0 : this.waiting.length);
    return place.answered;
  }

  /**
   * The next commands, at most `limit`. Each must be answered, rejected or put back. A command after which the price may be
   * lower comes alone: what the others of a batch need is found out under the assumption that the price never falls.
   */
  take(limit: number): Place[] {
    const lowering = this.waiting.findIndex(({ request }) => request.command.kind === 'excludeBidder');
    const most = lowering < 0 ? limit : Math.min(limit, Math.max(lowering, 1));
    const taken = this.waiting.splice(0, most);
    for (const { expiry } of taken) clearTimeout(expiry);
    return taken;
  }

  /** Puts a command that was taken back in front of those that came later. */
  putBack(place: Place): void {
    const front = this.waiting.findIndex(({ request }) => roomOf(request.command) !== 'clock');
    this.wait(place, front < 0 ? this.waiting.length : front);
  }

  answer(place: Place, answer: Answer): void {
    this.leave(place);
    place.resolve(answer);
  }

  reject(place: Place, error: unknown): void {
    this.leave(place);
    place.reject(error);
  }

  /** Answers BUSY to the commands of a batch whose time is up, and returns the others. */
  inTime(batch: readonly Place[]): Place[] {
    const now = performance.now();
    return batch.filter((place) => {
      if (place.deadline > now) return true;
      this.answer(place, crowded());
      return false;
    });
  }

  /** Whether every command has been answered. */
  get isEmpty(): boolean {
    const { crowd, reserved, clock } = this.byRoom;
    return crowd + reserved + clock === 0;
  }

  private join(place: Place, use: KeyUse): Promise<Answer> {
    const earlier = place.request.idempotency;
    if (earlier && !isSameRequest(use, earlier)) return Promise.resolve(refuse('IDEMPOTENCY_MISMATCH'));
    if (place.callers >= CALLERS_LIMIT) return Promise.resolve(crowded());
    place.callers += 1;
    return place.answered;
  }

  private hasRoomFor(command: Command): boolean {
    const person = personOf(command);
    if (person !== null && (this.byPerson.get(person) ?? 0) >= PERSON_LIMIT) return false;
    switch (roomOf(command)) {
      case 'crowd':
        return this.byRoom.crowd < CROWD_LIMIT;
      case 'reserved':
        return this.byRoom.reserved < RESERVED_LIMIT;
      case 'clock':
        return true;
    }
  }

  private placeOf(request: CommandRequest): Place {
    let resolve: Place['resolve'] = () => undefined;
    let reject: Place['reject'] = () => undefined;
    const answered = new Promise<Answer>((whenAnswered, whenBroken) => {
      resolve = whenAnswered;
      reject = whenBroken;
    });
    return {
      request: { arrived: arrival(), ...request },
      deadline: performance.now() + this.patienceMs,
      answered,
      resolve,
      reject,
      callers: 1,
      heldSince: null,
      expiry: undefined,
    };
  }

  private wait(place: Place, position: number): void {
    this.waiting.splice(position, 0, place);
    const expire = () => {
      this.waiting.splice(this.waiting.indexOf(place), 1);
      this.answer(place, crowded());
    };
    place.expiry = setTimeout(expire, Math.max(0, place.deadline - performance.now()));
  }

  private leave({ request }: Place): void {
    this.count(request, -1);
    if (request.idempotency) this.byKey.delete(keyName(request.idempotency));
  }

  private count({ command }: CommandRequest, change: 1 | -1): void {
    this.byRoom[roomOf(command)] += change;
    const person = personOf(command);
    if (person === null) return;
    const left = (this.byPerson.get(person) ?? 0) + change;
    if (left === 0) this.byPerson.delete(person);
    else this.byPerson.set(person, left);
  }
}

function personOf(command: Command): string | null {
  if ('userId' in command) return command.userId;
  return 'operatorId' in command ? command.operatorId : null;
}

function roomOf({ kind }: Command): 'crowd' | 'reserved' | 'clock' {
  switch (kind) {
    case 'bid':
    case 'autoBid':
    case 'lowerAutoBid':
    case 'buyNow':
      return 'crowd';
    case 'closeEarly':
    case 'cancel':
    case 'cancelByOperator':
    case 'excludeBidder':
      return 'reserved';
    case 'open':
    case 'close':
      return 'clock';
    default: {
      const unknown: never = kind;
      throw new Error(`unknown command ${unknown}`);
    }
  }
}
