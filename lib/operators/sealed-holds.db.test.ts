import { describe, expect, test } from 'vitest';
import { autoBid } from '@/lib/bidding/auto-bid';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { stopAutoBid } from '@/lib/bidding/stop-auto-bid';
import { defended, running } from '@/test/books';
import { testDatabase } from '@/test/database';
import { deposit, makeOperator, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { auctionFile } from './auction-file';
import { listActs } from './operator-log';
import { searchLedger } from './search-ledger';
import { userFile } from './user-file';
import { viewAutoBid } from './view-auto-bid';

testDatabase();
testRedis();

const reason = '신고를 확인하려고요';

/** The ledger of a person as operators see it, oldest first: the movement, and the balances afterwards. */
async function ledgerOf(userId: string): Promise<string[]> {
  const found = await searchLedger({ operatorId: await makeOperator(), user: userId, limit: 100 });
  if (!found.ok) throw new Error(found.code);
  const text = (amount: { toFixed(): string } | null) => amount?.toFixed() ?? '?';
  return found.items
    .map(
      ({ type, lockedDelta, balanceAfter, lockedAfter, totalAfter }) =>
        `${type} ${text(lockedDelta)} ${text(balanceAfter)}/${text(lockedAfter)} ${text(totalAfter)}`,
    )
    .reverse();
}

async function isAutomatic(auctionId: string): Promise<boolean> {
  const answer = await auctionFile({ operatorId: await makeOperator(), auctionId });
  if (!answer.ok) throw new Error(answer.code);
  return answer.file.auction.bidsAutomatically;
}

test('the amounts of a lead with an automatic bid are sealed, those of its bidder before it are not', async () => {
  const { id, second } = await defended();
  expect(await isAutomatic(id)).toBe(true);
  expect(await ledgerOf(second)).toEqual([
    'DEPOSIT 0 50000/0 50000',
    // The bid of 12,000 won, then its refund and the maximum.
    'BID_LOCK ? ?/? 50000',
    'BID_REFUND ? ?/? 50000',
    'BID_LOCK ? ?/? 50000',
  ]);
  const answer = await userFile({ operatorId: await makeOperator(), userId: second });
  expect(answer.ok && answer.file.wallet).toMatchObject({
    balance: null,
    lockedBalance: null,
    locks: [{ auctionId: id, amount: null }],
  });
});

test('the lock of a bid without a maximum is not sealed', async () => {
  const { id, second } = await running();
  expect(await isAutomatic(id)).toBe(false);
  expect(await ledgerOf(second)).toEqual(['DEPOSIT 0 50000/0 50000', 'BID_LOCK 12000 38000/12000 50000']);
});

test('an automatic bid stays sealed at its maximum and after it was stopped: otherwise the price would be known to be all', async () => {
  const atItsEnd = await defended();
  await placeBid({ auctionId: atItsEnd.id, userId: atItsEnd.first, amount: 29_000 });
  const stopped = await defended();
  await stopAutoBid({ auctionId: stopped.id, userId: stopped.second });
  for (const { id, second } of [atItsEnd, stopped]) {
    expect(await isAutomatic(id)).toBe(true);
    expect((await ledgerOf(second)).at(-1)).toMatch(/^BID_LOCK \? \?\/\? 50000$/);
  }
});

describe('nothing is sealed any more', () => {
  test('once it is beaten', async () => {
    const { id, first, second } = await defended();
    await placeBid({ auctionId: id, userId: first, amount: 31_000 });
    expect((await ledgerOf(second)).slice(-2)).toEqual([
      'BID_LOCK 30000 20000/30000 50000',
      'BID_REFUND -30000 50000/0 50000',
    ]);
    expect(await isAutomatic(id)).toBe(false);
  });

  test('once the auction is over', async () => {
    const { id, sellerId, second } = await defended();
    await closeEarly({ auctionId: id, userId: sellerId });
    expect((await ledgerOf(second)).slice(-2)).toEqual([
      'PAYMENT -21000 20000/9000 29000',
      'BID_REFUND -9000 29000/0 29000',
    ]);
    expect(await isAutomatic(id)).toBe(false);
  });
});

describe('an operator looks at a maximum', () => {
  test('with a reason, which the log keeps, and not the amount', async () => {
    const { id, second } = await defended();
    const operatorId = await makeOperator();
    const viewed = await viewAutoBid({ operatorId, auctionId: id, reason });
    expect(viewed.ok && [viewed.maximum.toFixed(), viewed.nickname]).toEqual([
      '30000',
      expect.stringMatching(/^person/),
    ]);
    const log = await listActs({ operatorId, subjectType: 'auction', subject: id, limit: 10 });
    expect(log.ok && log.items).toMatchObject([{ act: 'VIEW_AUTO_BID', reason, detail: { bidder: second } }]);
    expect(JSON.stringify(log)).not.toContain('30000');
    // The ledger stays sealed: another operator would read it without a reason.
    expect((await ledgerOf(second)).at(-1)).toBe('BID_LOCK ? ?/? 50000');
  });

  test('and is refused without a reason, without the role, where they take part, and where there is none', async () => {
    const { id } = await defended();
    const operatorId = await makeOperator();
    const view = (asked: object) => viewAutoBid({ operatorId, auctionId: id, reason, ...asked });
    expect(await view({ reason: ' ' })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { reason: 'required' },
    });
    expect(await view({ operatorId: await makeUser() })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await view({ auctionId: (await running()).id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await view({ auctionId: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
    const bidder = await makeOperator();
    const { id: other } = await defended();
    await deposit({ userId: bidder, amount: 50_000 });
    await placeBid({ auctionId: other, userId: bidder, amount: 25_000 });
    expect(await view({ auctionId: other, operatorId: bidder })).toMatchObject({ code: 'FORBIDDEN' });
    const log = await listActs({ operatorId, act: 'VIEW_AUTO_BID', subject: id, limit: 10 });
    expect(log.ok && log.items).toEqual([]);
  });

  test('and bars that operator, and nobody else, from bidding there', async () => {
    const { id } = await defended();
    const [looked, other] = [await makeOperator(), await makeOperator()];
    for (const userId of [looked, other]) await deposit({ userId, amount: 90_000 });
    await viewAutoBid({ operatorId: looked, auctionId: id, reason });
    const answers = [
      await placeBid({ auctionId: id, userId: looked, amount: 31_000 }),
      await autoBid({ auctionId: id, userId: looked, maximum: 31_000 }),
      await placeBid({ auctionId: (await running()).id, userId: looked, amount: 31_000 }),
      await placeBid({ auctionId: id, userId: other, amount: 31_000 }),
    ];
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'ok',
      'ok',
    ]);
  });
});
