import { type Deed, type Played, play } from '@/test/model/play';
import { isOver, type Lot, type Purses, priceOf } from '@/test/model/scene';

/** What a caller was told about their command. */
export type Told =
  | {
      ok: true;
      /** The caller leads now; null where the answer does not say. */
      leading: boolean | null;
      /** The caller's own bid that was added. */
      bid: number | null;
      /** The public state right after the command. */
      state: PublicState;
      /** The server's time of the decision. */
      at: number;
    }
  | { ok: false; code: string; amount?: number };

export type PublicState = {
  version: number;
  price: number;
  bids: number;
  leader: string | null;
  status: string;
  endsAt: number;
  winner: string | null;
};

/**
 * A command, its answer, and the time between: the call and the return are numbered in the order in which they happened in
 * the process that made all calls.
 */
export type Telling = {
  auctionId: string;
  deed: Deed;
  called: number;
  returned: number;
  told: Told;
  /** The attempt in the auction's record that the answer names. */
  attemptId?: string;
};

export type World = { lots: Readonly<Record<string, Lot>>; purses: Purses };

export type Verdict =
  /** The commands in an order in which each answer is right. */
  | { explained: true; order: Telling[] }
  /** No order explains all answers: how far the best one came, and the answers at which it stopped. */
  | { explained: false; placed: number; stuck: string[] };

/** Far more than an honest history ever took. */
const MOST_TRIES = 200_000;

/**
 * Looks for one order of all commands that explains every answer, by playing the naive model: a command that had its answer
 * before another one was called comes before it, and after each command the model says what its caller was told.
 *
 * Versions decide the order of most accepted commands of an auction. Refusals and silent commands (of a leader's maximum) have
 * no version of their own, and the order between auctions matters where one person's money is spent on two of them: their places
 * are found by trying. A refusal changes nothing and is therefore placed as soon as it fits; any other choice can be taken back.
 *
 * Not known here: refusals by time alone. The clock stands still between the accepted commands of an auction.
 *
 * @param start  the auctions and purses before the first command
 * @param ends   lists the faults of a final world, compared with the real one
 * @throws Error when it cannot be decided within the limit of tries
 */
export function judge(
  start: World,
  tellings: readonly Telling[],
  ends: (world: World) => string[] = () => [],
): Verdict {
  const search = new Search(tellings, ends);
  return search.from(start, new Set(tellings), [])
    ? { explained: true, order: search.order }
    : { explained: false, placed: search.farthest, stuck: search.stuck };
}

class Search {
  order: Telling[] = [];
  farthest = -1;
  stuck: string[] = [];
  private tries = 0;
  private readonly hopeless = new Set<string>();
  private readonly numbers: ReadonlyMap<Telling, number>;

  constructor(
    tellings: readonly Telling[],
    private readonly ends: (world: World) => string[],
  ) {
    this.numbers = new Map(tellings.map((telling, number) => [telling, number]));
  }

  from(world: World, pending: Set<Telling>, order: Telling[]): boolean {
    this.placeRefusals(world, pending, order);
    if (pending.size === 0) return this.isEnd(world, order);
    const name = this.nameOf(world, pending);
    if (this.hopeless.has(name)) return false;
    this.tries += 1;
    if (this.tries > MOST_TRIES) throw new Error(`undecided after ${MOST_TRIES} tries`);
    const next = nextOf(pending);
    for (const telling of next) {
      const after = follow(world, telling);
      if (typeof after === 'string') continue;
      const rest = new Set(pending);
      rest.delete(telling);
      if (this.from(after, rest, [...order, telling])) return true;
    }
    this.note(order.length, () => next.map((telling) => describe(telling, follow(world, telling))));
    this.hopeless.add(name);
    return false;
  }

  private placeRefusals(world: World, pending: Set<Telling>, order: Telling[]): void {
    let placed = true;
    while (placed) {
      placed = false;
      for (const telling of nextOf(pending)) {
        if (telling.told.ok || typeof follow(world, telling) === 'string') continue;
        pending.delete(telling);
        order.push(telling);
        placed = true;
      }
    }
  }

  private isEnd(world: World, order: Telling[]): boolean {
    const faults = this.ends(world);
    if (faults.length > 0) {
      this.note(order.length, () => faults);
      return false;
    }
    this.order = order;
    return true;
  }

  private note(placed: number, stuck: () => string[]): void {
    if (placed <= this.farthest) return;
    this.farthest = placed;
    this.stuck = stuck();
  }

  /** Two ways to the same rest, with the same promises, have the same future. */
  private nameOf({ lots }: World, pending: ReadonlySet<Telling>): string {
    const rest = [...pending].map((telling) => this.numbers.get(telling));
    return `${rest.join()}|${Object.values(lots).map(({ promise }) => promise)}`;
  }
}

/** The commands that may come next: nobody else had an answer before they were called. The earliest answer first. */
function nextOf(pending: ReadonlySet<Telling>): Telling[] {
  let earliest = Number.POSITIVE_INFINITY;
  for (const { returned } of pending) earliest = Math.min(earliest, returned);
  return [...pending]
    .filter(({ called }) => called < earliest)
    .sort((one, other) => one.returned - other.returned);
}

/** The world after a command, or the answer of the model where it is another one than the caller was told. */
function follow(world: World, { auctionId, deed, told }: Telling): World | string {
  const lot = world.lots[auctionId];
  if (!lot) return 'there is no such auction';
  const now = told.ok ? told.at : lot.opensAt;
  const played = play({ lot, purses: world.purses, barred: new Set() }, deed, now);
  const right = toldByModel(played, deed, now);
  if (right.ok && told.ok && told.leading === null) right.leading = null;
  const said = JSON.stringify(right);
  if (said !== JSON.stringify(told)) return said;
  const { scene } = played;
  return { lots: { ...world.lots, [auctionId]: scene.lot }, purses: scene.purses };
}

/** What the model tells the caller of a command. */
export function toldByModel({ scene, reply }: Played, deed: Deed, now: number): Told {
  if (!reply.ok) return reply;
  const own = 'userId' in deed ? reply.rows.find(({ bidder }) => bidder === deed.userId) : undefined;
  return {
    ok: true,
    leading: reply.leading,
    bid: own?.amount ?? null,
    state: publicStateOf(scene.lot, now),
    at: now,
  };
}

/** What everybody sees of an auction at a time. An auction that was ended before its end shows the time at which it was ended. */
export function publicStateOf(lot: Lot, now: number): PublicState {
  return {
    version: lot.version,
    price: lot.paid ?? (lot.rows.length === 0 ? lot.start : priceOf(lot)),
    bids: lot.rows.length,
    leader: lot.leader,
    status: lot.status,
    endsAt: isOver(lot) ? Math.min(lot.endsAt, now) : lot.endsAt,
    winner: lot.winner,
  };
}

function describe({ auctionId, deed, told }: Telling, right: World | string): string {
  const said = `auction ${auctionId}: ${JSON.stringify(deed)} was told ${JSON.stringify(told)}`;
  return typeof right === 'string' ? `${said}, not ${right}` : `${said}, which leads nowhere`;
}
