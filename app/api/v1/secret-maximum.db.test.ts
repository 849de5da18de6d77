import { sql } from 'drizzle-orm';
import type { Redis } from 'ioredis';
import { symbols } from 'pino';
import { expect, test, vi } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { issueToken } from '@/lib/accounts/tokens';
import { profileEndpoint } from '@/lib/api/endpoints/accounts';
import { auctionEndpoint, listAuctionsEndpoint, listBidsEndpoint } from '@/lib/api/endpoints/auctions';
import { listNotificationsEndpoint } from '@/lib/api/endpoints/notifications';
import { listAttemptsEndpoint, receiptEndpoint, recordEndpoint } from '@/lib/api/endpoints/receipts';
import { autoBid } from '@/lib/bidding/auto-bid';
import { placeBid } from '@/lib/bidding/place-bid';
import { log } from '@/lib/log';
import { auctionFile } from '@/lib/operators/auction-file';
import { listActs } from '@/lib/operators/operator-log';
import { overview } from '@/lib/operators/overview';
import { searchAuctions } from '@/lib/operators/search-auctions';
import { searchLedger } from '@/lib/operators/search-ledger';
import { userFile } from '@/lib/operators/user-file';
import { relayOutbox } from '@/lib/realtime/relay';
import { listingItems } from '@/lib/selling/listing-tabs';
import { ask } from '@/test/api';
import { createTestDatabase, testDatabase } from '@/test/database';
import { asOwner, deposit, makeAuction, makeOperator, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';

testDatabase();
const redis = testRedis();

/** Salts, and what is computed from them; the machine's time, and the age of the outbox, which depends on it. */
const MASKED = [
  ...['recordHash', 'hash', 'previousHash', 'amountSalt', 'amountCommitment', 'holdCommitment', 'signature'],
  ...['time', 'outboxOldestSeconds'],
];

type Maxima = { first: number; raised: number };

/** Works in a market of its own, in which all ids begin with the first one. */
async function inAnotherMarket<T>(work: () => Promise<T>): Promise<T> {
  const { DATABASE_URL, OWNER_DATABASE_URL } = process.env;
  const market = await createTestDatabase();
  await closeDatabase();
  process.env.DATABASE_URL = market.databaseUrl;
  process.env.OWNER_DATABASE_URL = market.ownerDatabaseUrl;
  try {
    return await work();
  } finally {
    await closeDatabase();
    process.env.DATABASE_URL = DATABASE_URL;
    process.env.OWNER_DATABASE_URL = OWNER_DATABASE_URL;
    await market.drop();
  }
}

/** Every line that the product logs meanwhile, at every level. */
async function whileLogging<T>(lines: string[], work: () => Promise<T>): Promise<T> {
  const stream = (log as unknown as Record<symbol, { write(line: string): void }>)[symbols.streamSym];
  if (!stream) throw new Error('the logger has no stream');
  const { write } = stream;
  const { level } = log;
  stream.write = (line) => void lines.push(line);
  log.level = 'trace';
  try {
    return await work();
  } finally {
    stream.write = write;
    log.level = level;
  }
}

/**
 * All that people other than the leader can see of one course of an auction, in which the leader's maximum is never reached:
 * what the API answered to each of them, the outbox, the messages on Redis, the log, and the operators' pages.
 */
async function seenByOthers(maxima: Maxima, isNational: boolean) {
  const lines: string[] = [];
  const messages: string[] = [];
  const ear = redis.connect();
  await ear.flushall();
  await ear.psubscribe('*');
  ear.on('pmessage', (_pattern, channel, message) => messages.push(`${channel} ${message}`));
  const answers = await inAnotherMarket(() =>
    whileLogging(lines, async () => {
      const sellerId = await makeUser();
      const operatorId = await makeOperator();
      const [leader, rival, poor] = await Promise.all(
        [
          await makeUser({ balance: 300_000 }),
          await makeUser({ balance: 100_000 }),
          await makeUser({ balance: 60_000 }),
        ].map(async (id) => ({ id, token: await issueToken({ id, sessionVersion: 1 }) })),
      );
      if (!leader || !rival || !poor) throw new Error('nobody bids');
      await asOwner(
        `UPDATE users SET username = 'user' || id, nickname = 'name' || id, email = id || '@example.test'`,
      );
      const { id } = await makeAuction({ sellerId, isNational, startPrice: 30_000, instantPrice: 250_000 });
      const others: unknown[] = [];
      const bid = async (userId: string, amount: number) =>
        others.push(await placeBid({ auctionId: id, userId, amount }));
      const bidUpTo = (userId: string, maximum: number) => autoBid({ auctionId: id, userId, maximum });

      await bidUpTo(leader.id, maxima.first);
      await bid(rival.id, 52_000);
      await bid(rival.id, 52_000);
      await bid(poor.id, 75_000);
      others.push(await bidUpTo(rival.id, 60_000));
      await bidUpTo(leader.id, maxima.raised);
      await deposit({ userId: leader.id, amount: 5_000 });
      others.push(await bidUpTo(rival.id, 70_000));
      for (const token of [undefined, rival.token, poor.token]) {
        others.push(
          shown(await ask(auctionEndpoint, { id, token })),
          shown(await ask(listBidsEndpoint, { id, token })),
          shown(await ask(listAuctionsEndpoint, { token, query: { sort: 'ending' } })),
          shown(await ask(profileEndpoint, { id: leader.id, token })),
        );
      }
      others.push(shown(await ask(recordEndpoint, { id })));
      for (const { token } of [rival, poor]) {
        const { answer } = await ask(listAttemptsEndpoint, { id, token });
        others.push(answer);
        for (const attempt of answer.items) {
          others.push(shown(await ask(receiptEndpoint, { id: attempt.id, token })));
        }
      }
      for (const userId of [sellerId, rival.id, poor.id]) {
        const token = await issueToken({ id: userId, sessionVersion: 1 });
        others.push(shown(await ask(listNotificationsEndpoint, { token })));
      }
      others.push(await listingItems({ sellerId, listingTab: 'LIVE', limit: 10 }));
      const forOperators = [
        await auctionFile({ operatorId, auctionId: id }),
        await userFile({ operatorId, userId: leader.id }),
        await searchLedger({ operatorId, limit: 100 }),
        await searchLedger({ operatorId, limit: 100, type: 'BID_LOCK' }),
        await searchAuctions({ operatorId, limit: 100 }),
        await listActs({ operatorId, limit: 100 }),
        await overview(operatorId),
      ];
      const { rows: outbox } = await database().execute(
        sql`SELECT id, topic, payload FROM outbox ORDER BY id`,
      );
      await vi.waitFor(async () => expect(await relayOutbox()).toBe('done'));
      log.debug('the end');
      await heardAll(ear, messages);
      return { others, forOperators, outbox };
    }),
  );
  ear.disconnect();
  return { ...answers, messages, log: lines.map((line) => JSON.parse(line)) };
}

/** Redis delivers messages in order: with the last one, all have come. */
async function heardAll(ear: Redis, messages: string[]): Promise<void> {
  const speaker = ear.duplicate();
  await speaker.publish('end', 'end');
  speaker.disconnect();
  await vi.waitFor(() => expect(messages).toContain('end end'));
}

/** The body of an answer, of a refusal as well. */
function shown(answered: { status: number; refusal: unknown; answer: unknown }) {
  return { status: answered.status, body: answered.refusal ?? answered.answer };
}

/** The text of all of it, without times and what is masked. */
function comparable(seen: object): string {
  return JSON.stringify(seen, (key, value) => (MASKED.includes(key) ? '#' : value), 1)
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
    .replace(/(\\"recordHash\\":\\")[0-9a-f]*/g, '$1#');
}

test.each([
  ['local', false],
  ['national', true],
])(
  'nobody but the leader sees anything of a maximum before it is beaten, in a %s auction',
  async (_, isNational) => {
    const low = comparable(await seenByOthers({ first: 80_000, raised: 91_000 }, isNational));
    const high = comparable(await seenByOthers({ first: 85_000, raised: 123_000 }, isNational));
    expect(high).toBe(low);
    for (const secret of ['80000', '85000', '91000', '123000']) expect(high + low).not.toContain(secret);
    // The comparison is about something.
    expect(low).toContain('71000');
  },
);

test('an automatic bid whose statement fails is logged without its maximum', async () => {
  const lines: string[] = [];
  await inAnotherMarket(() =>
    whileLogging(lines, async () => {
      const { id } = await makeAuction();
      const userId = await makeUser({ balance: 90_000_000 });
      await asOwner('ALTER TABLE holds ADD CONSTRAINT holds_nothing CHECK (amount < 1)');
      const error: unknown = await autoBid({ auctionId: id, userId, maximum: 87_654_000 }).catch(
        (failure: unknown) => failure,
      );
      expect(error).toHaveProperty('detail', expect.stringContaining('87654000'));
      log.error({ error }, 'failed');
    }),
  );
  expect(lines.join()).toContain('holds_nothing');
  expect(lines.join()).not.toContain('87654');
});
