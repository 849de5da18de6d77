import Big from 'big.js';
import { expect, it } from 'vitest';
import { commandOf, stateOf } from '@/test/model/core';
import { type AnyAuction, anyAuction, openingOf, playedByModel } from '@/test/model/random';
import { fc } from '@/test/properties';
import type { BiddingState } from './draft';
import { type Command, type Decision, decide } from './rules';

type Moment = { command: Command; now: Date; barred: ReadonlySet<string> };

function momentsOf(auction: AnyAuction): Moment[] {
  return playedByModel(auction).flatMap(({ deeds, now, barred }) =>
    deeds.map((deed) => ({ command: commandOf(deed), now: new Date(now), barred })),
  );
}

function decided(state: BiddingState, { command, now, barred }: Moment): Decision {
  return decide({ ...state, barred }, [command], now);
}

/**
 * All that anybody but one person can see of a decision: everything but holds, wallets, the ledger, and what that person is
 * told.
 */
function seen({ state, outcomes, ...decision }: Decision, { command }: Moment, but: string | null): string {
  const { bids, excluded, acts } = decision;
  const answers = 'userId' in command && command.userId === but ? null : outcomes;
  const notifications = decision.notifications.filter(({ recipientId }) => recipientId !== but);
  return JSON.stringify({ auction: state.auction, answers, bids, excluded, notifications, acts });
}

/** The states of an auction that somebody leads, each with the commands that come after it. */
function led(auction: AnyAuction): { state: BiddingState; now: Date; rest: Moment[] }[] {
  const moments = momentsOf(auction);
  let state = stateOf(openingOf(auction));
  const states = moments.map((moment, index) => {
    state = decided(state, moment).state;
    return { state, now: moment.now, rest: moments.slice(index + 1) };
  });
  return states.filter(
    ({ state: { auction }, now }) =>
      auction.leaderId !== null && auction.status === 'ACTIVE' && now < auction.endTime,
  );
}

/** The maxima that the leader can choose. */
function choices({ auction, hold, wallets }: BiddingState): Big[] {
  const { currentPrice, bidUnit, instantPrice, leaderId } = auction;
  const available = wallets.get(leaderId ?? '')?.balance.plus(hold ?? 0) ?? new Big(0);
  const maxima: Big[] = [];
  const isPossible = (amount: Big) =>
    amount.lte(available) && (instantPrice === null || amount.lt(instantPrice));
  for (let amount = currentPrice; isPossible(amount) && maxima.length < 40; amount = amount.plus(bidUnit)) {
    maxima.push(amount);
  }
  return maxima;
}

/** Whether a command reaches one of two maxima. From then on the two auctions may differ. */
function reaches({ command }: Moment, one: BiddingState, other: BiddingState): boolean {
  if (command.kind !== 'bid' && command.kind !== 'autoBid') return false;
  if (command.userId === one.auction.leaderId) return false;
  const amount = command.kind === 'bid' ? command.amount : command.maximum;
  return [one, other].some(({ hold }) => !hold || amount.gte(hold));
}

it('shows nothing of a maximum to anybody until it is reached: two auctions that differ in it alone look the same', () => {
  let compared = 0;
  fc.assert(
    fc.property(anyAuction, fc.nat(), fc.nat(), (auction, at, to) => {
      const states = led(auction);
      const from = states[at % Math.max(1, states.length)];
      if (!from) return;
      const maxima = choices(from.state);
      const maximum = maxima[to % maxima.length];
      const userId = from.state.auction.leaderId;
      if (!maximum || !userId) return;

      // The only difference: the leader chooses another maximum, which nobody notices.
      const chosen = decided(from.state, {
        ...from,
        barred: new Set(),
        command: { kind: 'autoBid', userId, maximum },
      });
      expect(chosen).toMatchObject({ outcomes: [{ ok: true }], bids: [], notifications: [] });
      expect(chosen.state.auction).toBe(from.state.auction);
      let [one, other] = [from.state, chosen.state];
      for (const moment of from.rest) {
        if (reaches(moment, one, other)) break;
        const [here, there] = [decided(one, moment), decided(other, moment)];
        if (seen(here, moment, userId) !== seen(there, moment, userId)) expect(there).toEqual(here);
        if (!one.hold?.eq(other.hold ?? 0)) compared += 1;
        [one, other] = [here.state, there.state];
      }
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(50);
});

it('shows no difference between a first bid of the start price and a maximum above it', () => {
  fc.assert(
    fc.property(anyAuction, fc.nat(30), (auction, steps) => {
      const start = stateOf(openingOf({ ...auction, free: auction.free.map(() => 90_000) }));
      const { startPrice, bidUnit, instantPrice } = start.auction;
      const maximum = startPrice.plus(bidUnit.times(steps));
      if (instantPrice?.lte(maximum)) return;
      const at = { now: start.auction.startTime, barred: new Set<string>() };
      const exact: Moment = { ...at, command: { kind: 'bid', userId: '2', amount: startPrice } };
      const automatic: Moment = { ...at, command: { kind: 'autoBid', userId: '2', maximum } };
      expect(seen(decided(start, automatic), automatic, null)).toBe(seen(decided(start, exact), exact, null));
    }),
    { numRuns: 100 },
  );
});
