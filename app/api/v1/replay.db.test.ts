import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
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
import type { Refusal } from '@/lib/result';
import { ask } from '@/test/api';
import { testDatabase } from '@/test/database';
import { toldByModel } from '@/test/history/history';
import { type Answered, toldIn } from '@/test/history/record';
import { differences, readWorld } from '@/test/history/world';
import { makeAuction, makeUser } from '@/test/market';
import { type Deed, play } from '@/test/model/play';
import { type AnyAuction, anyAuction, deedOf, PEOPLE, type Wish } from '@/test/model/random';
import type { Lot, Purses } from '@/test/model/scene';
import { testRedis } from '@/test/redis';

// A hundred random auctions, sent through the JSON API; the naive model of `test/model` knows each answer beforehand.

testDatabase();
testRedis();

const LANES = 10;
const AUCTIONS_A_LANE = 10;
const COMMANDS_AN_AUCTION = 5;

type Lane = {
  /** The five people by their names in the random auctions; the seller of each auction is another one. */
  people: string[];
  tokens: ReadonlyMap<string, string>;
  lots: Record<string, Lot>;
  purses: Purses;
};

test.each(Array.from({ length: LANES }, (_, lane) => lane))(
  'random auctions of lane %i go as the model says, answer by answer',
  async (seed) => {
    const lane = await openLane();
    const auctions = fc.sample(anyAuction, { numRuns: AUCTIONS_A_LANE, seed });
    for (const auction of auctions) await replay(lane, auction);
    for (const id of Object.keys(lane.lots).slice(-5)) await expectPublicHistory(lane, id);
    const real = await readWorld(Object.keys(lane.lots), lane.people);
    expect(differences(lane, real)).toEqual([]);
  },
);

async function openLane(): Promise<Lane> {
  const people = await Promise.all(PEOPLE.map(() => makeUser({ balance: 90_000 })));
  const tokens = await Promise.all(
    people.map(async (id) => [id, await issueToken({ id, sessionVersion: 1 })] as const),
  );
  const { purses } = await readWorld(['0'], people);
  return { people, tokens: new Map(tokens), lots: {}, purses };
}

async function replay(lane: Lane, auction: AnyAuction): Promise<void> {
  // Sellers take turns, or all money would soon be theirs.
  lane.people.push(...lane.people.splice(0, 1));
  const id = await list(lane, auction);
  const wishes = auction.batches.flatMap((batch) => batch.wishes).filter(isSent);
  for (const wish of wishes.slice(0, COMMANDS_AN_AUCTION)) await send(lane, id, wish);
  await send(lane, id, { kind: 'closeEarly', userId: '1' });
}

/** The commands that anybody can send by the API; the others are of operators and the clock. */
function isSent(wish: Wish): wish is Extract<Wish, { userId: string }> {
  return 'userId' in wish;
}

async function list(lane: Lane, { start, buyNow, window }: AnyAuction): Promise<string> {
  const [sellerId = ''] = lane.people;
  const { id } = await makeAuction({ sellerId, startPrice: start, instantPrice: buyNow, endsIn: 200 });
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
