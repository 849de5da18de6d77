import { expect, it } from 'vitest';
import { won, ZERO } from '@/lib/money';
import { fc } from '@/test/properties';
import { withAutomaticBids } from './automatic-bids';
import type { PlannedBid } from './bid-timeline';
import { randomFrom } from './random';
import { simulate, untouched } from './simulate';

const START = Date.UTC(2026, 10, 21, 9);
const HOUR_MS = 3_600_000;
const STEP = 1_000;

const timelines = fc.record({
  /** How many steps each bid is above the one before it. */
  rises: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 20 }),
  instantPrice: fc.option(fc.constant(300_000), { nil: undefined }),
  seed: fc.string(),
});

it('an auction with automatic bids takes the course of its timeline: the same bids by the same people, and some in between', () => {
  let automatic = 0;
  fc.assert(
    fc.property(timelines, ({ rises, instantPrice, seed }) => {
      let amount = 10_000;
      const bids: PlannedBid[] = [0, ...rises].map((rise, index) => {
        amount += rise * STEP;
        return { at: START + index * 60_000, username: index % 2 ? 'a' : 'b', amount: won(amount) };
      });
      const mayBid = new Set(['a', 'b']);
      const commands = withAutomaticBids(bids, { bidUnit: STEP, instantPrice, mayBid }, randomFrom(seed));
      automatic += commands.filter(({ upTo }) => upTo).length;
      const auction = untouched({
        id: '1',
        sellerId: 's',
        title: '의자',
        isNational: true,
        startPrice: won(10_000),
        instantPrice: instantPrice === undefined ? null : won(instantPrice),
        bidUnit: won(STEP),
        startTime: new Date(START - HOUR_MS),
        endTime: new Date(START + 100 * HOUR_MS),
        status: 'ACTIVE',
      });
      const wallets = new Map(
        ['a', 'b', 's'].map((userId) => [userId, { id: userId, userId, balance: ZERO, locked: ZERO }]),
      );
      const events = commands.map(({ at, username: userId, amount, upTo }) => ({
        at,
        kind: 'command' as const,
        auctionId: '1',
        command: upTo
          ? { kind: 'autoBid' as const, userId, maximum: upTo }
          : { kind: 'bid' as const, userId, amount },
      }));
      const market = { auctions: new Map([['1', auction]]), wallets, holds: new Map() };
      const placed = [...simulate(events, market, new Set())].flatMap((step) =>
        step.kind === 'decision' ? step.decision.bids : [],
      );
      const course = placed.map(({ bidderId, amount }) => `${bidderId} ${amount.toFixed()}`);
      expect(course).toEqual(
        expect.arrayContaining(bids.map(({ username, amount }) => `${username} ${amount.toFixed()}`)),
      );
      expect(market.auctions.get('1')?.currentPrice.toNumber()).toBe(amount);
    }),
  );
  expect(automatic).toBeGreaterThan(20);
});
