import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { database } from '@/db/client';
import { toWire } from '@/lib/money';
import { codeOf } from '@/test/answers';
import { testDatabase } from '@/test/database';
import { holdAuction, holdWallets, whenSomebodyWaits } from '@/test/locks';
import { auctionRow, holdings, makeAuction, makeOperator, makeUser, makeUsers } from '@/test/market';
import { fc } from '@/test/properties';
import type { Answer } from './answer';
import type { Auction } from './auction';
import { submit } from './desk';
import type { BiddingState } from './draft';
import { openAuction } from './open-auction';
import { placeBid } from './place-bid';
import { type Command, decide } from './rules';
import { walletsNeeded } from './wallets-needed';

const db = testDatabase();

const BIDDERS = 4;
const BALANCE = 30_000;
/** The seller is 0, bidders are 1 to 4, the first leader is 5. */
const LEADER = BIDDERS + 1;

const amount = fc.integer({ min: 8, max: 34 }).map((thousands) => thousands * 1_000);
const act = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('bid' as const),
      who: fc.integer({ min: 1, max: LEADER }),
      amount,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('buyNow' as const), who: fc.integer({ min: 1, max: LEADER }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'closeEarly' as const, who: 0 }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'cancelByOperator' as const }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const scene = fc.record({
  acts: fc.array(act, { minLength: 4, maxLength: 24 }),
  /** The people whose wallets are held. */
  held: fc.subarray([0, 1, 2, 3, 4, LEADER], { maxLength: 2 }),
  instantPrice: fc.constantFrom(null, 33_000),
  led: fc.boolean(),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

/** A market with the people of a scene, and the same as a state for the rules. */
async function prepare({ instantPrice, led }: Scene) {
  const people = [await makeUser(), ...(await makeUsers(BIDDERS + 1, { balance: BALANCE }))];
  const operatorId = await makeOperator();
  const idOf = (who: number) => people[who] ?? '';
  const { id } = await makeAuction({ sellerId: idOf(0), instantPrice });
  if (led) await placeBid({ auctionId: id, userId: idOf(LEADER), amount: 10_000 });
  const auction: Auction = {
    id,
    sellerId: idOf(0),
    title: '',
    isNational: false,
    settlement: 'close',
    method: 'MEET',
    status: 'ACTIVE',
    startPrice: new Big(10_000),
    currentPrice: new Big(led ? 10_000 : 0),
    instantPrice: instantPrice === null ? null : new Big(instantPrice),
    bidUnit: new Big(1_000),
    startTime: new Date(0),
    endTime: new Date(8.64e15),
    originalEndTime: new Date(8.64e15),
    extendWindowMs: 0,
    extendCapMs: 0,
    extensions: 0,
    leaderId: led ? idOf(LEADER) : null,
    winnerId: null,
    finalPrice: null,
    bidCount: led ? 1 : 0,
    version: led ? 1 : 0,
    endedAt: null,
    historyVersion: 0,
  };
  const wallets = people.map((userId, who) => {
    const locked = led && who === LEADER ? 10_000 : 0;
    const balance = who === 0 ? 0 : BALANCE - locked;
    return [userId, { id: userId, userId, balance: new Big(balance), locked: new Big(locked) }] as const;
  });
  const state: BiddingState = { auction, wallets: new Map(wallets) };
  const commandOf = (one: Act): Command => {
    switch (one.kind) {
      case 'bid':
        return { kind: 'bid', userId: idOf(one.who), amount: new Big(one.amount) };
      case 'cancelByOperator':
        return { kind: 'cancelByOperator', operatorId, reason: '신고' };
      default:
        return { kind: one.kind, userId: idOf(one.who) };
    }
  };
  return { people, state, commandOf };
}

function told(answer: Answer) {
  if (!answer.ok) return answer.code;
  const { version, price, bidCount, status } = answer.auction;
  return { version, price, bidCount, status, bid: answer.bid?.amount };
}

/** The decision of the rules alone on the same commands. */
function expected(state: BiddingState, commands: readonly Command[]) {
  const decision = decide(state, commands, new Date());
  const answers = decision.outcomes.map((outcome) => {
    if (!outcome.ok) return outcome.code;
    const { version, bidCount, status, finalPrice, currentPrice, startPrice } = outcome.auction;
    const price = toWire(finalPrice ?? (bidCount > 0 ? currentPrice : startPrice));
    return { version, price, bidCount, status, bid: outcome.bid?.amount.toNumber() };
  });
  return { answers, state: decision.state };
}

async function expectState({ auction, wallets }: BiddingState): Promise<void> {
  expect(await auctionRow(auction.id)).toMatchObject({
    status: auction.status,
    current_price: auction.currentPrice.toFixed(),
    leader_id: auction.leaderId,
    winner_id: auction.winnerId,
    bid_count: auction.bidCount,
    version: String(auction.version),
  });
  for (const [userId, { balance, locked }] of wallets) {
    expect(await holdings(userId)).toBe(`${balance.toFixed()}/${locked.toFixed()}`);
  }
}

async function play(input: Scene): Promise<void> {
  const { people, state, commandOf } = await prepare(input);
  const { id } = state.auction;
  const heldIds = input.held.map((who) => people[who] ?? '');
  const perPerson = new Map<string, number>();
  const commands = input.acts.map(commandOf).filter((command) => {
    // Beyond the limit a person is answered BUSY for another reason.
    const who = 'userId' in command ? command.userId : 'operator';
    perPerson.set(who, (perPerson.get(who) ?? 0) + 1);
    return (perPerson.get(who) ?? 0) <= 8;
  });

  const letAuctionGo = await holdAuction(db, id);
  const letWalletsGo = await holdWallets(db, ...heldIds);
  const first = openAuction(id);
  await whenSomebodyWaits();
  const answering = commands.map((command) => submit(id, { command }));
  await letAuctionGo();
  await first;
  const answers = await Promise.all(answering);

  const isFree = (command: Command) =>
    !walletsNeeded({ command }, state.auction).some((userId) => heldIds.includes(userId));
  const free = commands.map(isFree);
  const model = expected(state, commands.filter(isFree));
  expect(answers.filter((_, index) => free[index]).map(told)).toEqual(model.answers);
  const waited = answers.filter((_, index) => !free[index]);
  expect(waited.map(codeOf)).not.toContain('ok');
  await expectState(model.state);

  // Once the wallets are let go, commands that were BUSY are decided as if they came now.
  await letWalletsGo();
  const later = commands.filter((_, index) => answers[index] && codeOf(answers[index]) === 'BUSY');
  const answersLater: Answer[] = [];
  for (const command of later) answersLater.push(await submit(id, { command }));
  const modelLater = expected(model.state, later);
  expect(answersLater.map(told)).toEqual(modelLater.answers);
  await expectState(modelLater.state);
}

it('a batch split by held wallets is decided as the rules decide its free commands, and then the held ones', async () => {
  await fc.assert(fc.asyncProperty(scene, play), { numRuns: 12, endOnFailure: true });
}, 120_000);

it('a storm over many auctions, with wallets held now and then, answers each bid and has no deadlock', async () => {
  const deadlocksBefore = await deadlocks();
  const people = await makeUsers(12, { balance: 200_000 });
  const auctions = await Promise.all(Array.from({ length: 5 }, () => makeAuction()));
  const codes: string[] = [];
  const bidsOf = async (userId: string, person: number) => {
    for (let round = 0; round < 4; round += 1) {
      const amount = 10_000 + 1_000 * (people.length * round + person);
      const answers = auctions.map(async (_, turn) => {
        // Each person visits the auctions in a different order.
        const auctionId = auctions[(person + turn) % auctions.length]?.id ?? '';
        codes.push(codeOf(await placeBid({ auctionId, userId, amount })));
      });
      await Promise.all(answers);
    }
  };
  const storm = Promise.all(people.map(bidsOf));
  const all = people.length * auctions.length * 4;
  for (let turn = 0; codes.length < all; turn += 1) {
    const pair = [people[turn % 12], people[(turn + 5) % 12]].map((userId) => userId ?? '');
    const letGo = await holdWallets(db, ...pair);
    const until = Math.min(codes.length + 15, all);
    await vi.waitFor(() => expect(codes.length).toBeGreaterThanOrEqual(until), {
      timeout: 20_000,
      interval: 5,
    });
    await letGo();
  }
  await storm;

  const rows = await Promise.all(auctions.map(({ id }) => auctionRow(id)));
  const accepted = rows.reduce((sum, row) => sum + row.bid_count, 0);
  expect(codes.filter((code) => code === 'ok')).toHaveLength(accepted);
  expect(['ok', 'BID_TOO_LOW', 'INSUFFICIENT_BALANCE', 'BUSY']).toEqual(
    expect.arrayContaining([...new Set(codes)]),
  );
  expect(await deadlocks()).toBe(deadlocksBefore);
}, 60_000);

async function deadlocks(): Promise<unknown> {
  const { rows } = await database().execute(
    sql`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`,
  );
  return rows[0]?.deadlocks;
}
