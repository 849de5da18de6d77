import { fc } from '@/test/properties';
import { type Deed, play, type Reply } from './play';
import { listed, priceOf, type Scene } from './scene';

/*
 * Random auctions. An amount is drawn relative to the moment (a step around the next bid, the leader's promise, the start), and
 * becomes an amount of won when the model has come to it: absolute amounts would nearly all be too low after a few bids.
 */

export const SELLER = '1';
export const PEOPLE = ['1', '2', '3', '4', '5'] as const;
export const OPENS = Date.parse('2026-11-20T09:00:00Z');
export const ENDS = Date.parse('2026-11-20T10:00:00Z');

const person = fc.constantFrom(...PEOPLE, ...PEOPLE.slice(1), ...PEOPLE.slice(1));
const sum = fc.record({
  from: fc.constantFrom('next', 'next', 'next', 'promise', 'promise', 'promise', 'start', 'buyNow'),
  steps: fc.oneof(
    fc.constantFrom(-1, 0, 0, 0, 1),
    fc.integer({ min: -3, max: 8 }),
    fc.integer({ min: 0, max: 25 }),
  ),
  /** Rarely an amount between two steps. */
  off: fc.constantFrom(0, 0, 0, 0, 0, 0, 300, 500, 700),
});
const wish = fc.oneof(
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('bid' as const), userId: person, sum }) },
  { weight: 30, arbitrary: fc.record({ kind: fc.constant('autoBid' as const), userId: person, sum }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('lowerAutoBid' as const, 'lowerAutoBid' as const, 'cancel' as const),
      userId: person,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('buyNow' as const, 'closeEarly' as const, 'closeEarly' as const),
      userId: person,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('open' as const, 'close' as const, 'close' as const, 'cancelByOperator' as const),
    }),
  },
);
export type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

const batch = fc.record({
  // More often near the end, where bids extend it.
  at: fc.oneof(
    fc.integer({ min: OPENS - 60_000, max: ENDS + 60_000 }),
    fc.integer({ min: ENDS - 90_000, max: ENDS + 200_000 }),
    fc.constantFrom(OPENS, ENDS - 60_000, ENDS - 60_001, ENDS - 1, ENDS),
  ),
  barred: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(person, { minLength: 1, maxLength: 2 }) },
  ),
  excluded: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: person }),
  wishes: fc.array(wish, { minLength: 3, maxLength: 12 }),
});

export const anyAuction = fc.record({
  status: fc.constantFrom('WAITING' as const, 'ACTIVE' as const),
  start: fc.constantFrom(10_000, 10_500),
  buyNow: fc.option(
    fc.integer({ min: 11, max: 80 }).map((n) => n * 1_000),
    { nil: null },
  ),
  window: fc.constantFrom(
    { windowMs: 0, capMs: 0 },
    { windowMs: 60_000, capMs: 90_000 },
    { windowMs: 300_000, capMs: 3_600_000 },
  ),
  free: fc.array(fc.integer({ min: 5_000, max: 120_000 }), { minLength: 5, maxLength: 5 }),
  batches: fc.array(batch, { minLength: 2, maxLength: 6 }),
});
export type AnyAuction = typeof anyAuction extends fc.Arbitrary<infer T> ? T : never;

/** Commands that arrive together, and after each of them the scene and the answer by the model. */
export type Batch = {
  now: number;
  barred: ReadonlySet<string>;
  deeds: Deed[];
  after: { scene: Scene; reply: Reply }[];
};

/** The auction before the first command. */
export function openingOf({ status, start, buyNow, window, free }: AnyAuction): Scene {
  return {
    lot: listed({ seller: SELLER, start, buyNow, opensAt: OPENS, endsAt: ENDS, status, ...window }),
    purses: Object.fromEntries(PEOPLE.map((userId, index) => [userId, { free: free[index] ?? 0, held: 0 }])),
    barred: new Set(),
  };
}

/** The batches in the order of time, as the model plays them; an exclusion is a batch of its own. */
export function playedByModel(auction: AnyAuction): Batch[] {
  let scene = openingOf(auction);
  const inOrder = [...auction.batches].sort((one, other) => one.at - other.at);
  return inOrder.flatMap(({ at, barred, excluded, wishes }): Batch[] => {
    const exclusion: Deed[] = excluded === null ? [] : [{ kind: 'excludeBidder', bidderId: excluded }];
    return [wishes, exclusion].map((wanted) => {
      const played: Batch = { now: at, barred: new Set(barred), deeds: [], after: [] };
      for (const one of wanted) {
        const deed = deedOf(one, scene);
        const step = play({ ...scene, barred: played.barred }, deed, at);
        played.deeds.push(deed);
        played.after.push(step);
        scene = step.scene;
      }
      return played;
    });
  });
}

/** A wish as a command, with the amount that it comes to in this scene. */
export function deedOf(wanted: Wish | Deed, { lot }: Scene): Deed {
  if (!('sum' in wanted)) return wanted;
  const { kind, userId, sum } = wanted;
  return { kind, userId, amount: Math.max(0, amountOf(sum, lot)) };
}

function amountOf({ from, steps, off }: Extract<Wish, { sum: unknown }>['sum'], lot: Scene['lot']): number {
  const next = lot.rows.length === 0 ? lot.start : priceOf(lot) + lot.step;
  const bases = { next, promise: lot.promise || next, start: lot.start, buyNow: lot.buyNow ?? next };
  return bases[from as keyof typeof bases] + steps * lot.step + off;
}
