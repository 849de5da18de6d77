import { expect, it } from 'vitest';
import { fc } from '@/test/properties';
import { play } from './play';
import { anyAuction, type Batch, openingOf, playedByModel } from './random';
import { listed, type Purses, priceOf, type Scene } from './scene';

// The model is the judge of the real rules: what holds of every auction must hold of the model's first.

type Step = { before: Scene; after: Scene; batch: Batch; index: number };

const RUNS = 600;

function eachStep(check: (step: Step) => void, seed?: number): void {
  fc.assert(
    fc.property(anyAuction, (auction) => {
      let before = openingOf(auction);
      for (const batch of playedByModel(auction)) {
        batch.after.forEach(({ scene }, index) => {
          check({ before, after: scene, batch, index });
          before = scene;
        });
      }
    }),
    { numRuns: RUNS, ...(seed !== undefined && { seed }) },
  );
}

function total(purses: Purses): number {
  return Object.values(purses).reduce((sum, { free, held }) => sum + free + held, 0);
}

/** What is wrong with a scene, in the words of the rules. */
function faultsOf({ before, after: { lot, purses } }: Step): string[] {
  const faults: [string, boolean][] = [
    ['money was made or lost', total(purses) !== total(before.purses)],
    [
      'something else than the promise of the leader is held',
      Object.entries(purses).some(([person, { held }]) => held !== (person === lot.leader ? lot.promise : 0)),
    ],
    ['the end came closer', lot.endsAt < before.lot.endsAt],
    ['the end is past the limit', lot.endsAt > lot.listedEnd + lot.capMs],
    ['a bid is not on a step', lot.rows.some(({ amount }) => (amount - lot.start) % lot.step !== 0)],
    ['a bid reaches the buy-now price', lot.buyNow !== null && priceOf(lot) >= lot.buyNow],
    ['bids do not rise', lot.rows.some(({ amount }, index) => amount <= (lot.rows[index - 1]?.amount ?? 0))],
    ['the highest bid is not of the leader', (lot.rows.at(-1)?.bidder ?? null) !== lot.leader],
    ['the price is above the promise', lot.status === 'ACTIVE' && priceOf(lot) > lot.promise],
  ];
  return faults.filter(([, is]) => is).map(([name]) => name);
}

it('the model keeps the rules of money, steps and time', () => {
  eachStep((step) => {
    const faults = faultsOf(step);
    if (faults.length > 0) throw new Error(faults.join(', '));
  });
});

const KINDS = ['bid', 'autoBid', 'lowerAutoBid', 'buyNow', 'closeEarly', 'close', 'cancelByOperator'];
const CASES = ['answered', 'tie', 'overtaken by bid', 'overtaken by autoBid', 'over a barred leader'];
const CODES = ['BID_TOO_LOW', 'BID_NOT_ON_STEP', 'ABOVE_BUY_NOW', 'INSUFFICIENT_BALANCE', 'FORBIDDEN'];

it('random auctions come to every case of the rules, often', () => {
  const seen = new Map<string, number>();
  eachStep(({ before, after, batch, index }) => {
    const name = nameOf(before, batch, index);
    seen.set(name, (seen.get(name) ?? 0) + 1);
    if (after.lot.endsAt > before.lot.endsAt) seen.set('extended', (seen.get('extended') ?? 0) + 1);
  }, 1);
  const awaited = [...KINDS, ...CASES, ...CODES, 'own bid', 'own autoBid', 'excludeBidder', 'extended'];
  expect(awaited.filter((name) => (seen.get(name) ?? 0) < 5)).toEqual([]);
});

function nameOf({ lot }: Scene, { deeds, after, barred }: Batch, index: number): string {
  const deed = deeds[index];
  const reply = after[index]?.reply;
  if (!reply?.ok) return reply?.code ?? '';
  if (deed?.kind !== 'bid' && deed?.kind !== 'autoBid') return deed?.kind ?? '';
  if (lot.leader === deed.userId) return `own ${deed.kind}`;
  if (!reply.leading) return reply.rows.length === 1 ? 'tie' : 'answered';
  if (lot.leader === null) return deed.kind;
  return barred.has(lot.leader) ? 'over a barred leader' : `overtaken by ${deed.kind}`;
}

it('the model fights no longer for a leader who is barred', () => {
  const lot = listed({ seller: 's', start: 10, step: 1, opensAt: 0, endsAt: 9 });
  const purses = { a: { free: 99, held: 0 }, b: { free: 99, held: 0 } };
  const led = play({ lot, purses, barred: new Set() }, { kind: 'autoBid', userId: 'a', amount: 50 }, 1);
  const barred = { ...led.scene, barred: new Set(['a']) };
  const { scene } = play(barred, { kind: 'autoBid', userId: 'b', amount: 20 }, 2);
  expect([scene.lot.leader, priceOf(scene.lot), scene.purses.a, scene.purses.b]).toEqual([
    'b',
    11,
    { free: 99, held: 0 },
    { free: 79, held: 20 },
  ]);
});
