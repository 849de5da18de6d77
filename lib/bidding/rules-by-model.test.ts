import { expect, it } from 'vitest';
import {
  commandOf,
  rowsOf,
  saidByModel,
  saidByRules,
  stateOf,
  viewOfScene,
  viewOfState,
} from '@/test/model/core';
import type { Deed } from '@/test/model/play';
import { type AnyAuction, anyAuction, type Batch, openingOf, playedByModel } from '@/test/model/random';
import { fc } from '@/test/properties';
import type { Auction } from './auction';
import type { BiddingState } from './draft';
import { type Decision, decide } from './rules';

// `rules.ts` against the naive model of `test/model`, which climbs the steps one by one.

type Played = { batch: Batch; before: BiddingState; decision: Decision };

/** Decides the batches of a random auction by the real rules. */
function playedByRules(
  auction: AnyAuction,
  batches: readonly Batch[],
  settlement: Auction['settlement'] = 'close',
): Played[] {
  let before = stateOf(openingOf(auction));
  before = { ...before, auction: { ...before.auction, settlement } };
  return batches.map((batch) => {
    const state = { ...before, barred: batch.barred };
    const decision = decide(state, batch.deeds.map(commandOf), new Date(batch.now));
    before = decision.state;
    return { batch, before: state, decision };
  });
}

function always(check: (played: Played) => void, batchesOf = playedByModel): void {
  fc.assert(
    fc.property(anyAuction, (auction) => playedByRules(auction, batchesOf(auction)).forEach(check)),
    { numRuns: 600 },
  );
}

/** Compares texts first: a full comparison of everything is slow, and its message is needed for a failure alone. */
function expectSame(one: unknown, other: unknown): void {
  if (JSON.stringify(one) !== JSON.stringify(other)) expect(one).toEqual(other);
}

function ofModel({ deeds, after }: Batch) {
  return {
    answers: after.map(({ reply }, index) => saidByModel(deeds[index] as Deed, reply)),
    rows: after.flatMap(({ reply }) => (reply.ok ? reply.rows : [])),
    view: after.map(({ scene }) => viewOfScene(scene)).at(-1),
  };
}

function ofRules({ batch: { deeds }, decision }: Played) {
  return {
    answers: decision.outcomes.map((outcome, index) => saidByRules(deeds[index] as Deed, outcome)),
    rows: rowsOf(decision),
    view: deeds.length === 0 ? undefined : viewOfState(decision.state),
  };
}

/** Each command in a batch of its own, or wherever `cuts` says. */
function cutUp(batch: Batch, cuts: (index: number) => boolean = () => true): Batch[] {
  const parts: Batch[] = [];
  for (const [index, deed] of batch.deeds.entries()) {
    const after = batch.after[index];
    if (!after) continue;
    if (index === 0 || cuts(index)) parts.push({ ...batch, deeds: [], after: [] });
    parts.at(-1)?.deeds.push(deed);
    parts.at(-1)?.after.push(after);
  }
  return parts;
}

it('says the same as a ladder of single steps: answers, price, leader, holds, wallets, bids, end', () => {
  always((played) => expectSame(ofRules(played), ofModel(played.batch)));
});

it('leads to the same wherever batches are cut: answers, holds, entries of the ledger, bids', () => {
  const inOrder = (played: readonly Played[]) => ({
    answers: played.flatMap((one) => ofRules(one).answers),
    holds: played.flatMap(({ decision }) => decision.steps.map(({ holdAfter }) => holdAfter)),
    entries: played.flatMap(({ decision }) => decision.entries),
    bids: played.flatMap(({ decision }) => decision.bids),
    end: played.map(({ decision }) => viewOfState(decision.state)).at(-1),
  });
  fc.assert(
    fc.property(anyAuction, fc.infiniteStream(fc.boolean()), (auction, cuts) => {
      const batches = playedByModel(auction).filter(({ deeds }) => deeds.length > 0);
      const parts = batches.flatMap((batch) => cutUp(batch, () => cuts.next().value));
      expectSame(inOrder(playedByRules(auction, parts)), inOrder(playedByRules(auction, batches)));
    }),
    { numRuns: 400 },
  );
});

it('decides the same for a sale at the handover, which locks what a sale at the close pays', () => {
  const told = ({ decision: { outcomes, bids, notifications, steps } }: Played) => ({
    answers: outcomes.map((outcome) =>
      outcome.ok ? { ...outcome, auction: { ...outcome.auction, settlement: 'either' } } : outcome,
    ),
    bids,
    notifications,
    holds: steps.map(({ holdAfter }) => holdAfter),
  });
  const entriesOf = ({ decision }: Played) =>
    decision.entries.map(({ walletId, type, balanceDelta }) => ({ walletId, type, balanceDelta }));
  const atHandover = (played: Played) =>
    entriesOf(played).flatMap((entry) => {
      if (entry.type === 'EARNING' || (entry.type === 'PAYMENT' && entry.balanceDelta.eq(0))) return [];
      return entry.type === 'PAYMENT' ? [{ ...entry, type: 'BID_LOCK' }] : [entry];
    });
  fc.assert(
    fc.property(anyAuction, (auction) => {
      const batches = playedByModel(auction);
      const atClose = playedByRules(auction, batches);
      for (const [index, played] of playedByRules(auction, batches, 'handover').entries()) {
        const other = atClose[index];
        if (!other) throw new Error('a batch was not played twice');
        expectSame(told(played), told(other));
        expectSame(entriesOf(played), atHandover(other));
        const { winnerId, finalPrice } = played.decision.state.auction;
        const isSold = other.decision.entries.some(({ type }) => type === 'EARNING');
        expectSame(played.decision.trade, isSold ? { buyerId: winnerId, price: finalPrice } : null);
      }
    }),
    { numRuns: 600 },
  );
});

it('keeps the price on a step and at most at the hold, the hold in the leader’s wallet, and the end in its limits', () => {
  always(({ before, decision: { state } }) => {
    const { auction, hold, wallets } = state;
    const over = auction.status === 'ENDED' || auction.status === 'CANCELLED';
    const led = !over && auction.leaderId !== null;
    const lastEnd = auction.originalEndTime.getTime() + auction.extendCapMs;
    const locked = (userId: string) => (led && userId === auction.leaderId && hold ? hold : 0);
    const faults = {
      'a hold without a leader': hold !== null && !led,
      'a leader without a hold': hold === null && led,
      'a price above the hold': led && hold?.lt(auction.currentPrice),
      'a price beside the steps':
        auction.bidCount > 0 && !auction.currentPrice.minus(auction.startPrice).mod(auction.bidUnit).eq(0),
      'money locked for something else': [...wallets.values()].some(
        (wallet) => !wallet.locked.eq(locked(wallet.userId)),
      ),
      'an end that comes closer': auction.endTime < before.auction.endTime,
      'an end past the limit': auction.endTime.getTime() > lastEnd,
    };
    expectSame(
      Object.entries(faults).filter(([, is]) => is),
      [],
    );
  });
});

it('never lets leaders bid against themselves, and moves no end for what they do', () => {
  always(
    ({ batch: { deeds }, before, decision }) => {
      const [deed] = deeds;
      if (!deed || !('userId' in deed) || deed.userId !== before.auction.leaderId) return;
      const raises = deed.kind === 'bid' && decision.outcomes[0]?.ok;
      expectSame(
        rowsOf(decision),
        raises ? [{ bidder: deed.userId, amount: deed.amount, kind: 'MANUAL' }] : [],
      );
      expectSame(decision.state.auction.endTime, before.auction.endTime);
    },
    (auction) => playedByModel(auction).flatMap((batch) => cutUp(batch)),
  );
});
