import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { database } from '@/db/client';
import { issueToken } from '@/lib/accounts/tokens';
import {
  auctionEndpoint,
  autoBidEndpoint,
  buyNowEndpoint,
  cancelAuctionEndpoint,
  closeAuctionEndpoint,
  listBidsEndpoint,
  placeBidEndpoint,
  stopAutoBidEndpoint,
} from '@/lib/api/endpoints/auctions';
import { pseudonymKey } from '@/lib/pseudonym';
import { redisReady } from '@/lib/realtime/redis';
import { auctionTopic } from '@/lib/realtime/topics';
import type { Refusal } from '@/lib/result';
import { type GatewayConfig, readConfig } from '@/realtime-server/config';
import { type Gateway, startGateway } from '@/realtime-server/gateway';
import { ask } from '@/test/api';
import { testDatabase } from '@/test/database';
import { toldByModel } from '@/test/history/history';
import { type Answered, toldIn } from '@/test/history/record';
import { faultsSeen, type Moment } from '@/test/history/watcher';
import { differences, readRecordHashes, readWorld } from '@/test/history/world';
import { makeAuction, makeUser } from '@/test/market';
import { type Deed, play } from '@/test/model/play';
import { type AnyAuction, anyAuction, deedOf, PEOPLE, type Wish } from '@/test/model/random';
import type { Lot, Purses } from '@/test/model/scene';
import { fc } from '@/test/properties';
import { testRedis } from '@/test/redis';
import { openSocket, type TestSocket } from '@/test/socket';

// A hundred random auctions, sent through the JSON API; the naive model of `test/model` knows each answer beforehand, and what
// the watchers of the national ones see at the socket.

testDatabase();
testRedis();

const LANES = 10;
const AUCTIONS_A_LANE = 10;
const COMMANDS_AN_AUCTION = 5;
/** A watcher comes before this command; others are there from the beginning. */
const LATE_BEFORE = 2;
/** Longer than an auction takes: frames that may wait come with the next one that may not. */
const ENDLESS_WINDOW_MS = 3_600_000;

type Lane = {
  /** The five people by their names in the random auctions; the seller of each auction is another one. */
  people: string[];
  tokens: ReadonlyMap<string, string>;
  lots: Record<string, Lot>;
  purses: Purses;
  /** Each auction after each command that everybody hears of. */
  moments: Record<string, Omit<Moment, 'recordHash'>[]>;
};

/** One with the usual window, and one that lets everything wait that may wait. */
let gateways: { usual: Gateway; waiting: Gateway };
/** How often the watched auctions had what is hard to show right. */
const covered = { extensions: 0, automatic: 0, merged: 0 };

beforeAll(async () => {
  // Without a worker, an announcement that Redis did not take would never come.
  expect(await redisReady(10_000)).toBe(true);
  gateways = {
    usual: await gatewayWith(),
    waiting: await gatewayWith({ updateWindowMs: ENDLESS_WINDOW_MS }),
  };
});

afterAll(async () => {
  await Promise.all([gateways.usual.close(), gateways.waiting.close()]);
});

async function gatewayWith(changes: Partial<GatewayConfig> = {}): Promise<Gateway> {
  const gateway = await startGateway({ ...readConfig(), port: 0, metricsPort: 0, ...changes });
  await vi.waitFor(() => expect(gateway.isReady()).toBe(true));
  return gateway;
}

test.each(Array.from({ length: LANES }, (_, lane) => lane))(
  'random auctions of lane %i go as the model says, answer by answer',
  async (seed) => {
    const lane = await openLane();
    const auctions = fc.sample(anyAuction, { numRuns: AUCTIONS_A_LANE, seed });
    for (const [number, auction] of auctions.entries()) {
      // Local auctions have no socket.
      if (number % 4 === 0) await replay(lane, auction);
      else await replayWatched(lane, auction);
    }
    for (const id of Object.keys(lane.lots).slice(-5)) await expectPublicHistory(lane, id);
    const real = await readWorld(Object.keys(lane.lots), lane.people);
    expect(differences(lane, real)).toEqual([]);
  },
);

test('the watched auctions had extensions, automatic bids, and states that a gateway left out', () => {
  for (const times of Object.values(covered)) expect(times).toBeGreaterThan(5);
});

async function openLane(): Promise<Lane> {
  const people = await Promise.all(PEOPLE.map(() => makeUser({ balance: 90_000 })));
  const tokens = await Promise.all(
    people.map(async (id) => [id, await issueToken({ id, sessionVersion: 1 })] as const),
  );
  const { purses } = await readWorld(['0'], people);
  return { people, tokens: new Map(tokens), lots: {}, purses, moments: {} };
}

async function replay(lane: Lane, auction: AnyAuction): Promise<void> {
  const id = await list(lane, auction, { isNational: false });
  for (const wish of wishesOf(auction)) await send(lane, id, wish);
}

async function replayWatched(lane: Lane, auction: AnyAuction): Promise<void> {
  const id = await list(lane, auction, { isNational: true });
  const listed = lane.lots[id];
  const { usual, waiting } = gateways;
  const watchers = [await watch(usual, id), await watch(waiting, id)];
  for (const [number, wish] of wishesOf(auction).entries()) {
    if (number === LATE_BEFORE) watchers.push(await watch(usual, id));
    await send(lane, id, wish);
  }
  const seen = await Promise.all(watchers.map((watcher) => seenBy(watcher, lane.lots[id]?.version ?? 0)));
  const hashes = await readRecordHashes(id);
  const moments = (lane.moments[id] ?? []).map((moment) => ({
    ...moment,
    recordHash: hashes.get(moment.lot.version) ?? '',
  }));
  if (!listed) throw new Error('it was not listed');
  const faults = seen.map((texts) => faultsSeen(texts, { auctionId: id, listed, moments }));
  expect({ id, faults }).toEqual({ id, faults: seen.map(() => []) });
  const { extensions = 0, rows = [] } = lane.lots[id] ?? {};
  covered.extensions += extensions;
  covered.automatic += rows.filter(({ kind }) => kind === 'AUTO').length;
  covered.merged += moments.length - (watchers[1]?.all('update').length ?? 0);
}

/** Some commands, and the close. */
function wishesOf({ batches }: AnyAuction): Extract<Wish, { userId: string }>[] {
  const wishes = batches.flatMap((batch) => batch.wishes).filter(isSent);
  return [...wishes.slice(0, COMMANDS_AN_AUCTION), { kind: 'closeEarly', userId: '1' }];
}

async function watch({ port }: Gateway, id: string): Promise<TestSocket> {
  const watcher = await openSocket(port);
  watcher.say({ type: 'subscribe', topics: [auctionTopic(id)] });
  await watcher.next('snapshot');
  return watcher;
}

/** All that a watcher gets until the last version, and right after it. */
async function seenBy(watcher: TestSocket, last: number): Promise<readonly string[]> {
  const versions = () =>
    watcher.frames.map((frame) => ('state' in frame ? (frame.state?.version ?? -1) : -1));
  await vi.waitFor(() => expect(Math.max(...versions())).toBe(last), { interval: 5 });
  await watcher.settled();
  await watcher.close();
  return watcher.texts;
}

/** The commands that anybody can send by the API; the others are of operators and the clock. */
function isSent(wish: Wish): wish is Extract<Wish, { userId: string }> {
  return 'userId' in wish;
}

async function list(
  lane: Lane,
  { start, buyNow, window }: AnyAuction,
  { isNational }: { isNational: boolean },
): Promise<string> {
  // Sellers take turns, or all money would soon be theirs.
  lane.people.push(...lane.people.splice(0, 1));
  const [sellerId = ''] = lane.people;
  const { id } = await makeAuction({
    sellerId,
    startPrice: start,
    instantPrice: buyNow,
    endsIn: 200,
    isNational,
  });
  await database().execute(sql`UPDATE auctions SET extend_window = ${window.windowMs / 1_000},
    extend_cap = ${window.capMs / 1_000} WHERE id = ${id}`);
  Object.assign(lane.lots, (await readWorld([id], lane.people)).lots);
  return id;
}

async function send(lane: Lane, id: string, wish: Extract<Wish, { userId: string }>): Promise<void> {
  const userId = lane.people[PEOPLE.indexOf(wish.userId)] ?? '';
  const lot = lane.lots[id];
  if (!lot) throw new Error('it was not listed');
  const scene = { lot, purses: lane.purses, barred: new Set<string>() };
  const deed = deedOf({ ...wish, userId } as Wish, scene);
  const told = toldIn(await answerTo(lane, id, deed), id, lane.people);
  const now = told.ok ? told.at : lot.opensAt;
  const played = play(scene, deed, now);
  const right = toldByModel(played, deed, now);
  if (right.ok && told.ok && told.leading === null) right.leading = null;
  expect({ deed, told }).toEqual({ deed, told: right });
  if (played.scene.lot.version > lot.version) {
    lane.moments[id] = [...(lane.moments[id] ?? []), { lot: played.scene.lot, at: now }];
  }
  lane.lots[id] = played.scene.lot;
  lane.purses = played.scene.purses;
}

async function answerTo(lane: Lane, id: string, deed: Deed): Promise<Answered> {
  if (!('userId' in deed)) throw new Error('nobody sends it');
  const asked = { id, token: lane.tokens.get(deed.userId) };
  switch (deed.kind) {
    case 'bid':
      return inOneForm(await ask(placeBidEndpoint, { ...asked, body: { amount: deed.amount } }));
    case 'autoBid':
      return inOneForm(await ask(autoBidEndpoint, { ...asked, body: { maximum: deed.amount } }));
    case 'lowerAutoBid':
      return inOneForm(await ask(stopAutoBidEndpoint, asked));
    case 'buyNow':
      return inOneForm(await ask(buyNowEndpoint, asked));
    case 'closeEarly':
      return inOneForm(await ask(closeAuctionEndpoint, asked));
    case 'cancel':
      return inOneForm(await ask(cancelAuctionEndpoint, asked));
  }
}

function inOneForm(asked: {
  refusal: object | null;
  readonly answer: Extract<Answered, { ok: true }>;
}): Answered {
  return asked.refusal ? (asked.refusal as Refusal) : asked.answer;
}

async function expectPublicHistory({ lots, people }: Lane, id: string): Promise<void> {
  const { answer } = await ask(listBidsEndpoint, { id, query: { limit: '100' } });
  const key = (userId: string) => pseudonymKey(id, userId);
  const rows = (lots[id]?.rows ?? []).map(({ bidder, amount, kind }) => [key(bidder), amount, kind]);
  expect(answer.items.map(({ bidder, amount, kind }) => [bidder.key, amount, kind])).toEqual(
    rows.reverse().slice(0, 100),
  );
  const shown = (await ask(auctionEndpoint, { id })).answer;
  expect(people.map(key)).toContain(shown.leader?.key ?? key(people[0] ?? ''));
  expect([shown.version, shown.bidCount]).toEqual([lots[id]?.version, lots[id]?.rows.length]);
}
