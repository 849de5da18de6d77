import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { database } from '@/db/client';
import { listBids } from '@/lib/auctions/bids';
import { auctionDetail } from '@/lib/auctions/detail';
import { myBids } from '@/lib/auctions/my-bids';
import { excludeBidder } from '@/lib/operators/exclude-bidder';
import { suspendUser } from '@/lib/operators/suspend-user';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { closeRedis } from '@/lib/realtime/redis';
import { auditLedger } from '@/lib/wallet/audit';
import { withdraw } from '@/lib/wallet/withdraw';
import { testDatabase } from '@/test/database';
import {
  auctionRow,
  endNow,
  holdings,
  makeAuction,
  makeOperator,
  makeUser,
  makeUsers,
  pastTheTriggers,
  toldKinds,
} from '@/test/market';
import { testRedis } from '@/test/redis';
import { autoBid } from './auto-bid';
import { closeOnTime } from './close-auction';
import { placeBid } from './place-bid';
import { settle } from './settle';

const db = testDatabase();
testRedis();

afterAll(async () => {
  await flushAnnounced();
  closeRedis();
});

/** An auction on which these people bid 10,000, 11,000 and so on, in turn. */
async function bidOn(bidders: readonly string[], options: Parameters<typeof makeAuction>[0] = {}) {
  const auction = await makeAuction(options);
  for (const [index, userId] of bidders.entries()) {
    const answer = await placeBid({ auctionId: auction.id, userId, amount: 10_000 + 1_000 * index });
    if (!answer.ok) throw new Error(`the bid was refused: ${answer.code}`);
  }
  return auction;
}

async function newestAct(): Promise<unknown> {
  const { rows } = await database().execute(
    sql`SELECT act, subject_id, reason FROM operator_acts ORDER BY id DESC LIMIT 1`,
  );
  return rows[0];
}

it('passes the lead on, with the money, and writes down who did it and why', async () => {
  const operatorId = await makeOperator();
  const [first, second, third] = (await makeUsers(3, { balance: 50_000 })) as [string, string, string];
  const { id, sellerId } = await bidOn([first, second, third, second], { isNational: true });
  const answer = await excludeBidder({ auctionId: id, operatorId, bidderId: second, reason: '허위 입찰' });
  expect(answer).toMatchObject({
    ok: true,
    auction: { price: 12_000, bidCount: 2, version: 5, historyVersion: 5 },
  });
  expect(await auctionRow(id)).toMatchObject({ current_price: '12000', leader_id: third, bid_count: 2 });
  expect([await holdings(second), await holdings(third)]).toEqual(['50000/0', '38000/12000']);
  expect(await newestAct()).toEqual({ act: 'EXCLUDE_BIDDER', subject_id: id, reason: '허위 입찰' });
  expect(await toldKinds(second)).toContain('BIDS_EXCLUDED');
  expect((await toldKinds(third)).at(-1)).toBe('LEAD_PASSED');
  expect((await toldKinds(sellerId)).at(-1)).toBe('LEADER_EXCLUDED');
});

it('excluded bids are in no list, and their amounts can be bid again', async () => {
  const operatorId = await makeOperator();
  const [first, second, third] = (await makeUsers(3, { balance: 50_000 })) as [string, string, string];
  const { id } = await bidOn([first, second]);
  await excludeBidder({ auctionId: id, operatorId, bidderId: second, reason: '허위 입찰' });
  expect(await placeBid({ auctionId: id, userId: third, amount: 11_000 })).toMatchObject({ ok: true });
  const history = await listBids({ auctionId: id });
  expect(history?.items.map(({ amount }) => Number(amount))).toEqual([11_000, 10_000]);
  expect(await auctionDetail(id, second)).toMatchObject({ bidderCount: 2, you: { highestBid: null } });
  expect((await myBids({ userId: second })).items).toEqual([]);
});

it('goes past a bidder who is suspended or has spent the money meanwhile', async () => {
  const operatorId = await makeOperator();
  const people = (await makeUsers(4, { balance: 20_000 })) as [string, string, string, string];
  const [first, poor, suspended, leader] = people;
  const { id } = await bidOn(people);
  await withdraw({ userId: poor, amount: 15_000 });
  await suspendUser({ operatorId, userId: suspended, reason: '도배' });
  await excludeBidder({ auctionId: id, operatorId, bidderId: leader, reason: '허위 입찰' });
  expect(await auctionRow(id)).toMatchObject({ current_price: '10000', leader_id: first, bid_count: 1 });
  expect((await toldKinds(poor)).at(-1)).toBe('BID_LAPSED');
});

it('an automatic bid that only an excluded bid called for lapses with it, and the books add up', async () => {
  const operatorId = await makeOperator();
  for (const [amount, kept] of [
    [100_000, 10_000],
    [20_000, 80_000],
  ] as const) {
    const [owner, shill] = (await makeUsers(2, { balance: 200_000 })) as [string, string];
    const { id } = await makeAuction();
    await autoBid({ auctionId: id, userId: owner, maximum: 80_000 });
    await placeBid({ auctionId: id, userId: shill, amount });
    expect(await excludeBidder({ auctionId: id, operatorId, bidderId: shill, reason: '도배' })).toMatchObject(
      {
        ok: true,
        auction: { price: 10_000, bidCount: 1, version: 3, historyVersion: 3 },
      },
    );
    expect(await auctionRow(id)).toMatchObject({ current_price: '10000', leader_id: owner, bid_count: 1 });
    expect([await holdings(owner), await holdings(shill)]).toEqual([`${200_000 - kept}/${kept}`, '200000/0']);
    expect(await toldKinds(owner)).not.toContain('BID_LAPSED');
    expect((await listBids({ auctionId: id }))?.items.map((bid) => Number(bid.amount))).toEqual([10_000]);
    await endNow(id);
    expect(await closeOnTime(id)).toMatchObject({ ok: true });
    expect(await auctionRow(id)).toMatchObject({ winner_id: owner, final_price: '10000' });
  }
  expect(await auditLedger(db.openPool('owner', 1))).toEqual([]);
});

it('refuses everybody but operators, and a person without a bid that counts', async () => {
  const operatorId = await makeOperator();
  const [first, second] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
  const { id, sellerId } = await bidOn([first]);
  const reason = '허위 입찰';
  for (const nobody of [sellerId, second]) {
    expect(await excludeBidder({ auctionId: id, operatorId: nobody, bidderId: first, reason })).toMatchObject(
      {
        code: 'FORBIDDEN',
      },
    );
  }
  expect(await excludeBidder({ auctionId: id, operatorId, bidderId: second, reason })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await excludeBidder({ auctionId: id, operatorId, bidderId: first, reason: ' ' })).toMatchObject({
    code: 'INVALID_INPUT',
  });
});

it('shares a transaction with no other command', async () => {
  const operatorId = await makeOperator();
  const userId = await makeUser({ balance: 50_000 });
  const { id } = await bidOn([userId]);
  const command = { kind: 'excludeBidder', operatorId, bidderId: userId, reason: '허위 입찰' } as const;
  await expect(settle(id, [{ command }, { command: { kind: 'open' } }])).rejects.toThrow(/shares a batch/);
});

it('of bids and exclusions at the same moment, each is decided once and the books add up', async () => {
  const operatorId = await makeOperator();
  const people = await makeUsers(6, { balance: 60_000 });
  const { id } = await bidOn(people.slice(0, 3));
  const storm = Array.from({ length: 30 }, (_, index) => {
    const userId = people[index % 6] ?? '';
    return index % 5 === 4
      ? excludeBidder({ auctionId: id, operatorId, bidderId: people[(index * 7) % 6] ?? '', reason: '도배' })
      : placeBid({ auctionId: id, userId, amount: 13_000 + 1_000 * index });
  });
  const answers = await Promise.all(storm);
  const codes = new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.code)));
  expect(
    [...codes].filter((code) => !['ok', 'BID_TOO_LOW', 'INSUFFICIENT_BALANCE', 'NOT_FOUND'].includes(code)),
  ).toEqual([]);
  const row = await auctionRow(id);
  const history = await listBids({ auctionId: id, limit: 100 });
  expect(row.bid_count).toBe(history?.items.length);
  expect(Number(row.current_price)).toBe(Number(history?.items[0]?.amount ?? 0));
  const locked = await Promise.all(people.map((userId) => holdings(userId)));
  expect(locked.filter((text) => !text.endsWith('/0'))).toHaveLength(row.leader_id === null ? 0 : 1);
});

it('of the closing and an exclusion at the same moment, one comes first, and the item is sold once', async () => {
  const operatorId = await makeOperator();
  for (let round = 0; round < 8; round += 1) {
    const [first, second] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id } = await bidOn([first, second]);
    await endNow(id);
    const exclusion = () => excludeBidder({ auctionId: id, operatorId, bidderId: second, reason: '도배' });
    // Past the desk, whose order is fixed: two processes meet at the row.
    const command = { kind: 'excludeBidder', operatorId, bidderId: second, reason: '도배' } as const;
    const excluding = round % 2 === 0 ? exclusion() : settle(id, [{ command }]).then(([answer]) => answer);
    const [excluded, closed] = await Promise.all([excluding, closeOnTime(id)]);
    expect(closed.ok).toBe(true);
    const row = await auctionRow(id);
    expect(row).toMatchObject(
      excluded?.ok
        ? { status: 'ENDED', winner_id: first, final_price: '10000' }
        : { status: 'ENDED', winner_id: second, final_price: '11000' },
    );
  }
});

it('the database lets a bid be excluded once, before the end, and changes nothing else of it', async () => {
  const operatorId = await makeOperator();
  const [first, second] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
  const { id } = await bidOn([first, second]);
  await excludeBidder({ auctionId: id, operatorId, bidderId: second, reason: '도배' });
  const over = await bidOn([first]);
  await endNow(over.id);
  await closeOnTime(over.id);
  const act = '(SELECT max(id) FROM operator_acts)';
  const owner = db.openPool('owner', 1);
  const bidOf = (auctionId: string, bidder: string) => `auction_id = ${auctionId} AND bidder_id = ${bidder}`;
  for (const statement of [
    `UPDATE bids SET excluded_by = NULL WHERE ${bidOf(id, second)}`,
    `UPDATE bids SET excluded_by = excluded_by WHERE ${bidOf(id, second)}`,
    `UPDATE bids SET excluded_by = ${act} WHERE ${bidOf(over.id, first)}`,
    `UPDATE bids SET excluded_by = ${act}, amount = amount + 1 WHERE ${bidOf(id, first)}`,
  ]) {
    await expect(owner.query(statement)).rejects.toThrow(/excluded once|append-only/);
  }
});

it('the audit finds a bid that was excluded without an act of an operator on its auction', async () => {
  const operatorId = await makeOperator();
  const [first, second] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
  const { id } = await bidOn([first, second]);
  const other = await bidOn([first]);
  await excludeBidder({ auctionId: id, operatorId, bidderId: second, reason: '도배' });
  const pool = db.openPool('owner', 1);
  expect(await auditLedger(pool)).toEqual([]);
  const foreign = `(SELECT max(id) FROM operator_acts)`;
  await pastTheTriggers(`UPDATE bids SET excluded_by = ${foreign} WHERE auction_id = ${other.id}`);
  const rules = (await auditLedger(pool)).map(({ rule }) => rule);
  expect(rules).toContain('4 a bid is excluded by an act of an operator on its auction');
  expect(rules).toContain('4 an auction stands at its highest bid');
  await pastTheTriggers(`UPDATE bids SET excluded_by = NULL WHERE auction_id = ${other.id}`);
});
