import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import type { Money } from '@/lib/money';
import { fc } from '@/test/properties';
import type { Auction } from './auction';
import type { BiddingState } from './draft';
import { type Command, type Decision, decide } from './rules';

const SELLER = '1';
const BIDDERS = ['2', '3', '4', '5'];
const OPERATOR = '9';
const DURING = new Date('2026-11-20T09:30:00Z');

function untouched(balances: Record<string, number> = {}, barred: readonly string[] = []): BiddingState {
  const auction: Auction = {
    id: '7',
    sellerId: SELLER,
    title: '의자',
    isNational: false,
    settlement: 'close',
    method: 'MEET',
    status: 'ACTIVE',
    startPrice: new Big(10_000),
    currentPrice: new Big(0),
    instantPrice: null,
    bidUnit: new Big(1_000),
    startTime: new Date('2026-11-20T09:00:00Z'),
    endTime: new Date('2026-11-20T10:00:00Z'),
    originalEndTime: new Date('2026-11-20T10:00:00Z'),
    extendWindowMs: 0,
    extendCapMs: 0,
    extensions: 0,
    leaderId: null,
    winnerId: null,
    finalPrice: null,
    bidCount: 0,
    version: 0,
    historyVersion: 0,
    endedAt: null,
  };
  const wallets = [SELLER, ...BIDDERS].map((userId) => ({
    id: `${userId}0`,
    userId,
    balance: new Big(balances[userId] ?? 100_000),
    locked: new Big(0),
  }));
  return {
    auction,
    wallets: new Map(wallets.map((wallet) => [wallet.userId, wallet])),
    barred: new Set(barred),
    standing: [],
  };
}

function bid(userId: string, amount: number): Command {
  return { kind: 'bid', userId, amount: new Big(amount) };
}

function exclude(bidderId: string): Command {
  return { kind: 'excludeBidder', operatorId: OPERATOR, bidderId, reason: '허위 입찰' };
}

function codes(decision: Decision) {
  return decision.outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code));
}

function held(state: BiddingState): Record<string, string> {
  return Object.fromEntries(
    [...state.wallets.values()].map(({ userId, balance, locked }) => [userId, `${balance}/${locked}`]),
  );
}

/** Takes money out of a wallet, as a withdrawal or a bid elsewhere does. */
function spend(state: BiddingState, userId: string, left: number): BiddingState {
  const wallet = state.wallets.get(userId);
  if (!wallet) throw new Error('nobody has this wallet');
  const balance = wallet.balance.lt(left) ? wallet.balance : new Big(left);
  return { ...state, wallets: new Map(state.wallets).set(userId, { ...wallet, balance }) };
}

describe('excluding a bidder', () => {
  it('passes the lead to the next bid, locks it again, and lets its price be outbid at the amount of an excluded bid', () => {
    const before = decide(untouched(), [bid('2', 10_000), bid('3', 11_000), bid('2', 15_000)], DURING);
    const decision = decide(before.state, [exclude('2'), bid('4', 15_000)], DURING);
    expect(codes(decision)).toEqual(['ok', 'ok']);
    expect(
      decision.entries.map(({ walletId, type, bidAmount }) => [walletId, type, Number(bidAmount)]),
    ).toEqual([
      ['20', 'BID_REFUND', 15_000],
      ['30', 'BID_LOCK', 11_000],
      ['30', 'BID_REFUND', 11_000],
      ['40', 'BID_LOCK', 15_000],
    ]);
    expect(decision.outcomes[0]).toMatchObject({
      auction: { leaderId: '3', currentPrice: new Big(11_000), bidCount: 1, version: 4, historyVersion: 4 },
    });
    expect(decision.excluded.map(({ amount }) => Number(amount))).toEqual([10_000, 15_000]);
  });

  it('tells the excluded person and the seller the reason, and the new leader that they lead', () => {
    const before = decide(untouched(), [bid('3', 11_000), bid('2', 15_000)], DURING);
    const { notifications, acts } = decide(before.state, [exclude('2')], DURING);
    expect(
      notifications.map(({ amount, ...told }) => ({ ...told, amount: amount && Number(amount) })),
    ).toEqual([
      { recipientId: '2', kind: 'BIDS_EXCLUDED', amount: 15_000, reason: '허위 입찰' },
      { recipientId: '3', kind: 'LEAD_PASSED', amount: 11_000 },
      { recipientId: SELLER, kind: 'LEADER_EXCLUDED', amount: 11_000, reason: '허위 입찰' },
    ]);
    expect(acts).toMatchObject([{ act: 'EXCLUDE_BIDDER', detail: { bidder: '2', priceAfter: 11_000 } }]);
  });

  it('passes over people who lack the money by now, and tells them; over suspended people without a word', () => {
    const bids = [bid('5', 10_000), bid('4', 11_000), bid('3', 12_000), bid('2', 15_000)];
    const before = decide(untouched(), bids, DURING);
    const poorer = { ...spend(before.state, '4', 10_999), barred: new Set(['3']) };
    const decision = decide(poorer, [exclude('2')], DURING);
    expect(decision.state.auction).toMatchObject({
      leaderId: '5',
      currentPrice: new Big(10_000),
      bidCount: 1,
    });
    expect(decision.notifications.map(({ recipientId, kind }) => [recipientId, kind])).toEqual([
      ['2', 'BIDS_EXCLUDED'],
      ['4', 'BID_LAPSED'],
      ['5', 'LEAD_PASSED'],
      [SELLER, 'LEADER_EXCLUDED'],
    ]);
  });

  it('begins again at the start price when nobody is left', () => {
    const before = decide(untouched(), [bid('2', 10_000), bid('2', 15_000)], DURING);
    const decision = decide(before.state, [exclude('2'), bid('3', 10_000)], DURING);
    expect(decision.outcomes[0]).toMatchObject({
      auction: { leaderId: null, currentPrice: new Big(0), bidCount: 0, status: 'ACTIVE' },
    });
    expect(codes(decision)).toEqual(['ok', 'ok']);
  });

  it('leaves lead and price alone when the person does not lead', () => {
    const before = decide(untouched(), [bid('2', 10_000), bid('3', 11_000)], DURING);
    const decision = decide(before.state, [exclude('2')], DURING);
    expect(decision.entries).toEqual([]);
    expect(decision.state.auction).toMatchObject({
      leaderId: '3',
      currentPrice: new Big(11_000),
      bidCount: 1,
    });
    expect(codes(decide(decision.state, [exclude('2')], DURING))).toEqual(['NOT_FOUND']);
  });

  it('can come in the moment between the end and the closing, and then the next bidder wins', () => {
    const before = decide(untouched(), [bid('3', 11_000), bid('2', 15_000)], DURING);
    const late = new Date(before.state.auction.endTime.getTime() + 1);
    const { state } = decide(before.state, [exclude('2'), { kind: 'close' }], late);
    expect(state.auction).toMatchObject({ status: 'ENDED', winnerId: '3', finalPrice: new Big(11_000) });
    expect(codes(decide(state, [exclude('3')], late))).toEqual(['AUCTION_ENDED']);
  });

  it('refuses to decide on a part of the bids', () => {
    const { state } = decide(untouched(), [bid('3', 11_000), bid('2', 15_000)], DURING);
    expect(() =>
      decide({ ...state, standing: state.standing?.slice(1) ?? [] }, [exclude('2')], DURING),
    ).toThrow();
  });
});

describe('the automatic answers to an excluded bid', () => {
  const autoBid: Command = { kind: 'autoBid', userId: '2', maximum: new Big(80_000) };
  const defended = (commands: readonly Command[]) =>
    decide(untouched({ '3': 200_000, '4': 200_000 }), [autoBid, ...commands], DURING).state;

  it('lapse with the bid that beat them, without a word to their bidder', () => {
    const decision = decide(defended([bid('3', 100_000)]), [exclude('3')], DURING);
    expect(decision.state.auction).toMatchObject({
      leaderId: '2',
      currentPrice: new Big(10_000),
      bidCount: 1,
    });
    expect(held(decision.state)).toMatchObject({ '2': '90000/10000', '3': '200000/0' });
    expect(decision.excluded.map(({ bidderId, amount }) => `${bidderId} ${amount}`)).toEqual([
      '3 100000',
      '2 80000',
    ]);
    expect(decision.notifications.map(({ recipientId, kind }) => [recipientId, kind])).toEqual([
      ['3', 'BIDS_EXCLUDED'],
      ['2', 'LEAD_PASSED'],
      [SELLER, 'LEADER_EXCLUDED'],
    ]);
    expect(decision.acts).toMatchObject([{ detail: { excluded: 1, lapsed: 1, priceAfter: 10_000 } }]);
  });

  it('lapse with a bid that did not beat them: the leader keeps lead and maximum, and the price falls', () => {
    const decision = decide(defended([bid('3', 20_000)]), [exclude('3')], DURING);
    expect(decision.entries).toEqual([]);
    expect(decision.state).toMatchObject({
      auction: { leaderId: '2', currentPrice: new Big(10_000), bidCount: 1, historyVersion: 3 },
      hold: new Big(80_000),
    });
    expect(decision.notifications.map(({ kind }) => kind)).toEqual(['BIDS_EXCLUDED', 'LEADER_EXCLUDED']);
    expect(decision.acts).toMatchObject([
      { detail: { lapsed: 1, priceBefore: 21_000, priceAfter: 10_000, leaderAfter: '2' } },
    ]);
  });

  it('stay where they answered somebody else, or where the leader has bid more since', () => {
    const answered = decide(defended([bid('3', 20_000), bid('4', 30_000)]), [exclude('3')], DURING);
    expect(answered.state.auction).toMatchObject({ currentPrice: new Big(31_000), bidCount: 3 });
    const raised = decide(defended([bid('3', 20_000), bid('2', 40_000)]), [exclude('3')], DURING);
    expect(raised.state.auction).toMatchObject({ currentPrice: new Big(40_000), bidCount: 2 });
  });

  it('lapse while a third person leads, whose bid stays', () => {
    const before = defended([bid('3', 95_000), bid('4', 96_000)]);
    const { state } = decide(before, [exclude('3')], DURING);
    expect(state.auction).toMatchObject({ leaderId: '4', currentPrice: new Big(96_000), bidCount: 2 });
    expect(decide(state, [exclude('4')], DURING).state.auction).toMatchObject({
      leaderId: '2',
      currentPrice: new Big(10_000),
    });
  });
});

describe('any sequence of bids, exclusions and spending', () => {
  type Step =
    | { kind: 'bid'; who: string; steps: number }
    | { kind: 'exclude'; who: string }
    | { kind: 'spend'; who: string; left: number };
  const who = fc.constantFrom(...BIDDERS);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('bid' as const), who, steps: fc.integer({ min: 0, max: 4 }) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('exclude' as const), who }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('spend' as const),
        who,
        left: fc.integer({ min: 0, max: 30_000 }),
      }),
    },
  );
  const scene = fc.record({
    balances: fc.dictionary(who, fc.integer({ min: 0, max: 60_000 })),
    barred: fc.subarray(BIDDERS, { maxLength: 1 }),
    steps: fc.array(step, { maxLength: 30 }),
  });

  /** The naive model: all bids in a list, from which everything else is computed. */
  type Model = { bids: { who: string; amount: number }[]; free: Map<string, number>; spent: number };

  function leaderOf({ bids }: Model) {
    return bids.reduce<Model['bids'][number] | null>(
      (best, one) => (best === null || one.amount > best.amount ? one : best),
      null,
    );
  }

  function pay(model: Model, person: string, amount: number) {
    model.free.set(person, (model.free.get(person) ?? 0) + amount);
  }

  function excludeIn(model: Model, person: string, barred: readonly string[]) {
    const led = leaderOf(model);
    if (!model.bids.some((one) => one.who === person)) return;
    model.bids = model.bids.filter((one) => one.who !== person);
    if (led?.who !== person) return;
    pay(model, person, led.amount);
    for (let next = leaderOf(model); next; next = leaderOf(model)) {
      if (!barred.includes(next.who) && (model.free.get(next.who) ?? 0) >= next.amount) {
        pay(model, next.who, -next.amount);
        return;
      }
      model.bids = model.bids.filter((one) => one !== next);
    }
  }

  it('ends as a naive model ends, with no won made or lost', () => {
    fc.assert(
      fc.property(scene, ({ balances, barred, steps }) => {
        let state = untouched(balances, barred);
        const free = new Map(
          [...state.wallets.values()].map(({ userId, balance }) => [userId, Number(balance)]),
        );
        const model: Model = { bids: [], free, spent: 0 };
        const everything = sumOf(state);
        for (const one of steps) {
          if (one.kind === 'spend') {
            const rest = Math.min(free.get(one.who) ?? 0, one.left);
            model.spent += (free.get(one.who) ?? 0) - rest;
            free.set(one.who, rest);
            state = spend(state, one.who, one.left);
            continue;
          }
          const minimum = state.auction.bidCount === 0 ? 10_000 : Number(state.auction.currentPrice) + 1_000;
          const amount = one.kind === 'bid' ? minimum + one.steps * 1_000 : 0;
          const decision = decide(
            state,
            [one.kind === 'bid' ? bid(one.who, amount) : exclude(one.who)],
            DURING,
          );
          if (one.kind === 'exclude') excludeIn(model, one.who, barred);
          else if (decision.outcomes[0]?.ok) {
            const led = leaderOf(model);
            if (led) pay(model, led.who, led.amount);
            pay(model, one.who, -amount);
            model.bids.push({ who: one.who, amount });
          }
          expect(decision.state.auction.version).toBe(
            state.auction.version + (decision.outcomes[0]?.ok ? 1 : 0),
          );
          state = decision.state;
          const leader = leaderOf(model);
          expect(Number(state.auction.currentPrice)).toBe(leader?.amount ?? 0);
          expect(state.auction.leaderId).toBe(leader?.who ?? null);
          expect(state.auction.bidCount).toBe(model.bids.length);
          for (const { userId, balance, locked } of state.wallets.values()) {
            expect(Number(balance)).toBe(model.free.get(userId));
            expect(Number(locked)).toBe(leader?.who === userId ? leader.amount : 0);
          }
          expect(sumOf(state).plus(model.spent).toFixed()).toBe(everything.toFixed());
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends in one batch as command by command', () => {
    fc.assert(
      fc.property(scene, ({ balances, barred, steps }) => {
        const commands = steps.flatMap((one, index) => {
          if (one.kind === 'spend') return [];
          return one.kind === 'exclude'
            ? exclude(one.who)
            : bid(one.who, 10_000 + 1_000 * (index + one.steps));
        });
        const whole = decide(untouched(balances, barred), commands, DURING);
        let state = untouched(balances, barred);
        const entries = commands.flatMap((command) => {
          const decision = decide(state, [command], DURING);
          state = decision.state;
          return decision.entries;
        });
        expect(whole.state.auction).toEqual(state.auction);
        expect(held(whole.state)).toEqual(held(state));
        expect(JSON.stringify(whole.entries)).toBe(JSON.stringify(entries));
      }),
    );
  });

  function sumOf({ wallets }: BiddingState): Money {
    return [...wallets.values()].reduce(
      (sum, { balance, locked }) => sum.plus(balance).plus(locked),
      new Big(0),
    );
  }
});
