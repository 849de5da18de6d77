import Big from 'big.js';
import { expect, it } from 'vitest';
import { fc } from '@/test/properties';
import type { Auction } from './auction';
import type { CommandRequest } from './command-request';
import type { Wallet } from './draft';
import { type Command, decide } from './rules';
import { walletsNeeded } from './wallets-needed';

const SELLER = '1';
const PEOPLE = [SELLER, '2', '3', '4', '5'];
const START = new Date('2026-11-20T09:00:00Z');
const END = new Date('2026-11-20T10:00:00Z');

const person = fc.constantFrom(...PEOPLE);
const amount = fc.integer({ min: 8, max: 50 }).map((thousands) => new Big(thousands).times(1_000));
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('bid' as const), userId: person, amount }) },
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

/** An auction with a leader or without one, before, during or after its time. */
const scene = fc.record({
  status: fc.constantFrom('WAITING' as const, 'ACTIVE' as const),
  instantPrice: fc.option(
    fc.integer({ min: 11, max: 60 }).map((n) => new Big(n).times(1_000)),
    { nil: null },
  ),
  leaderId: fc.option(fc.constantFrom('2', '3'), { nil: null }),
  minutes: fc.integer({ min: -5, max: 65 }),
  commands: fc.array(command, { minLength: 1, maxLength: 12 }),
  held: fc.subarray(PEOPLE),
});

function auctionOf({
  status,
  instantPrice,
  leaderId,
}: Pick<Auction, 'status' | 'instantPrice' | 'leaderId'>) {
  const led = leaderId !== null;
  return {
    id: '7',
    sellerId: SELLER,
    title: '의자',
    isNational: false,
    settlement: 'close',
    method: 'MEET',
    status,
    startPrice: new Big(10_000),
    currentPrice: new Big(led ? 10_000 : 0),
    instantPrice,
    bidUnit: new Big(1_000),
    startTime: START,
    endTime: END,
    leaderId,
    winnerId: null,
    finalPrice: null,
    bidCount: led ? 1 : 0,
    version: led ? 1 : 0,
    endedAt: null,
    historyVersion: 0,
    originalEndTime: END,
    extendWindowMs: 0,
    extendCapMs: 0,
    extensions: 0,
  } satisfies Auction;
}

function walletsOf(auction: Auction, userIds: Iterable<string>): Map<string, Wallet> {
  return new Map(
    [...userIds].map((userId) => {
      const locked = auction.leaderId === userId ? auction.currentPrice : new Big(0);
      return [userId, { id: `${userId}0`, userId, balance: new Big(40_000), locked }];
    }),
  );
}

it('names each wallet that a batch can move, whichever of them are held', () => {
  fc.assert(
    fc.property(scene, ({ minutes, commands, held, ...facts }) => {
      const auction = auctionOf(facts);
      const now = new Date(START.getTime() + minutes * 60_000);
      const wanted = commands.map((one): CommandRequest => ({ command: one }));
      // Requests that need a held wallet are left out, as `lock` does it.
      const ready = wanted.filter((request) =>
        walletsNeeded(request, auction).every((userId) => !held.includes(userId)),
      );
      const locked = ready.flatMap((request) => walletsNeeded(request, auction));
      const few = decide(
        { auction, wallets: walletsOf(auction, locked) },
        ready.map((r) => r.command),
        now,
      );
      const all = decide(
        { auction, wallets: walletsOf(auction, PEOPLE) },
        ready.map((r) => r.command),
        now,
      );
      expect(few.outcomes).toEqual(all.outcomes);
      expect(few.entries).toEqual(all.entries);
    }),
    { numRuns: 3_000 },
  );
});

it('names nobody for a command that is certain to move nothing', () => {
  const auction = auctionOf({ status: 'ACTIVE', instantPrice: null, leaderId: '2' });
  const bid = (userId: string, won: number) => ({ kind: 'bid', userId, amount: new Big(won) }) as const;
  const nobody: Command[] = [
    bid('3', 10_000),
    bid(SELLER, 50_000),
    { kind: 'buyNow', userId: '3' },
    { kind: 'closeEarly', userId: '3' },
    { kind: 'cancel', userId: '3' },
    { kind: 'open' },
  ];
  for (const one of nobody) expect(walletsNeeded({ command: one }, auction)).toEqual([]);
  const over = { ...auction, status: 'ENDED' } as const;
  expect(walletsNeeded({ command: bid('3', 50_000) }, over)).toEqual([]);
});

it('names the seller for commands that pay them, and not for a bid', () => {
  const auction = auctionOf({ status: 'ACTIVE', instantPrice: new Big(50_000), leaderId: '2' });
  const bid = { kind: 'bid', userId: '3', amount: new Big(11_000) } as const;
  expect(walletsNeeded({ command: bid }, auction)).toEqual(['3', '2']);
  for (const one of [{ kind: 'buyNow', userId: '3' }, { kind: 'close' }] satisfies Command[]) {
    expect(walletsNeeded({ command: one }, auction)).toContain(SELLER);
  }
});

it('names the owner of a key when the request may be accepted, so that two requests with one key never meet', () => {
  const auction = auctionOf({ status: 'ACTIVE', instantPrice: new Big(50_000), leaderId: null });
  const commands: Extract<Command, { userId: string }>[] = [
    { kind: 'bid', userId: '3', amount: new Big(11_000) },
    { kind: 'buyNow', userId: '3' },
    { kind: 'closeEarly', userId: SELLER },
    { kind: 'cancel', userId: SELLER },
  ];
  for (const one of commands) {
    const idempotency = { userId: one.userId, key: 'k', requestHash: 'h' };
    expect(walletsNeeded({ command: one, idempotency }, auction)).toContain(one.userId);
  }
});
