import { describe, expect, test } from 'vitest';
import { recordedAttempts } from '@/lib/bidding/attempts';
import type { Auction } from '@/lib/bidding/auction';
import type { BiddingState } from '@/lib/bidding/draft';
import { type Command, decide } from '@/lib/bidding/rules';
import { type Money, won, ZERO } from '@/lib/money';
import { pseudonymKey } from '@/lib/pseudonym';
import { CHAIN_START } from '@/lib/record/chain';
import { hashOf } from '@/lib/record/seal';
import { fc } from '@/test/properties';
import type { StoredAttempt } from './attempts';
import { type AuctionRecord, type OpenedAttempt, RECORD_FORMAT } from './auction-record';
import { recordedFrom } from './link';
import { recompute } from './recompute';

const AUCTION_ID = '12';
const SELLER = '1';
const PEOPLE = ['2', '3', '4', '5'];
const START = Date.parse('2026-11-30T11:00:00.000Z');
const END = START + 600_000;
const BALANCES = [20_000, 30_000, 60_000, 200_000];

/**
 * Commands that are decided together, how long after the ones before, the people who are barred by then, and the free money
 * that other auctions have left to somebody.
 */
type Batch = {
  commands: Command[];
  afterMs: number;
  barred: readonly string[];
  free?: { userId: string; amount: Money } | undefined;
};

const person = fc.constantFrom(...PEOPLE);
/** On the steps and beside them, below the start price and above the buy-now price. */
const amount = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 9, max: 45 }).map((steps) => won(steps * 1_000)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 95_000 }).map((any) => won(any)) },
);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('bid'), userId: person, amount }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('autoBid'), userId: person, maximum: amount }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lowerAutoBid'), userId: person }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('buyNow', 'cancel', 'closeEarly'), userId: person }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('bid'), userId: fc.constant(SELLER), amount }) },
) as fc.Arbitrary<Command>;
const exclusion: fc.Arbitrary<Command> = fc.record({
  kind: fc.constant('excludeBidder'),
  operatorId: fc.constant('9'),
  bidderId: person,
  reason: fc.constant('…'),
});
const batch: fc.Arbitrary<Batch> = fc.record({
  commands: fc.oneof(
    { weight: 9, arbitrary: fc.array(command, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: exclusion.map((one) => [one]) },
  ),
  afterMs: fc.integer({ min: 0, max: 60_000 }),
  barred: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(PEOPLE) }),
  free: fc.option(fc.record({ userId: person, amount }), { nil: undefined }),
});

const AUCTION: Auction = {
  id: AUCTION_ID,
  sellerId: SELLER,
  title: '원목 의자',
  isNational: true,
  settlement: 'close',
  method: 'MEET',
  status: 'ACTIVE',
  startPrice: won(10_000),
  currentPrice: ZERO,
  instantPrice: won(40_000),
  bidUnit: won(1_000),
  startTime: new Date(START),
  endTime: new Date(END),
  originalEndTime: new Date(END),
  extendWindowMs: 60_000,
  extendCapMs: 300_000,
  extensions: 0,
  leaderId: null,
  winnerId: null,
  finalPrice: null,
  bidCount: 0,
  version: 3,
  historyVersion: 0,
  endedAt: null,
};

/**
 * Plays batches as the desk does, then closes the auction on time, and returns its record. Nothing in it says when the seller is
 * paid.
 */
function recordOf(batches: readonly Batch[], settlement: Auction['settlement'] = 'close'): AuctionRecord {
  const wallets = [SELLER, ...PEOPLE].map((userId, index) => {
    const balance = won(BALANCES[index - 1] ?? 0);
    return [userId, { id: userId, userId, balance, locked: ZERO }] as const;
  });
  let state: BiddingState = {
    auction: { ...AUCTION, settlement },
    hold: null,
    wallets: new Map(wallets),
    standing: [],
  };
  const stored: StoredAttempt[] = [];
  let end = { count: 0, hash: CHAIN_START };
  let now = START;
  const settle = ({ commands, afterMs, barred, free }: Batch) => {
    now += afterMs;
    const wallets = new Map(state.wallets);
    const wallet = free && wallets.get(free.userId);
    if (wallet) wallets.set(wallet.userId, { ...wallet, balance: free.amount });
    const decision = decide({ ...state, wallets, barred: new Set(barred) }, commands, new Date(now));
    const attemptIds = commands.map((_, index) => String(stored.length + index + 1));
    const on = { auction: state.auction, record: end, now: new Date(now), readAt: 5_000, attemptIds };
    const requests = commands.map((one) => ({ command: one, arrived: 4_990 }));
    for (const attempt of recordedAttempts(on, requests, decision)) {
      if (!attempt) continue;
      const { link, leaderId, holdAfter, ...same } = attempt;
      const { arrivedAt, endAfter, priceBefore, priceAfter } = link;
      stored.push({
        ...link,
        ...same,
        auctionId: AUCTION_ID,
        arrivedAt: new Date(arrivedAt),
        decidedAt: new Date(now),
        endAfter: new Date(endAfter),
        priceBefore: won(priceBefore),
        priceAfter: won(priceAfter),
        leaderAfter: leaderId,
        hold: holdAfter,
      });
      end = { count: attempt.link.seq, hash: attempt.hash };
    }
    state = decision.state;
  };
  batches.forEach(settle);
  settle({ commands: [{ kind: 'close' }], afterMs: END + 300_000 - START, barred: [] });
  const { auction } = state;
  const pseudonym = (id: string | null) => (id === null ? null : pseudonymKey(AUCTION_ID, id));
  return {
    format: RECORD_FORMAT,
    auctionId: AUCTION_ID,
    title: auction.title,
    rules: {
      seller: pseudonymKey(AUCTION_ID, SELLER),
      startPrice: 10_000,
      bidUnit: 1_000,
      instantPrice: 40_000,
      startTime: AUCTION.startTime.toISOString(),
      originalEndTime: AUCTION.endTime.toISOString(),
      extendWindowSeconds: 60,
      extendCapSeconds: 300,
    },
    result: {
      status: auction.status,
      finalPrice: auction.finalPrice?.toNumber() ?? null,
      winner: pseudonym(auction.winnerId),
      bidCount: auction.bidCount,
      version: auction.version,
      endTime: auction.endTime.toISOString(),
      extensions: auction.extensions,
      attemptCount: end.count,
      recordHash: end.hash,
    },
    people: [],
    attempts: stored.map(recordedFrom),
    nextCursor: null,
  };
}

const played = fc
  .tuple(
    fc.array(batch, { minLength: 1, maxLength: 25 }),
    fc.constantFrom<Auction['settlement']>('close', 'handover'),
  )
  .map(([batches, settlement]) => recordOf(batches, settlement));

/** The same attempts with the hashes that a forger would compute for them. */
function hashedAgain(record: AuctionRecord): AuctionRecord {
  let previousHash = CHAIN_START;
  const attempts = record.attempts.map((attempt) => {
    const { amount, amountSalt, hold, holdSalt, hash: _, ...link } = attempt;
    const salt = Buffer.concat([Buffer.from(amountSalt, 'base64url'), Buffer.from(holdSalt, 'base64url')]);
    previousHash = hashOf({ ...link, auction: record.auctionId }, { amount, hold, salt }, previousHash);
    return { ...attempt, hash: previousHash };
  });
  return { ...record, attempts, result: { ...record.result, recordHash: previousHash } };
}

function forged(record: AuctionRecord, index: number, change: Partial<OpenedAttempt>): AuctionRecord {
  const attempts = record.attempts.map((attempt, at) => (at === index ? { ...attempt, ...change } : attempt));
  return { ...record, attempts };
}

const NOBODY = { seenHash: null };

describe('a recomputation', () => {
  test('agrees with every decision, in any order of commands, batches and bars', async () => {
    await fc.assert(
      fc.asyncProperty(played, async (record) => {
        expect(await recompute(record, NOBODY)).toEqual({
          ok: true,
          decisions: record.attempts.length,
          earlier: 0,
        });
      }),
      { numRuns: 120 },
    );
  });

  test('names the attempt whose row was changed', async () => {
    const change = fc.oneof(
      fc.constantFrom<Partial<OpenedAttempt>>(
        { amount: 12_345 },
        { code: 'BUSY' },
        { arrivedAt: '2026-11-30T11:59:59.812Z' },
        { decidedAt: '2026-11-30T11:00:00.001Z' },
        { position: 9 },
        { actor: 'somebody else' },
        { subject: 'somebody' },
        { leaderAfter: 'somebody else' },
        { endAfter: '2026-11-30T23:00:00.000Z' },
        { hold: 1 },
        { priceBefore: 1 },
        { priceAfter: 1 },
        { versionAfter: 99 },
        { hash: '0'.repeat(64) },
      ),
    );
    await fc.assert(
      fc.asyncProperty(played, fc.nat(), change, async (record, any, changed) => {
        const index = any % record.attempts.length;
        expect(await recompute(forged(record, index, changed), NOBODY)).toMatchObject({
          ok: false,
          fault: 'attempt',
          attempt: { seq: index + 1 },
        });
      }),
    );
  });

  test('finds a chain that was computed again, by the rules or by the hash that a page saw', async () => {
    await fc.assert(
      fc.asyncProperty(played, fc.nat(), fc.nat({ max: 60 }), async (record, any, steps) => {
        const index = any % record.attempts.length;
        const amount = steps * 1_000;
        fc.pre(record.attempts[index]?.amount !== amount);
        const again = hashedAgain(forged(record, index, { amount }));
        const found = await recompute(again, { seenHash: record.result.recordHash });
        expect(found.ok).toBe(false);
      }),
    );
  });

  test('finds attempts that are missing, doubled or swapped', async () => {
    await fc.assert(
      fc.asyncProperty(played, fc.nat(), async (record, any) => {
        fc.pre(record.attempts.length > 1);
        const index = any % (record.attempts.length - 1);
        const [one, other] = record.attempts.slice(index, index + 2);
        if (!one || !other) throw new Error('there are two');
        for (const pair of [[other], [one], [one, one, other], [other, one]]) {
          const attempts = [...record.attempts.slice(0, index), ...pair, ...record.attempts.slice(index + 2)];
          expect((await recompute({ ...record, attempts }, NOBODY)).ok).toBe(false);
        }
      }),
    );
  });
});

const bidOf = (userId: string, amount: number): Command => ({ kind: 'bid', userId, amount: won(amount) });
const batchOf = (...commands: Command[]): Batch => ({ commands, afterMs: 1_000, barred: [] });

test('a refusal for lack of money must come where the rules come to the money', async () => {
  const record = recordOf([batchOf(bidOf('4', 12_000)), batchOf(bidOf('2', 25_000))]);
  expect(record.attempts[1]?.code).toBe('INSUFFICIENT_BALANCE');
  expect((await recompute(record, NOBODY)).ok).toBe(true);
  const tooLow = recordOf([batchOf(bidOf('4', 12_000)), batchOf(bidOf('2', 12_000))]);
  expect(
    await recompute(hashedAgain(forged(tooLow, 1, { code: 'INSUFFICIENT_BALANCE' })), NOBODY),
  ).toMatchObject({
    fault: 'attempt',
    hashFits: true,
    difference: { field: 'code', recorded: 'INSUFFICIENT_BALANCE', decided: 'BID_TOO_LOW' },
  });
});

test('an accepted bid that the record calls refused is found, with what the rules say', async () => {
  const record = recordOf([batchOf(bidOf('4', 12_000)), batchOf(bidOf('5', 13_000))]);
  expect(await recompute(hashedAgain(forged(record, 0, { code: 'BID_TOO_LOW' })), NOBODY)).toMatchObject({
    attempt: { seq: 1 },
    hashFits: true,
    difference: { field: 'code', recorded: 'BID_TOO_LOW', decided: null },
  });
});

test('a lead passes over people who could not take it, whom the record does not name', async () => {
  const exclude: Command = { kind: 'excludeBidder', operatorId: '9', bidderId: '5', reason: '…' };
  const bids = [bidOf('3', 11_000), bidOf('4', 12_000), bidOf('5', 13_000)].map((one) => batchOf(one));
  const record = recordOf([...bids, { ...batchOf(exclude), barred: ['4'] }]);
  expect(record.attempts[3]).toMatchObject({
    priceAfter: 11_000,
    leaderAfter: pseudonymKey(AUCTION_ID, '3'),
  });
  expect((await recompute(record, NOBODY)).ok).toBe(true);
});

test('a lead passes to a lower bid of somebody who cannot pay their highest', async () => {
  const exclude: Command = { kind: 'excludeBidder', operatorId: '9', bidderId: '5', reason: '…' };
  const bids = [bidOf('4', 20_000), bidOf('4', 35_000), bidOf('5', 36_000)].map((one) => batchOf(one));
  const record = recordOf([...bids, { ...batchOf(exclude), free: { userId: '4', amount: won(30_000) } }]);
  expect(record.attempts[3]).toMatchObject({
    priceAfter: 20_000,
    leaderAfter: pseudonymKey(AUCTION_ID, '4'),
    hold: 20_000,
  });
  expect(await recompute(record, NOBODY)).toMatchObject({ ok: true });
});

test('that a leader was stopped shows only in the bid that took the lead from them', async () => {
  const commands: Command[] = [
    bidOf('2', 9_000),
    bidOf('2', 25_000),
    bidOf('4', 12_000),
    { kind: 'autoBid', userId: '4', maximum: won(25_000) },
    { kind: 'closeEarly', userId: '5' },
    bidOf('5', 13_000),
    bidOf('3', 14_000),
  ];
  const autoBid: Command = { kind: 'autoBid', userId: '4', maximum: won(30_000) };
  const later = commands.map((one) => ({ ...batchOf(one), barred: ['4'] }));
  const record = recordOf([batchOf(autoBid), ...later]);
  expect(record.attempts.map(({ code, leaderStopped }) => [code, leaderStopped])).toEqual([
    [null, false],
    ['BID_TOO_LOW', false],
    ['INSUFFICIENT_BALANCE', false],
    ['FORBIDDEN', false],
    [null, false],
    ['FORBIDDEN', false],
    [null, true],
    [null, false],
    [null, false],
  ]);
  expect(await recompute(record, NOBODY)).toMatchObject({ ok: true });
});

test('a hold that the record changes is found, with the hashes computed again', async () => {
  const autoBid: Command = { kind: 'autoBid', userId: '4', maximum: won(30_000) };
  const record = recordOf([batchOf(autoBid)]);
  expect(await recompute(hashedAgain(forged(record, 0, { hold: 20_000 })), NOBODY)).toMatchObject({
    attempt: { seq: 1 },
    hashFits: true,
    difference: { field: 'hold', recorded: 20_000, decided: 30_000 },
  });
});

test('attempts from before the seller last changed the item count as such', async () => {
  const record = recordOf([batchOf(bidOf('2', 9_000)), batchOf(bidOf('4', 12_000))]);
  const early = record.attempts.map((attempt, index) =>
    index === 0
      ? { ...attempt, priceBefore: 11_000, priceAfter: 11_000, versionBefore: 2, versionAfter: 2 }
      : attempt,
  );
  expect(await recompute(hashedAgain({ ...record, attempts: early }), NOBODY)).toEqual({
    ok: true,
    decisions: 2,
    earlier: 1,
  });
});

test('another result than the one that the record leads to is found', async () => {
  const record = recordOf([batchOf(bidOf('4', 12_000))]);
  const sold = { ...record, result: { ...record.result, finalPrice: 13_000 } };
  expect(await recompute(sold, NOBODY)).toEqual({
    ok: false,
    fault: 'result',
    difference: { field: 'finalPrice', recorded: 13_000, decided: 12_000 },
  });
});

test('the end of the record must be the hash that the auction has', async () => {
  const record = recordOf([batchOf(bidOf('4', 12_000))]);
  const hash = 'a'.repeat(64);
  const other = { ...record, result: { ...record.result, recordHash: hash } };
  expect(await recompute(other, NOBODY)).toEqual({ ok: false, fault: 'lastHash', hash });
  expect(await recompute(record, { seenHash: hash })).toEqual({ ok: false, fault: 'seenHash', hash });
  expect((await recompute(record, { seenHash: record.attempts[0]?.hash ?? '' })).ok).toBe(true);
});

test('a record refers to people by pseudonyms alone', () => {
  const record = recordOf([batchOf(bidOf('4', 12_000))]);
  expect(record.attempts[0]?.actor).toBe(pseudonymKey(AUCTION_ID, '4'));
});
