import { sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { database } from '@/db/client';
import { oneOf, randomOf } from '@/test/chaos/random';
import { testDatabase } from '@/test/database';
import { judge, type Telling, type World } from '@/test/history/history';
import { type Recorder, recordCalls } from '@/test/history/record';
import { differences, readWorld } from '@/test/history/world';
import { asOwner, makeAuction, makeUser, makeUsers } from '@/test/market';
import type { Deed } from '@/test/model/play';
import { autoBid } from './auto-bid';
import { buyNow } from './buy-now';
import { closeEarly } from './close-auction';
import { placeBid } from './place-bid';
import { stopAutoBid } from './stop-auto-bid';

// Many people bid on several auctions at once; afterwards one serial order must explain every single answer.

testDatabase();

const STEP = 1_000;
const PEOPLE = 8;
/** Commands of one person, two of which are under way at a time. */
const EACH = 24;

let auctionIds: string[];
let seller: string;
let people: string[];
let start: World;

beforeEach(async () => {
  [seller, people] = await Promise.all([makeUser(), makeUsers(PEOPLE, { balance: 90_000 })]);
  const made = await Promise.all([
    makeAuction({ sellerId: seller }),
    makeAuction({ sellerId: seller, instantPrice: 60_000 }),
    // Each new leader moves the end of this one, until the limit is reached.
    makeAuction({ sellerId: seller, endsIn: 600 }),
  ]);
  auctionIds = made.map(({ id }) => id);
  await asOwner(`UPDATE auctions SET extend_window = 900, extend_cap = 301 WHERE id = ${auctionIds[2]}`);
  start = await readWorld(auctionIds, [seller, ...people]);
});

function call(auctionId: string, deed: Deed) {
  switch (deed.kind) {
    case 'bid':
      return placeBid({ auctionId, ...deed });
    case 'autoBid':
      return autoBid({ auctionId, userId: deed.userId, maximum: deed.amount });
    case 'lowerAutoBid':
      return stopAutoBid({ auctionId, userId: deed.userId });
    case 'buyNow':
      return buyNow({ auctionId, userId: deed.userId });
    case 'closeEarly':
      return closeEarly({ auctionId, userId: deed.userId });
    default:
      throw new Error(`nobody sends ${deed.kind}`);
  }
}

function trader(userId: string, recorder: Recorder, random: () => number) {
  const minimum = new Map<string, number>();
  return async function trade(): Promise<void> {
    for (let times = 0; times < EACH / 2; times += 1) {
      const auctionId = oneOf(random, auctionIds);
      const deed = deedOf(userId, minimum.get(auctionId) ?? 10_000, random);
      const answer = await recorder.note(auctionId, deed, () => call(auctionId, deed));
      if (answer.ok) minimum.set(auctionId, answer.auction.minimumNext);
      else if (answer.code === 'BID_TOO_LOW') minimum.set(auctionId, Number(answer.minimum));
    }
  };
}

function deedOf(userId: string, minimum: number, random: () => number): Deed {
  const dice = random();
  if (dice < 0.12) return { kind: 'lowerAutoBid', userId };
  if (dice < 0.13) return { kind: 'buyNow', userId };
  const steps = Math.floor(random() * (dice < 0.5 ? 2 : 8));
  return { kind: dice < 0.5 ? 'bid' : 'autoBid', userId, amount: minimum + steps * STEP };
}

it.each([1, 2, 3])('one serial order explains all that everybody was told in race %i', async (seed) => {
  const random = randomOf(seed);
  const recorder = recordCalls([...people, seller]);
  await Promise.all(
    people.flatMap((userId) => {
      const trade = trader(userId, recorder, random);
      return [trade(), trade()];
    }),
  );
  const [first = ''] = auctionIds;
  const close: Deed = { kind: 'closeEarly', userId: seller };
  await recorder.note(first, close, () => call(first, close));

  const end = await readWorld(auctionIds, [seller, ...people]);
  const verdict = judge(start, recorder.tellings, (world) => differences(world, end));
  expect(verdict).toMatchObject({ explained: true });
  const accepted = recorder.tellings.filter(({ told }) => told.ok);
  expect(accepted.length).toBeGreaterThan(40);
  expect(end.lots[auctionIds[2] ?? '']?.extensions).toBeGreaterThan(0);
  expect(judge(start, withSwappedAnswers(recorder.tellings))).toMatchObject({ explained: false });
  expect(await contradictionsOfRecord(recorder.tellings)).toEqual([]);
});

/** Two people who bid on one auction get each other's answer. */
function withSwappedAnswers(tellings: readonly Telling[]): Telling[] {
  const accepted = tellings.filter(
    ({ auctionId, told }) => auctionId === auctionIds[0] && told.ok && told.bid,
  );
  const [one, other] = [accepted.at(0), accepted.at(-1)];
  return tellings.map((telling) => {
    if (telling === one && other) return { ...telling, told: other.told };
    return telling === other && one ? { ...telling, told: one.told } : telling;
  });
}

type AttemptRow = {
  id: string;
  seq: number;
  code: string | null;
  version_after: string;
  price_after: string;
};

/** The answers that the auctions' own records contradict, in what they say or in their order. */
async function contradictionsOfRecord(tellings: readonly Telling[]): Promise<string[]> {
  const rows = await database().execute<AttemptRow>(
    sql`SELECT id, seq, code, version_after, price_after FROM attempts WHERE auction_id IN ${auctionIds}`,
  );
  const attempts = new Map(rows.rows.map((row) => [row.id, row]));
  const found = tellings.filter(({ told, attemptId = '' }) => {
    const attempt = attempts.get(attemptId);
    if (!attempt) return true;
    if (!told.ok) return attempt.code !== told.code;
    const { version, price } = told.state;
    return (
      attempt.code !== null ||
      Number(attempt.version_after) !== version ||
      Number(attempt.price_after) !== price
    );
  });
  const late = tellings.filter(({ auctionId, called, attemptId = '' }) =>
    tellings.some(
      (earlier) =>
        earlier.auctionId === auctionId &&
        earlier.returned < called &&
        (attempts.get(earlier.attemptId ?? '')?.seq ?? 0) > (attempts.get(attemptId)?.seq ?? 0),
    ),
  );
  return [...found, ...late].map((telling) => JSON.stringify(telling));
}

it('commands that arrive with a close are each told what is true before or after it', async () => {
  const recorder = recordCalls([...people, seller]);
  const [auctionId = ''] = auctionIds;
  const deeds: Deed[] = people.map((userId, index) => ({
    kind: index % 2 === 0 ? 'autoBid' : 'bid',
    userId,
    amount: 10_000 + STEP * (index + 1),
  }));
  deeds.splice(4, 0, { kind: 'closeEarly', userId: seller });
  await Promise.all(deeds.map((deed) => recorder.note(auctionId, deed, () => call(auctionId, deed))));
  const end = await readWorld(auctionIds, [seller, ...people]);
  expect(end.lots[auctionId]?.status).toBe('ENDED');
  expect(judge(start, recorder.tellings, (world) => differences(world, end))).toMatchObject({
    explained: true,
  });
});
