import PQueue from 'p-queue';
import type { Refusal } from '@/lib/result';
import { singleton } from '@/lib/singleton';
import { MAX_IMAGES } from './picture-limits';

/** How many uploads are read and decoded at once, and how long others wait for that. */
export type UploadLimits = {
  /**
   * The uploads of all people whose body is read or whose picture is being made. Each holds a file of at most 10 MB in
   * memory, and a form several times that while it is taken apart; therefore many may be read while one is decoded.
   */
  atOnce: number;
  /** The uploads of one person among them. */
  atOncePerPerson: number;
  /** The uploads that one person may have waiting. */
  waitingPerPerson: number;
  /** The uploads that wait because others have all places. Those behind their person's own uploads take nobody's turn. */
  waiting: number;
  patienceMs: number;
  /** A decoding takes a core and hundreds of megabytes of memory; pages need the other threads of the process. */
  decodingAtOnce: number;
};

const LIMITS: UploadLimits = {
  atOnce: 24,
  atOncePerPerson: 2,
  waitingPerPerson: MAX_IMAGES,
  waiting: 40,
  patienceMs: 8_000,
  decodingAtOnce: 1,
};

const RETRY_AFTER_SECONDS = 3;

/** The places for uploads in this process. An upload takes its place before a byte of its body is read. */
export class UploadPlaces {
  private readonly everybody: PQueue;
  private readonly decodings: PQueue;
  private readonly people = new Map<string, { queue: PQueue; uploads: number }>();
  private waiting = 0;

  constructor(private readonly limits: UploadLimits = LIMITS) {
    this.everybody = new PQueue({ concurrency: limits.atOnce });
    this.decodings = new PQueue({ concurrency: limits.decodingAtOnce });
  }

  /**
   * Does `work` as soon as there is a place, in the order of arrival.
   *
   * @returns the answer of `work`; BUSY, before `work` has begun, when too many wait or no place became free in time
   */
  async take<T>(userId: string, work: () => Promise<T>): Promise<T | Refusal<'BUSY'>> {
    const { atOncePerPerson, waitingPerPerson, waiting, patienceMs } = this.limits;
    const person = this.people.get(userId) ?? {
      queue: new PQueue({ concurrency: atOncePerPerson }),
      uploads: 0,
    };
    if (person.uploads >= atOncePerPerson + waitingPerPerson) return busy();
    this.people.set(userId, person);
    person.uploads += 1;
    const patience = new AbortController();
    const { signal } = patience;
    const timer = setTimeout(() => patience.abort(GAVE_UP), patienceMs);
    let isWaiting = false;
    const waitForPlace = () => {
      if (this.waiting >= waiting) throw GAVE_UP;
      this.waiting += 1;
      isWaiting = true;
      return this.everybody.add(begin, { signal });
    };
    const stopWaiting = () => {
      if (isWaiting) this.waiting -= 1;
      isWaiting = false;
      clearTimeout(timer);
    };
    const begin = () => {
      stopWaiting();
      return work();
    };
    try {
      return await person.queue.add(waitForPlace, { signal });
    } catch (error) {
      if (error === GAVE_UP) return busy();
      throw error;
    } finally {
      stopWaiting();
      person.uploads -= 1;
      if (person.uploads === 0) this.people.delete(userId);
    }
  }

  /** Runs one decoding after the other, only for work that has a place: therefore few wait here. */
  decode<T>(work: () => Promise<T>): Promise<T> {
    return this.decodings.add(work);
  }
}

/** The places of this process. */
export function uploadPlaces(): UploadPlaces {
  return singleton('upload places', () => new UploadPlaces());
}

const GAVE_UP = Symbol('no place came in time');

function busy(): Refusal<'BUSY'> {
  return { ok: false, code: 'BUSY', retryAfterSeconds: RETRY_AFTER_SECONDS };
}
