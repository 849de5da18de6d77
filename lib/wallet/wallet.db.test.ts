import { createHash } from 'node:crypto';
import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { placeBid } from '@/lib/bidding/place-bid';
import { idPositionSchema } from '@/lib/paging/by-id';
import { refuse } from '@/lib/result';
import { testDatabase } from '@/test/database';
import { deposit, holdings, makeAuction, makeUser, pastTheTriggers } from '@/test/market';
import { entriesAddUp, type LedgerFilter, ledgerEntries, listTransactions } from './transactions';
import { walletOf } from './wallet';
import { withdraw } from './withdraw';

const db = testDatabase();

describe('deposit and withdraw', () => {
  it('bring money in and take it out, each with an entry', async () => {
    const userId = await makeUser();
    await deposit({ userId, amount: 30_000 });
    const answer = await withdraw({ userId, amount: '12000' });
    if (!answer.ok) throw new Error(answer.code);
    expect(answer.wallet.balance.toFixed()).toBe('18000');
    const { items } = await listTransactions({ userId, limit: 10 });
    expect(
      items.map((entry) => [entry.type, entry.balanceDelta.toFixed(), entry.balanceAfter.toFixed()]),
    ).toEqual([
      ['WITHDRAWAL', '-12000', '18000'],
      ['DEPOSIT', '30000', '30000'],
    ]);
    expect(await entriesAddUp(userId)).toBe(true);
  });

  it('let no bid-locked money out', async () => {
    const userId = await makeUser({ balance: 20_000 });
    const { id } = await makeAuction();
    await placeBid({ auctionId: id, userId, amount: 15_000 });
    const answer = await withdraw({ userId, amount: 5_001 });
    expect(answer).toMatchObject({ ok: false, code: 'INSUFFICIENT_BALANCE' });
    expect((await withdraw({ userId, amount: 5_000 })).ok).toBe(true);
    expect(await holdings(userId)).toBe('0/15000');
  });

  it('accept only as many withdrawals at once as the money lasts for', async () => {
    const userId = await makeUser({ balance: 50_000 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => withdraw({ userId, amount: 10_000 })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(5);
    expect(await holdings(userId)).toBe('0/0');
  });

  it('let one through of a bid and a withdrawal of the same money at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const userId = await makeUser({ balance: 10_000 });
      const { id } = await makeAuction();
      const answers = await Promise.all([
        placeBid({ auctionId: id, userId, amount: 10_000 }),
        withdraw({ userId, amount: 10_000 }),
      ]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    }
  });

  it('move money once for one idempotency key used fifty times at once', async () => {
    const userId = await makeUser();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => deposit({ userId, amount: 7_000, idempotencyKey: 'd' })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await holdings(userId)).toBe('7000/0');
  });

  it('repeat the first answer, and refuse the key for a different amount or movement', async () => {
    const userId = await makeUser({ balance: 9_000 });
    const asked = { userId, amount: 5_000, idempotencyKey: 'w' };
    const first = await withdraw(asked);
    expect(first).toMatchObject({ ok: true });
    // By now nothing new may be moved, and there is too little money for it.
    expect(await withdraw({ ...asked, refusal: refuse('FORBIDDEN') })).toEqual(first);
    expect(await withdraw({ ...asked, amount: 4_000 })).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect(await deposit(asked)).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect(await holdings(userId)).toBe('4000/0');
  });

  it('leave the key of a refusal free: the same request may be accepted later', async () => {
    const userId = await makeUser({ balance: 1_000 });
    const poor = { userId, amount: 5_000, idempotencyKey: 'w' };
    expect(await withdraw(poor)).toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
    const rich = { userId, amount: 999_999_999_999, idempotencyKey: 'd' };
    expect(await deposit(rich)).toMatchObject({ code: 'BALANCE_LIMIT' });
    const { rows } = await database().execute(
      sql`SELECT key FROM idempotency_keys WHERE user_id = ${userId}`,
    );
    expect(rows).toEqual([]);
    await deposit({ userId, amount: 50_000 });
    expect(await withdraw(poor)).toMatchObject({ ok: true });
    expect(await holdings(userId)).toBe('46000/0');
  });

  it('repeat a refusal that the release before this one remembered', async () => {
    const userId = await makeUser({ balance: 9_000 });
    const hash = createHash('sha256').update('WITHDRAWAL:5000').digest('hex');
    const response = JSON.stringify({ ok: false, code: 'INSUFFICIENT_BALANCE', available: '1000' });
    await database().execute(sql`INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
      VALUES (${userId}, 'old', ${hash}, ${response}, now())`);
    const answer = await withdraw({ userId, amount: 5_000, idempotencyKey: 'old' });
    expect(answer).toEqual({ ok: false, code: 'INSUFFICIENT_BALANCE', available: new Big(1_000) });
  });

  it('fill a wallet up to the limit and not a won further', async () => {
    const userId = await makeUser({ balance: 1 });
    expect(await deposit({ userId, amount: 999_999_999_999 })).toMatchObject({ code: 'BALANCE_LIMIT' });
    expect((await deposit({ userId, amount: 999_999_999_998 })).ok).toBe(true);
    await withdraw({ userId, amount: 999_999_999_999 });
  });

  it.each([0, -1, 1.5, '1e3', '', Number.NaN])('refuse %s as an amount', async (amount) => {
    const userId = await makeUser({ balance: 100 });
    for (const act of [deposit, withdraw]) {
      expect(await act({ userId, amount })).toMatchObject({ code: 'INVALID_INPUT' });
    }
  });
});

describe('the wallet', () => {
  it('names the auction of each lock', async () => {
    const userId = await makeUser({ balance: 50_000 });
    const [one, other] = await Promise.all([makeAuction(), makeAuction()]);
    await placeBid({ auctionId: one.id, userId, amount: 10_000 });
    await placeBid({ auctionId: other.id, userId, amount: 13_000 });
    const wallet = await walletOf(userId);
    expect(wallet.locks.map((lock) => [lock.auctionId, lock.title, lock.amount.toFixed()]).sort()).toEqual(
      [
        [one.id, '원목 의자', '10000'],
        [other.id, '원목 의자', '13000'],
      ].sort(),
    );
    expect([wallet.balance, wallet.lockedBalance].map(String)).toEqual(['27000', '23000']);
  });

  it('pages through its ledger without repeating or skipping an entry, while new ones arrive', async () => {
    const userId = await makeUser();
    for (let amount = 1; amount <= 7; amount += 1) await deposit({ userId, amount });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const after = cursor === null ? undefined : idPositionSchema.parse(cursor);
      const page = await listTransactions({ userId, limit: 3, after });
      seen.push(...page.items.map((entry) => entry.balanceDelta.toFixed()));
      cursor = page.nextCursor;
      await deposit({ userId, amount: 100 });
    } while (cursor !== null);
    expect(seen).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  });

  it('shows its ledger in the order in which entries follow from each other, whatever their times say', async () => {
    const userId = await makeUser();
    for (const amount of [1, 2, 3]) await deposit({ userId, amount });
    await pastTheTriggers(`UPDATE transactions SET created_at = created_at - interval '1 day'
      WHERE id = (SELECT max(id) FROM transactions)`);
    const { items, nextCursor } = await listTransactions({ userId, limit: 2 });
    const after = idPositionSchema.parse(nextCursor);
    const rest = await listTransactions({ userId, limit: 2, after });
    expect([...items, ...rest.items].map((entry) => entry.balanceAfter.toFixed())).toEqual(['6', '3', '1']);
  });

  it('shows entries between two days of the Korean calendar, both included', async () => {
    const userId = await makeUser();
    const owner = db.openPool('owner', 1);
    // Half an hour before and after midnight in Korea, and at the end of the day.
    for (const at of [
      '2026-11-19T14:30Z',
      '2026-11-19T15:30Z',
      '2026-11-20T14:59:59Z',
      '2026-11-20T15:00Z',
    ]) {
      await deposit({ userId, amount: 1 });
      await owner.query(`ALTER TABLE transactions DISABLE TRIGGER transactions_append_only;
        UPDATE transactions SET created_at = '${at}' WHERE id = (SELECT max(id) FROM transactions);
        ALTER TABLE transactions ENABLE TRIGGER transactions_append_only`);
    }
    const shown = async (filter: LedgerFilter) =>
      (await listTransactions({ userId, limit: 10, ...filter })).items.map((entry) =>
        entry.createdAt.toISOString(),
      );
    expect(await shown({ from: '2026-11-20', to: '2026-11-20' })).toEqual([
      '2026-11-20T14:59:59.000Z',
      '2026-11-19T15:30:00.000Z',
    ]);
    expect(await shown({ from: '2026-11-21' })).toEqual(['2026-11-20T15:00:00.000Z']);
    expect(await shown({ to: '2026-11-19' })).toEqual(['2026-11-19T14:30:00.000Z']);
    expect(await shown({ from: '2026-11-21', to: '2026-11-19' })).toEqual([]);
  });

  it('is exported whole, however many pages that takes, without entries that are written meanwhile', async () => {
    const userId = await makeUser();
    for (let amount = 1; amount <= 7; amount += 1) await deposit({ userId, amount });
    const seen: string[] = [];
    for await (const entry of ledgerEntries({ userId }, 3)) {
      seen.push(entry.balanceDelta.toFixed());
      await deposit({ userId, amount: 100 });
    }
    expect(seen).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  });

  it('shows entries of one type', async () => {
    const userId = await makeUser({ balance: 10_000 });
    await withdraw({ userId, amount: 1_000 });
    const { items } = await listTransactions({ userId, limit: 10, type: 'WITHDRAWAL' });
    expect(items.map((entry) => entry.type)).toEqual(['WITHDRAWAL']);
  });
});
