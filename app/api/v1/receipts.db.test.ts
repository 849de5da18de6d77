import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { GET as keys } from '@/app/.well-known/neighborbid-keys.json/route';
import { POST as postBid } from '@/app/api/v1/auctions/[id]/bids/route';
import { issueToken } from '@/lib/accounts/tokens';
import { listAttemptsEndpoint, receiptEndpoint, recordEndpoint } from '@/lib/api/endpoints/receipts';
import { autoBid } from '@/lib/bidding/auto-bid';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { pseudonymKey } from '@/lib/pseudonym';
import { recompute } from '@/lib/receipts/recompute';
import type { PublishedKey } from '@/lib/record/published-key';
import { checkReceipt } from '@/lib/record/receipt';
import { ask, SITE } from '@/test/api';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser, pastTheTriggers } from '@/test/market';
import { testRedis } from '@/test/redis';

testDatabase();
testRedis();

type Member = { id: string; token: string };

async function member(balance = 0): Promise<Member> {
  const id = await makeUser({ balance });
  return { id, token: await issueToken({ id, sessionVersion: 1 }) };
}

async function auctionOf(seller: Member, options: Parameters<typeof makeAuction>[0] = {}) {
  return (await makeAuction({ sellerId: seller.id, ...options })).id;
}

function bid(auctionId: string, { id: userId }: Member, amount: number) {
  return placeBid({ auctionId, userId, amount });
}

function close(auctionId: string, { id: userId }: Member) {
  return closeEarly({ auctionId, userId });
}

async function ownReceipts(id: string, { token }: Member) {
  const { items } = (await ask(listAttemptsEndpoint, { id, token })).answer;
  return Promise.all(items.map(async (item) => (await ask(receiptEndpoint, { id: item.id, token })).answer));
}

async function publishedKeysNow(): Promise<PublishedKey[]> {
  return (await keys().json()).keys;
}

describe('my attempts', () => {
  test('are those that were refused too, newest first, page by page, and nobody else’s', async () => {
    const [seller, bidder, rival] = [await member(), await member(50_000), await member(50_000)];
    const id = await auctionOf(seller);
    await bid(id, bidder, 10_000);
    await bid(id, rival, 12_000);
    await bid(id, bidder, 12_000);
    await bid(id, bidder, 60_000);
    const listed = (await ask(listAttemptsEndpoint, { id, token: bidder.token })).answer;
    expect(listed.items).toMatchObject([
      { command: 'bid', amount: 60_000, code: 'INSUFFICIENT_BALANCE' },
      { amount: 12_000, code: 'BID_TOO_LOW', priceBefore: 12_000, priceAfter: 12_000, versionBefore: 2 },
      { amount: 10_000, code: null, priceBefore: 10_000, versionBefore: 0, versionAfter: 1 },
    ]);
    const asked = { id, token: bidder.token };
    const first = (await ask(listAttemptsEndpoint, { ...asked, query: { limit: '2' } })).answer;
    const cursor = first.nextCursor ?? '';
    const second = (await ask(listAttemptsEndpoint, { ...asked, query: { limit: '2', cursor } })).answer;
    expect([...first.items, ...second.items]).toEqual(listed.items);
    expect(second.nextCursor).toBeNull();
    expect((await ask(listAttemptsEndpoint, { id, token: seller.token })).answer.items).toEqual([]);
    expect((await ask(listAttemptsEndpoint, { id })).refusal?.code).toBe('UNAUTHENTICATED');
    const nowhere = { id: '999999999', token: bidder.token };
    expect((await ask(listAttemptsEndpoint, nowhere)).refusal?.code).toBe('NOT_FOUND');
  });

  test('have receipts that nobody else can read, and that anybody can check', async () => {
    const [seller, bidder, rival] = [await member(), await member(50_000), await member(50_000)];
    const id = await auctionOf(seller);
    await bid(id, rival, 12_000);
    const { attemptId = '' } = await bid(id, bidder, 12_000);
    const { answer: receipt } = await ask(receiptEndpoint, { id: attemptId, token: bidder.token });
    expect(receipt).toMatchObject({
      id: attemptId,
      auction: id,
      seq: 2,
      actor: pseudonymKey(id, bidder.id),
      leaderAfter: pseudonymKey(id, rival.id),
      amount: 12_000,
      code: 'BID_TOO_LOW',
    });
    expect(await checkReceipt(JSON.stringify(receipt), await publishedKeysNow())).toMatchObject({
      verdict: 'valid',
    });
    for (const token of [rival.token, seller.token]) {
      expect((await ask(receiptEndpoint, { id: attemptId, token })).refusal?.code).toBe('NOT_FOUND');
    }
    expect((await ask(receiptEndpoint, { id: attemptId })).refusal?.code).toBe('UNAUTHENTICATED');
  });

  test('show what was locked for the leader to the leader alone', async () => {
    const [seller, leader, rival] = [await member(), await member(90_000), await member(90_000)];
    const id = await auctionOf(seller);
    await autoBid({ auctionId: id, userId: leader.id, maximum: 80_000 });
    await bid(id, rival, 40_000);
    const [[own], [theirs]] = [await ownReceipts(id, leader), await ownReceipts(id, rival)];
    expect(own).toMatchObject({ amount: 80_000, hold: 80_000, holdSalt: expect.any(String) });
    expect(theirs).toMatchObject({ amount: 40_000, priceAfter: 41_000, hold: null, holdSalt: null });
    expect(JSON.stringify(theirs)).not.toMatch(/80000/);
  });
});

test('a receipt tells when the request arrived, and not when its body had been read', async () => {
  const [seller, bidder] = [await member(), await member(50_000)];
  const id = await auctionOf(seller);
  const clock = performance.now.bind(performance);
  const later = vi.spyOn(performance, 'now');
  onTestFinished(() => later.mockRestore());
  const pull = (body: ReadableStreamDefaultController) => {
    later.mockImplementation(() => clock() + 60_000);
    body.enqueue(new TextEncoder().encode(JSON.stringify({ amount: 12_000 })));
    body.close();
  };
  // Without a buffer, nothing is pulled before the body is read.
  const slowBody = new ReadableStream({ pull }, { highWaterMark: 0 });
  const url = `${SITE}/api/v1/auctions/${id}/bids`;
  const headers = { host: new URL(url).host, authorization: `Bearer ${bidder.token}` };
  const init = { method: 'POST', headers, body: slowBody, duplex: 'half' };
  const answered = await postBid(new Request(url, init), { params: Promise.resolve({ id }) });
  expect(answered.status).toBe(201);
  const [receipt] = await ownReceipts(id, bidder);
  const [arrived, decided] = [receipt?.arrivedAt ?? '', receipt?.decidedAt ?? ''].map(Date.parse);
  expect((decided ?? 0) - (arrived ?? 0)).toBeGreaterThanOrEqual(60_000);
});

/** The script of docs/receipts.md, as a person copies it. */
function scriptOfTheDocs(): string {
  const page = readFileSync(new URL('../../../docs/receipts.md', import.meta.url), 'utf8');
  const [, script = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
  return script;
}

test('the script of the documents accepts a receipt as it was saved, and no altered one', async () => {
  const [seller, bidder] = [await member(), await member(50_000)];
  const id = await auctionOf(seller);
  await bid(id, bidder, 12_000);
  const [receipt] = await ownReceipts(id, bidder);
  const folder = mkdtempSync(path.join(tmpdir(), 'receipt-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: unknown) => {
    const where = path.join(folder, name);
    writeFileSync(where, typeof content === 'string' ? content : JSON.stringify(content));
    return where;
  };
  const script = file('verify-receipt.mjs', scriptOfTheDocs());
  const keySet = file('keys.json', { keys: await publishedKeysNow() });
  const run = (content: unknown) =>
    promisify(execFile)(process.execPath, [script, file('receipt.json', content), keySet]);
  expect((await run(receipt)).stdout).toContain('VALID: bid 12000');
  await expect(run({ ...receipt, amount: 13_000 })).rejects.toThrow('the signature does not fit');
  await expect(run({ ...receipt, keyId: 'another' })).rejects.toThrow('the key is unknown');
});

describe('the record of an auction', () => {
  test('is open once it has ended, and a browser comes to the same decisions', async () => {
    const [seller, leader, rival] = [await member(), await member(90_000), await member(90_000)];
    const id = await auctionOf(seller);
    await autoBid({ auctionId: id, userId: leader.id, maximum: 50_000 });
    await bid(id, rival, 40_000);
    await bid(id, rival, 40_000);
    await autoBid({ auctionId: id, userId: rival.id, maximum: 60_000 });
    expect((await ask(recordEndpoint, { id })).refusal?.code).toBe('AUCTION_NOT_ENDED');
    const closed = await close(id, seller);
    await bid(id, leader, 70_000);

    const { answer: record } = await ask(recordEndpoint, { id });
    expect(record.attempts.map(({ command, code }) => code ?? command)).toEqual([
      'autoBid',
      'bid',
      'BID_TOO_LOW',
      'autoBid',
      'closeEarly',
      'AUCTION_ENDED',
    ]);
    expect(record.result).toMatchObject({ finalPrice: 51_000, winner: pseudonymKey(id, rival.id) });
    const seenHash = closed.ok ? closed.auction.recordHash : null;
    expect(seenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await recompute(record, { seenHash })).toEqual({ ok: true, decisions: 6, earlier: 0 });
  });

  test('names nobody: people by masked names, operators not at all', async () => {
    const [seller, bidder] = [await member(), await member(90_000)];
    const id = await auctionOf(seller);
    await bid(id, bidder, 10_000);
    await close(id, seller);
    const { answer: record } = await ask(recordEndpoint, { id });
    expect(record.people.map(({ key }) => key).toSorted()).toEqual(
      [seller, bidder].map((one) => pseudonymKey(id, one.id)).toSorted(),
    );
    expect(record.people.map(({ name }) => name)).toEqual(['p**', 'p**']);
  });

  test('does not exist of a cancelled auction, nor of one that had bids before there were attempts', async () => {
    const [seller, bidder] = [await member(), await member(90_000)];
    const cancelled = await auctionOf(seller);
    await cancelAuction({ auctionId: cancelled, userId: seller.id });
    const old = await auctionOf(seller);
    await bid(old, bidder, 10_000);
    await pastTheTriggers(`
      DELETE FROM attempts WHERE auction_id = ${old};
      UPDATE auctions SET attempt_count = 0, record_hash = '' WHERE id = ${old}`);
    await bid(old, bidder, 11_000);
    await close(old, seller);
    for (const id of [cancelled, old, '999999999']) {
      expect((await ask(recordEndpoint, { id })).refusal?.code).toBe('NOT_FOUND');
    }
  });
});
