import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { MAX_WON } from '@/lib/money';
import { fc } from '@/test/properties';
import { type Auction, minimumNext } from './auction';
import type { BiddingState, Wallet } from './draft';
import { type Command, type Decision, decide } from './rules';

const SELLER = '1';
const PEOPLE = ['1', '2', '3', '4', '5'];
const START = new Date('2026-11-20T09:00:00Z');
const END = new Date('2026-11-20T10:00:00Z');
const DURING = new Date('2026-11-20T09:30:00Z');

function auction(change: Partial<Auction> = {}): Auction {
  return {
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
    startTime: START,
    endTime: END,
    originalEndTime: END,
    extendWindowMs: 0,
    extendCapMs: 0,
    extensions: 0,
    leaderId: null,
    winnerId: null,
    finalPrice: null,
    bidCount: 0,
    version: 0,
    endedAt: null,
    historyVersion: 0,
    ...change,
  };
}

function state(change: Partial<Auction> = {}, balances: Record<string, number> = {}): BiddingState {
  const wallets = PEOPLE.map((userId) => ({
    id: `${userId}0`,
    userId,
    balance: new Big(balances[userId] ?? 100_000),
    locked: new Big(0),
  }));
  return {
    auction: auction(change),
    wallets: new Map(wallets.map((wallet) => [wallet.userId, wallet])),
  };
}

function bid(userId: string, amount: number): Command {
  return { kind: 'bid', userId, amount: new Big(amount) };
}

function codes(decision: Decision) {
  return decision.outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code));
}

function total({ wallets }: BiddingState): string {
  return [...wallets.values()]
    .reduce((sum, wallet) => sum.plus(wallet.balance).plus(wallet.locked), new Big(0))
    .toFixed();
}

describe('decide, for any interleaving of commands', () => {
  const person = fc.constantFrom(...PEOPLE);
  // Steps around the interesting values instead of any number, because refusals by amount would be rare otherwise.
  const amount = fc.integer({ min: 0, max: 130 }).map((n) => new Big(n).times(500));
  const command: fc.Arbitrary<Command> = fc.oneof(
    { weight: 12, arbitrary: fc.record({ kind: fc.constant('bid' as const), userId: person, amount }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('buyNow' as const), userId: person }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('closeEarly' as const), userId: person }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), userId: person }) },
    {
      weight: 1,
      arbitrary: fc.constant({ kind: 'cancelByOperator' as const, operatorId: '9', reason: '신고' }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'open' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'close' as const }) },
  );
  const market = fc.record({
    status: fc.constantFrom('WAITING' as const, 'ACTIVE' as const),
    settlement: fc.constantFrom('handover' as const, 'close' as const),
    instantPrice: fc.option(
      fc.integer({ min: 11, max: 60 }).map((n) => new Big(n).times(1000)),
      { nil: null },
    ),
    balances: fc.dictionary(person, fc.integer({ min: 0, max: 80_000 })),
    batches: fc.array(
      fc.record({
        minutes: fc.integer({ min: -5, max: 65 }),
        commands: fc.array(command, { maxLength: 12 }),
      }),
      { maxLength: 6 },
    ),
  });

  type Step = { before: BiddingState; decision: Decision; commands: readonly Command[]; now: Date };

  /** Plays batches in the order of time and hands each step to `check`. */
  function play(input: typeof market extends fc.Arbitrary<infer T> ? T : never, check: (step: Step) => void) {
    const { status, settlement, instantPrice } = input;
    let current = state({ status, settlement, instantPrice }, input.balances);
    for (const { minutes, commands } of [...input.batches].sort((a, b) => a.minutes - b.minutes)) {
      const now = new Date(START.getTime() + minutes * 60_000);
      const decision = decide(current, commands, now);
      check({ before: current, decision, commands, now });
      current = decision.state;
    }
  }

  function holds(check: (step: Step) => void) {
    fc.assert(
      fc.property(market, (input) => play(input, check)),
      { numRuns: 1_000 },
    );
  }

  it('makes and loses no money', () => {
    holds(({ before, decision }) => expect(total(decision.state)).toBe(total(before)));
  });

  it('decides the same for the seller’s wallet however full it is, and refunds a leader of any wealth', () => {
    const full = fc.integer({ min: 0, max: 9_000 }).map((sales) => MAX_WON.times(sales));
    fc.assert(
      fc.property(market, full, full, (input, earned, wealth) => {
        play(input, ({ before, decision, commands, now }) => {
          const richer = new Map(
            [...before.wallets].map(([userId, wallet]) => [
              userId,
              { ...wallet, balance: wallet.balance.plus(userId === SELLER ? earned : wealth) },
            ]),
          );
          const withSeller = new Map(before.wallets).set(SELLER, richer.get(SELLER) as Wallet);
          expect(codes(decide({ ...before, wallets: withSeller }, commands, now))).toEqual(codes(decision));
          const rich = decide({ ...before, wallets: richer }, commands, now);
          expect(total(rich.state)).toBe(total({ ...before, wallets: richer }));
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes no wallet below zero', () => {
    holds(({ decision }) => {
      for (const wallet of decision.state.wallets.values()) {
        expect(wallet.balance.gte(0) && wallet.locked.gte(0)).toBe(true);
      }
    });
  });

  it('explains every wallet by its entries, one after the other', () => {
    holds(({ before, decision }) => {
      const wallets = new Map([...before.wallets.values()].map((wallet) => [wallet.id, { ...wallet }]));
      for (const entry of decision.entries) {
        const wallet = wallets.get(entry.walletId);
        if (!wallet) throw new Error('an entry names no wallet');
        wallet.balance = wallet.balance.plus(entry.balanceDelta);
        wallet.locked = wallet.locked.plus(entry.lockedDelta);
        expect([wallet.balance, wallet.locked].map(String)).toEqual(
          [entry.balanceAfter, entry.lockedAfter].map(String),
        );
      }
      for (const wallet of decision.state.wallets.values()) {
        const rebuilt = wallets.get(wallet.id);
        expect([rebuilt?.balance, rebuilt?.locked].map(String)).toEqual(
          [wallet.balance, wallet.locked].map(String),
        );
      }
    });
  });

  it("locks exactly the leader's bid while the auction is open, and after it the price of a trade alone", () => {
    holds(({ decision: { state } }) => {
      const { auction } = state;
      const open = auction.status === 'ACTIVE' || auction.status === 'WAITING';
      const held = open
        ? auction.currentPrice
        : auction.settlement === 'handover'
          ? auction.finalPrice
          : null;
      const holder = open ? auction.leaderId : auction.winnerId;
      for (const wallet of state.wallets.values()) {
        expect(wallet.locked.toFixed()).toBe(wallet.userId === holder && held ? held.toFixed() : '0');
      }
    });
  });

  it('keeps the highest bid as the price, its bidder as the leader, and every bid above the one before', () => {
    holds(({ before, decision: { state, bids } }) => {
      const last = bids.at(-1);
      const { auction } = state;
      expect(auction.bidCount).toBe(before.auction.bidCount + bids.length);
      expect(auction.currentPrice.toFixed()).toBe((last?.amount ?? before.auction.currentPrice).toFixed());
      expect(auction.leaderId).toBe(last ? last.bidderId : before.auction.leaderId);
      const amounts = [before.auction.currentPrice, ...bids.map((placed) => placed.amount)];
      for (const [index, placed] of bids.entries()) {
        expect(placed.amount.gt(amounts[index] ?? 0)).toBe(true);
        expect(placed.bidderId).not.toBe(SELLER);
      }
    });
  });

  it('answers every command in its place, and each accepted one makes the next version', () => {
    holds(({ before, decision, commands }) => {
      expect(decision.outcomes).toHaveLength(commands.length);
      let { version } = before.auction;
      for (const [index, outcome] of decision.outcomes.entries()) {
        if (!outcome.ok) continue;
        version += 1;
        expect(outcome.auction.version).toBe(version);
        expect(outcome.bid !== null).toBe(commands[index]?.kind === 'bid');
      }
      expect(decision.state.auction.version).toBe(version);
    });
  });

  it('decides a batch as it decides its commands one by one', () => {
    holds(({ before, decision, commands, now }) => {
      let current = before;
      const entries = commands.flatMap((one) => {
        const step = decide(current, [one], now);
        current = step.state;
        return step.entries;
      });
      expect(decision.state.auction).toEqual(current.auction);
      expect(JSON.stringify(decision.entries)).toBe(JSON.stringify(entries));
    });
  });

  it('accepts no bid before the start, from the end on, or once the auction is over', () => {
    holds(({ before, decision, now }) => {
      const over = before.auction.status === 'ENDED' || before.auction.status === 'CANCELLED';
      if (now < START || now >= END || over) expect(decision.bids).toEqual([]);
      if (over) expect(decision.entries).toEqual([]);
    });
  });

  it('sells at most once: one payment and one earning of the price, or one trade at it, or nothing', () => {
    fc.assert(
      fc.property(market, (input) => {
        const sales: string[] = [];
        let last: Auction | undefined;
        play(input, ({ decision }) => {
          last = decision.state.auction;
          if (decision.trade)
            sales.push(`trade of ${decision.trade.buyerId} ${decision.trade.price.toFixed()}`);
          for (const { type, balanceDelta, lockedDelta } of decision.entries) {
            if (type === 'PAYMENT' || type === 'EARNING') {
              sales.push(`${type} ${balanceDelta.plus(lockedDelta).abs().toFixed()}`);
            }
          }
        });
        const price = last?.finalPrice?.toFixed();
        const sale =
          input.settlement === 'close'
            ? [`PAYMENT ${price}`, `EARNING ${price}`]
            : [`trade of ${last?.winnerId} ${price}`];
        expect(sales).toEqual(price ? sale : []);
        expect(last?.winnerId === null || last?.winnerId === undefined).toBe(price === undefined);
      }),
      { numRuns: 1_000 },
    );
  });

  it('proposes amounts that are then accepted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        (offered, unit) => {
          const before = state({ bidUnit: new Big(unit) });
          const { outcomes } = decide(before, [bid('2', offered)], DURING);
          const [outcome] = outcomes;
          if (!outcome || outcome.ok) return;
          const better =
            outcome.code === 'BID_TOO_LOW'
              ? outcome.minimum
              : outcome.code === 'BID_NOT_ON_STEP'
                ? outcome.nearest
                : null;
          expect(better).not.toBeNull();
          expect(codes(decide(before, [bid('2', Number(better))], DURING))).toEqual(['ok']);
        },
      ),
    );
  });
});

describe('decide', () => {
  it('accepts a first bid at the start price and asks for one step more from then on', () => {
    const { state: after, outcomes } = decide(state(), [bid('2', 10_000), bid('3', 10_000)], DURING);
    expect(outcomes[1]).toMatchObject({ code: 'BID_TOO_LOW', minimum: new Big(11_000) });
    expect(minimumNext(after.auction)).toEqual(new Big(11_000));
  });

  it('counts steps from the start price, not from zero', () => {
    const before = state({ startPrice: new Big(10_500) });
    expect(codes(decide(before, [bid('2', 11_500)], DURING))).toEqual(['ok']);
    expect(decide(before, [bid('2', 11_000)], DURING).outcomes[0]).toMatchObject({
      code: 'BID_NOT_ON_STEP',
      nearest: new Big(11_500),
    });
  });

  it('names the step below when the one above is the buy-now price', () => {
    const before = state({ instantPrice: new Big(20_000) });
    expect(decide(before, [bid('2', 19_900)], DURING).outcomes[0]).toMatchObject({
      nearest: new Big(19_000),
    });
  });

  it('points a bid at or above the buy-now price to buying now', () => {
    const before = state({ instantPrice: new Big(20_000) });
    expect(codes(decide(before, [bid('2', 20_000), bid('2', 19_000)], DURING))).toEqual([
      'ABOVE_BUY_NOW',
      'ok',
    ]);
  });

  it('releases the old lock first when the leader raises', () => {
    const { state: after, outcomes } = decide(
      state({}, { '2': 20_000 }),
      [bid('2', 15_000), bid('2', 20_000)],
      DURING,
    );
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true]);
    expect(after.wallets.get('2')).toMatchObject({ balance: new Big(0), locked: new Big(20_000) });
  });

  it('refunds an outbid bidder at once, who can use the money in the same batch', () => {
    const decision = decide(
      state({}, { '2': 12_000 }),
      [bid('2', 11_000), bid('3', 12_000), bid('2', 13_000), bid('4', 13_000), bid('2', 12_000)],
      DURING,
    );
    expect(codes(decision)).toEqual(['ok', 'ok', 'INSUFFICIENT_BALANCE', 'ok', 'BID_TOO_LOW']);
    expect(decision.outcomes[2]).toMatchObject({ available: new Big(12_000) });
  });

  it('keeps the seller from bidding on and buying their own item', () => {
    const before = state({ instantPrice: new Big(20_000) });
    const decision = decide(before, [bid(SELLER, 10_000), { kind: 'buyNow', userId: SELLER }], DURING);
    expect(codes(decision)).toEqual(['OWN_AUCTION', 'OWN_AUCTION']);
  });

  it('accepts no bid and no purchase from people whom the seller blocked or an operator suspended', () => {
    const before = { ...state({ instantPrice: new Big(20_000) }), barred: new Set(['2']) };
    const decision = decide(
      before,
      [bid('2', 10_000), { kind: 'buyNow', userId: '2' }, bid('3', 10_000)],
      DURING,
    );
    expect(codes(decision)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'ok']);
  });

  it('lets a bid open an auction whose start has passed before the worker came', () => {
    const { state: after } = decide(state({ status: 'WAITING' }), [bid('2', 10_000)], START);
    expect(after.auction.status).toBe('ACTIVE');
  });

  it('accepts a bid in the last millisecond and refuses one at the end itself', () => {
    const before = state();
    expect(codes(decide(before, [bid('2', 10_000)], new Date(END.getTime() - 1)))).toEqual(['ok']);
    expect(codes(decide(before, [bid('2', 10_000)], END))).toEqual(['AUCTION_ENDED']);
  });

  it('refunds the leader and pays the seller when somebody else buys now', () => {
    const decision = decide(
      state({ instantPrice: new Big(30_000) }),
      [bid('2', 12_000), { kind: 'buyNow', userId: '3' }],
      DURING,
    );
    expect(decision.state.auction).toMatchObject({ status: 'ENDED', winnerId: '3', leaderId: '2' });
    expect(decision.state.wallets.get('2')).toMatchObject({ balance: new Big(100_000), locked: new Big(0) });
    expect(decision.state.wallets.get(SELLER)?.balance).toEqual(new Big(130_000));
    expect(decision.notifications.map(({ recipientId, kind }) => [recipientId, kind])).toEqual([
      [SELLER, 'NEW_BID'],
      ['2', 'REFUNDED_BY_BUY_NOW'],
      ['3', 'WON'],
      [SELLER, 'SOLD'],
    ]);
  });

  it('lets the leader buy now with the money that their own bid holds', () => {
    const { state: after, entries } = decide(
      state({ instantPrice: new Big(30_000) }, { '2': 30_000 }),
      [bid('2', 12_000), { kind: 'buyNow', userId: '2' }],
      DURING,
    );
    expect(entries.map((entry) => entry.type)).toEqual(['BID_LOCK', 'BID_REFUND', 'PAYMENT', 'EARNING']);
    expect(after.wallets.get('2')).toMatchObject({ balance: new Big(0), locked: new Big(0) });
  });

  it('lets only the seller close early and cancel, and cancel only before the first bid', () => {
    const decision = decide(
      state(),
      [
        { kind: 'cancel', userId: '2' },
        bid('2', 10_000),
        { kind: 'cancel', userId: SELLER },
        { kind: 'closeEarly', userId: '2' },
        { kind: 'closeEarly', userId: SELLER },
        { kind: 'closeEarly', userId: SELLER },
      ],
      DURING,
    );
    expect(codes(decision)).toEqual(['FORBIDDEN', 'ok', 'HAS_BIDS', 'FORBIDDEN', 'ok', 'AUCTION_ENDED']);
  });

  it('closes on time and not a millisecond before, unsold without a bid', () => {
    const before = state();
    expect(codes(decide(before, [{ kind: 'close' }], new Date(END.getTime() - 1)))).toEqual([
      'AUCTION_NOT_ACTIVE',
    ]);
    const { state: after, notifications } = decide(before, [{ kind: 'close' }, { kind: 'close' }], END);
    expect(after.auction).toMatchObject({ status: 'ENDED', winnerId: null });
    expect(notifications).toEqual([{ recipientId: SELLER, kind: 'UNSOLD', amount: null }]);
  });

  it('gives the leader their money back when an operator cancels', () => {
    const { state: after, acts } = decide(
      state(),
      [bid('2', 10_000), { kind: 'cancelByOperator', operatorId: '9', reason: '신고' }],
      DURING,
    );
    expect(after.auction.status).toBe('CANCELLED');
    expect(acts).toEqual([{ operatorId: '9', act: 'CANCEL_AUCTION', reason: '신고' }]);
    expect(after.wallets.get('2')).toMatchObject({ balance: new Big(100_000), locked: new Big(0) });
  });

  it('sends no outbid notification to a bidder who leads again at the end', () => {
    const { notifications } = decide(state(), [bid('2', 10_000), bid('3', 11_000), bid('2', 12_000)], DURING);
    expect(
      notifications.filter(({ kind }) => kind === 'OUTBID').map(({ recipientId }) => recipientId),
    ).toEqual(['3']);
  });

  it('holds nothing once the auction is over, for a late command in a batch of its own too', () => {
    const before = decide(state(), [bid('2', 10_000), { kind: 'closeEarly', userId: SELLER }], DURING);
    const late = decide(before.state, [bid('3', 11_000)], DURING);
    expect(late).toMatchObject({ state: { hold: null }, steps: [{ holdAfter: null }] });
  });

  it('leaves the state it was given as it was', () => {
    const before = state();
    const copy = JSON.stringify([before.auction, ...before.wallets]);
    decide(before, [bid('2', 10_000)], DURING);
    expect(JSON.stringify([before.auction, ...before.wallets])).toBe(copy);
  });
});

describe('a sale that is settled at the handover', () => {
  const handover = { settlement: 'handover' } as const;
  const moves = ({ entries }: Decision) =>
    entries.map(({ walletId, type, lockedDelta }) => `${walletId} ${type} ${lockedDelta.toFixed()}`);

  it('leaves the price locked, and refunds what the winner’s maximum did not need', () => {
    const bids: Command[] = [{ kind: 'autoBid', userId: '2', maximum: new Big(50_000) }, bid('3', 20_000)];
    const led = decide(state(handover), bids, DURING).state;
    const closed = decide(led, [{ kind: 'close' }], END);
    expect(moves(closed)).toEqual(['20 BID_REFUND -29000']);
    expect(closed.trade).toEqual({ buyerId: '2', price: new Big(21_000) });
    expect(closed.notifications.map(({ kind }) => kind)).toEqual(['WON', 'SOLD']);
  });

  it('locks the buy-now price for the buyer, after the refund of the leader', () => {
    const led = decide(
      state({ ...handover, instantPrice: new Big(50_000) }),
      [bid('2', 10_000)],
      DURING,
    ).state;
    const bought = decide(led, [{ kind: 'buyNow', userId: '3' }], DURING);
    expect(moves(bought)).toEqual(['20 BID_REFUND -10000', '30 BID_LOCK 50000']);
    expect(bought.trade).toEqual({ buyerId: '3', price: new Big(50_000) });
  });

  it('opens no trade without a buyer', () => {
    expect(decide(state(handover), [{ kind: 'close' }], END).trade).toBeNull();
  });
});
