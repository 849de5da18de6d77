import { describe, expect, it } from 'vitest';
import { type Deed, play } from '@/test/model/play';
import { listed } from '@/test/model/scene';
import { fc } from '@/test/properties';
import { judge, type Telling, toldByModel, type World } from './history';

// A checker that explains every history would be worthless: it must find each lie.

const PEOPLE = ['a', 'b', 'c'] as const;

const start: World = {
  lots: {
    '1': listed({ seller: 's', start: 10, step: 1, opensAt: 0, endsAt: 100, windowMs: 50, capMs: 20 }),
    '2': listed({ seller: 's', start: 20, step: 2, opensAt: 0, endsAt: 1_000, buyNow: 40 }),
  },
  purses: Object.fromEntries(PEOPLE.map((person) => [person, { free: 45, held: 0 }])),
};

type Call = { auctionId: string; deed: Deed };

/** An honest history: one command after the other is decided by the model, while others wait before and after it. */
function decided(calls: readonly Call[], waits: readonly (readonly [number, number])[]): Telling[] {
  let world = start;
  const tellings = calls.map(({ auctionId, deed }, index): Telling => {
    const at = 60 + index;
    const lot = world.lots[auctionId];
    if (!lot) throw new Error('no such auction');
    const played = play({ lot, purses: world.purses, barred: new Set() }, deed, at);
    const { scene } = played;
    world = { lots: { ...world.lots, [auctionId]: scene.lot }, purses: scene.purses };
    const [before = 0, after = 0] = waits[index] ?? [];
    return {
      auctionId,
      deed,
      called: index - before,
      returned: index + 0.5 + after,
      told: toldByModel(played, deed, at),
    };
  });
  return tellings.sort((one, other) => one.returned - other.returned);
}

const call = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      auctionId: fc.constantFrom('1', '2'),
      deed: fc.record({
        kind: fc.constantFrom('bid' as const, 'autoBid' as const),
        userId: fc.constantFrom(...PEOPLE),
        amount: fc.integer({ min: 8, max: 40 }),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      auctionId: fc.constantFrom('1', '2'),
      deed: fc.record({
        kind: fc.constantFrom('lowerAutoBid' as const, 'buyNow' as const),
        userId: fc.constantFrom(...PEOPLE),
      }),
    }),
  },
);
const wait = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));

describe('a history', () => {
  it('that happened is explained, however many commands were under way at once', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }), fc.array(wait, { maxLength: 40 }), (calls, waits) => {
        const tellings = decided(calls, waits);
        const verdict = judge(start, tellings);
        expect(verdict).toMatchObject({ explained: true });
        if (verdict.explained) expect(verdict.order).toHaveLength(tellings.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is explained by an order that keeps to the time of the calls', () => {
    const calls: Call[] = [
      { auctionId: '1', deed: { kind: 'bid', userId: 'a', amount: 10 } },
      { auctionId: '1', deed: { kind: 'bid', userId: 'b', amount: 12 } },
    ];
    const verdict = judge(start, decided(calls, []).reverse());
    expect(verdict).toMatchObject({ order: [{ deed: { userId: 'a' } }, { deed: { userId: 'b' } }] });
  });
});

/** Two bids of b are answered by a, who lowers the maximum in between; b spends most of the money elsewhere; c takes the lead. */
const HONEST = decided(
  [
    { auctionId: '1', deed: { kind: 'autoBid', userId: 'a', amount: 20 } },
    { auctionId: '1', deed: { kind: 'bid', userId: 'b', amount: 12 } },
    { auctionId: '1', deed: { kind: 'autoBid', userId: 'a', amount: 18 } },
    { auctionId: '1', deed: { kind: 'bid', userId: 'b', amount: 14 } },
    { auctionId: '2', deed: { kind: 'autoBid', userId: 'b', amount: 30 } },
    { auctionId: '1', deed: { kind: 'bid', userId: 'c', amount: 13 } },
    { auctionId: '1', deed: { kind: 'autoBid', userId: 'b', amount: 19 } },
    { auctionId: '1', deed: { kind: 'autoBid', userId: 'c', amount: 19 } },
    { auctionId: '1', deed: { kind: 'bid', userId: 'c', amount: 15 } },
  ],
  Array.from({ length: 9 }, () => [1, 1] as const),
);

type Lie = (tellings: Telling[]) => void;

function changed(index: number, change: (telling: Telling) => void): Lie {
  return (tellings) => {
    const telling = tellings[index];
    if (telling) change(telling);
  };
}

const ofState = (index: number, state: object): Lie =>
  changed(index, ({ told }) => told.ok && Object.assign(told.state, state));

const LIES: Record<string, Lie> = {
  'two answers that were swapped': (tellings) => {
    const [one, , , other] = tellings;
    if (one && other) [one.told, other.told] = [other.told, one.told];
  },
  'an accepted bid that was lost': (tellings) => void tellings.splice(1, 1),
  'a leader who does not lead': ofState(1, { leader: 'b' }),
  'a caller who is told that they lead': changed(
    1,
    ({ told }) => told.ok && Object.assign(told, { leading: true }),
  ),
  'a price that is a step too high': ofState(3, { price: 16 }),
  'a version that was given twice': ofState(3, { version: 2 }),
  'an end that was not extended so far': ofState(7, { endsAt: 119 }),
  'a bid that is not in the history': changed(7, ({ told }) => told.ok && Object.assign(told, { bid: 20 })),
  'a refusal that names another minimum': changed(5, ({ told }) => Object.assign(told, { amount: 17 })),
  'a refusal that names less money than there was': changed(6, ({ told }) =>
    Object.assign(told, { amount: 14 }),
  ),
  'a refusal by a price that had been passed before the call': (tellings) => {
    const [refusal] = tellings.splice(5, 1);
    if (refusal) tellings.push({ ...refusal, called: 20, returned: 21 });
  },
  'a lowered maximum that fought on': changed(2, ({ deed }) => Object.assign(deed, { amount: 14 })),
};

describe('the checker', () => {
  it('explains the honest history', () => {
    expect(HONEST.map(({ told }) => (told.ok ? told.state.leader : told.code))).toEqual(
      'a a a a b BID_TOO_LOW INSUFFICIENT_BALANCE c BID_TOO_LOW'.split(' '),
    );
    expect(judge(start, HONEST)).toMatchObject({ explained: true });
  });

  it.each(Object.entries(LIES))('finds %s', (_, lie) => {
    const tellings = structuredClone(HONEST);
    lie(tellings);
    expect(judge(start, tellings)).toMatchObject({ explained: false });
  });

  it('finds an accepted bid of which the auction knows nothing at the end', () => {
    const last = HONEST.slice(0, 2);
    const real = 1;
    const ends = ({ lots }: World) => (lots['1']?.version === real ? [] : ['another version']);
    expect(judge(start, last, ends)).toMatchObject({ explained: false, stuck: ['another version'] });
    expect(judge(start, last.slice(0, 1), ends)).toMatchObject({ explained: true });
  });

  it('finds a random lie in a random history', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 5, maxLength: 40 }), fc.nat(), fc.nat(), (calls, seed, by) => {
        const tellings = structuredClone(decided(calls, []));
        const accepted = tellings.filter(({ told }) => told.ok);
        const told = accepted[seed % Math.max(1, accepted.length)]?.told;
        if (!told?.ok) return;
        told.state.price += 1 + (by % 5);
        expect(judge(start, tellings)).toMatchObject({ explained: false });
      }),
      { numRuns: 300 },
    );
  });
});
