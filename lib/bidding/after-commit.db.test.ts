import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPool, database } from '@/db/client';
import { CommitUnknownError, withTransaction } from '@/db/transaction';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { type AuctionMessage, auctionMessageSchema } from '@/lib/realtime/protocol';
import { publish } from '@/lib/realtime/publish';
import { closeRedis, redis, redisReady } from '@/lib/realtime/redis';
import { relayOutbox } from '@/lib/realtime/relay';
import { auctionTopic, userChannel } from '@/lib/realtime/topics';
import { testDatabase } from '@/test/database';
import { startFaultProxy } from '@/test/fault-proxy';
import { auctionRow, makeAuction, makeUser, makeUsers } from '@/test/market';
import { testRedis } from '@/test/redis';
import { placeBid } from './place-bid';

const db = testDatabase();
const valkey = testRedis();

afterEach(async () => {
  await flushAnnounced();
  await database().execute(sql`SELECT discard_announced(ARRAY(SELECT id FROM outbox))`);
  closeRedis();
  process.env.REDIS_URL = valkey.url;
});

/** Everything that is published on a channel from now on. */
async function listen(...channels: string[]): Promise<string[]> {
  const heard: string[] = [];
  const subscriber = valkey.connect();
  await subscriber.subscribe(...channels);
  subscriber.on('message', (_channel, text) => heard.push(text));
  return heard;
}

async function outboxRows(): Promise<{ id: string; topic: string }[]> {
  const rows = await database().execute<{ id: string; topic: string }>(
    sql`SELECT id, topic FROM outbox ORDER BY id`,
  );
  return rows.rows;
}

async function emptyOutbox(): Promise<void> {
  await vi.waitFor(async () => {
    await flushAnnounced();
    expect(await outboxRows()).toEqual([]);
  });
}

describe('withTransaction', () => {
  it('runs the hooks in order after the commit, when others can see the work', async () => {
    const user = await makeUser();
    const seen: string[] = [];
    const look = async (name: string) => {
      const rows = await database().execute(sql`SELECT 1 FROM outbox WHERE topic = 'test'`);
      seen.push(`${name} ${rows.rows.length}`);
    };
    await withTransaction(async (tx) => {
      tx.afterCommit(() => look('first'));
      tx.afterCommit(() => look('second'));
      await tx.execute(sql`INSERT INTO outbox (topic, payload, created_at) VALUES ('test', '{}', now())`);
      await look(`inside ${user === '' ? '' : 'the'}`);
    });
    expect(seen).toEqual(['inside the 0', 'first 1', 'second 1']);
  });

  it('runs no hook on rollback, and passes the error on', async () => {
    const hook = vi.fn();
    const failing = withTransaction(async (tx) => {
      tx.afterCommit(hook);
      await tx.execute(sql`INSERT INTO outbox (topic, payload, created_at) VALUES ('test', '{}', now())`);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(hook).not.toHaveBeenCalled();
    expect(await outboxRows()).toEqual([]);
  });

  it('does not take a failed transaction for a committed one', async () => {
    const hook = vi.fn();
    const failing = withTransaction(async (tx) => {
      tx.afterCommit(hook);
      // Swallowing the error leaves the transaction failed: PostgreSQL answers its COMMIT with ROLLBACK.
      await tx.execute(sql`SELECT 1 / 0`).catch(() => undefined);
    });
    await expect(failing).rejects.toThrow(/rolled back/);
    expect(hook).not.toHaveBeenCalled();
  });

  it('lets a later hook run, and the work stand, when a hook throws', async () => {
    const later = vi.fn();
    const result = await withTransaction(async (tx) => {
      tx.afterCommit(() => {
        throw new Error('no');
      });
      tx.afterCommit(later);
      return 'done';
    });
    expect([result, later.mock.calls.length]).toEqual(['done', 1]);
  });

  it('finds out that it committed when the answer to COMMIT is lost', async () => {
    const bidder = await makeUser({ balance: 10_000 });
    const { id } = await makeAuction();
    const proxy = await db.throughProxy();
    await database().execute(sql`SELECT 1`);
    const cut = proxy.cutAfter('COMMIT');
    const answer = await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    await cut;
    expect(answer.ok).toBe(true);
    expect(await auctionRow(id)).toMatchObject({ bid_count: 1 });
  });

  it('retries the bid, once, when COMMIT never arrived', async () => {
    const bidder = await makeUser({ balance: 10_000 });
    const { id } = await makeAuction();
    const proxy = await db.throughProxy();
    const cut = proxy.cutBefore('COMMIT');
    const answer = await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    await cut;
    expect(answer.ok).toBe(true);
    expect(await auctionRow(id)).toMatchObject({ bid_count: 1 });
  });

  it('reports an unknown fate when the database stays away after COMMIT', async () => {
    const proxy = await startFaultProxy(db.databaseUrl);
    const pool = createPool({ connectionString: proxy.url, max: 1 });
    onTestFinished(() => pool.end());
    const cut = proxy.cutAfter('COMMIT').then(() => proxy.down());
    await expect(
      withTransaction(async () => 'done', { transactions: pool, questions: pool }),
    ).rejects.toThrow(CommitUnknownError);
    await cut;
  }, 15_000);

  it('answers BUSY when the database is away, and nothing has happened', async () => {
    const bidder = await makeUser({ balance: 10_000 });
    const { id } = await makeAuction();
    const proxy = await db.throughProxy();
    await proxy.down();
    const answer = await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    expect(answer).toMatchObject({ ok: false, code: 'BUSY' });
    await proxy.up();
    expect(await auctionRow(id)).toMatchObject({ bid_count: 0 });
  });
});

describe('a national auction', () => {
  it('publishes its whole state with the bids of the batch, stores it, and clears the outbox', async () => {
    const bidder = await makeUser({ balance: 50_000 });
    const { id, sellerId } = await makeAuction({ isNational: true });
    await redisReady(5_000);
    const [heard, told] = await Promise.all([listen(auctionTopic(id)), listen(userChannel(sellerId))]);
    const answer = await placeBid({ auctionId: id, userId: bidder, amount: 12_000 });
    if (!answer.ok) throw new Error(answer.code);
    await vi.waitFor(() => expect([heard.length, told.length]).toEqual([1, 1]));
    // Compared as it was heard: a schema would drop what must not be there.
    const message = JSON.parse(heard[0] ?? '');
    expect(message).toEqual({ ...answer.auction, bids: [answer.bid] });
    expect(auctionMessageSchema.safeParse(message).success).toBe(true);
    expect(await redis().get(auctionTopic(id))).toBe(heard[0]);
    expect(await redis().ttl(auctionTopic(id))).toBeGreaterThan(86_400);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ kind: 'NEW_BID', link: `/auctions/${id}` });
    await emptyOutbox();
  });

  it('publishes nothing that could identify a person', async () => {
    const bidder = await makeUser({ balance: 50_000 });
    const [one, other] = await Promise.all([
      makeAuction({ isNational: true }),
      makeAuction({ isNational: true }),
    ]);
    const keys: string[] = [];
    for (const { id } of [one, other]) {
      const answer = await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
      if (answer.ok) keys.push(answer.auction.leader?.key ?? '');
      if (answer.ok) expect(answer.auction.leader?.name).toBe('p**');
    }
    expect(new Set(keys).size).toBe(2);
  });

  it('announces nothing that was refused', async () => {
    const { id, sellerId } = await makeAuction({ isNational: true });
    await redisReady(5_000);
    const heard = await listen(auctionTopic(id));
    await placeBid({ auctionId: id, userId: sellerId, amount: 10_000 });
    await redis().publish(auctionTopic(id), 'the end');
    await vi.waitFor(() => expect(heard).toEqual(['the end']));
    expect(await outboxRows()).toEqual([]);
  });

  it('accepts bids while Redis is away; the relay announces them, oldest first, when it is back', async () => {
    const [one, other] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id } = await makeAuction({ isNational: true });
    const heard = await listen(auctionTopic(id));
    const proxy = await startFaultProxy(valkey.url);
    process.env.REDIS_URL = proxy.url;
    await proxy.down();
    expect((await placeBid({ auctionId: id, userId: one, amount: 10_000 })).ok).toBe(true);
    expect((await placeBid({ auctionId: id, userId: other, amount: 11_000 })).ok).toBe(true);
    expect(await relayOutbox()).toBe('redis is away');
    expect(await outboxRows()).toHaveLength(2);
    await proxy.up();
    await vi.waitFor(
      async () => {
        await relayOutbox();
        expect(heard.map((text) => (JSON.parse(text) as AuctionMessage).version)).toEqual([1, 2]);
      },
      { timeout: 15_000, interval: 100 },
    );
    expect(await outboxRows()).toEqual([]);
  });

  it('is announced by the relay when the process died between commit and publish, but not before two seconds', async () => {
    const bidder = await makeUser({ balance: 50_000 });
    const { id } = await makeAuction({ isNational: true });
    // From outside, a Redis that swallows everything looks like a crash right after the commit.
    const proxy = await startFaultProxy(valkey.url);
    process.env.REDIS_URL = proxy.url;
    await redisReady(5_000);
    proxy.block();
    await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    closeRedis();
    process.env.REDIS_URL = valkey.url;
    await redisReady(5_000);
    const heard = await listen(auctionTopic(id));
    await relayOutbox();
    expect(await outboxRows()).toHaveLength(1);
    await vi.waitFor(
      async () => {
        await relayOutbox();
        expect(heard).toHaveLength(1);
      },
      { timeout: 10_000, interval: 100 },
    );
    expect(await outboxRows()).toEqual([]);
  });

  it('keeps its newest state when old news is repeated', async () => {
    const bidder = await makeUser({ balance: 50_000 });
    const { id } = await makeAuction({ isNational: true });
    await redisReady(5_000);
    const states: AuctionMessage[] = [];
    for (const amount of [10_000, 11_000]) {
      const answer = await placeBid({ auctionId: id, userId: bidder, amount });
      if (answer.ok && answer.bid) states.push({ ...answer.auction, bids: [answer.bid] });
    }
    await emptyOutbox();
    const [old, newest] = states;
    if (!old || !newest) throw new Error('a bid was refused');
    const heard = await listen(auctionTopic(id));
    await publish({ message: old, notices: [] });
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(JSON.parse((await redis().get(auctionTopic(id))) ?? '')).toEqual(newest);
  });
});

describe('a local auction', () => {
  it('needs no Redis: it opens no connection and publishes nothing', async () => {
    const bidder = await makeUser({ balance: 50_000 });
    const { id } = await makeAuction();
    const proxy = await startFaultProxy(valkey.url);
    process.env.REDIS_URL = proxy.url;
    expect((await placeBid({ auctionId: id, userId: bidder, amount: 10_000 })).ok).toBe(true);
    expect(proxy.connections()).toBe(0);
    expect((await outboxRows()).map((row) => row.topic)).toEqual(['me']);
  });

  it('leaves its personal notifications to the worker, which announces them at once', async () => {
    const [one, other] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id } = await makeAuction();
    await redisReady(5_000);
    const [told, onTopic] = await Promise.all([listen(userChannel(one)), listen(auctionTopic(id))]);
    await placeBid({ auctionId: id, userId: one, amount: 10_000 });
    await placeBid({ auctionId: id, userId: other, amount: 11_000 });
    await relayOutbox();
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ kind: 'OUTBID', params: { amount: 11_000 } });
    expect(onTopic).toEqual([]);
    expect(await outboxRows()).toEqual([]);
  });
});
