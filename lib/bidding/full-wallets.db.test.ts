import { describe, expect, it } from 'vitest';
import { MAX_WON } from '@/lib/money';
import { cancelByOperator } from '@/lib/operators/cancel-auction';
import { settlePayout } from '@/lib/payouts/settle-payout';
import { withdraw } from '@/lib/wallet/withdraw';
import { testDatabase } from '@/test/database';
import { deposit, endNow, holdings, makeAuction, makeOperator, makePayout, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { buyNow } from './buy-now';
import { closeEarly, closeOnTime } from './close-auction';
import { placeBid } from './place-bid';

testDatabase();
testRedis();

const FULL = MAX_WON.toNumber();

/** A seller whose wallet holds as much as can be brought in, from one sale to a buyer who had that much. */
async function earn(sellerId: string): Promise<void> {
  const { id } = await makeAuction({ sellerId, startPrice: FULL });
  const buyerId = await makeUser({ balance: FULL });
  expect(await placeBid({ auctionId: id, userId: buyerId, amount: FULL })).toMatchObject({ ok: true });
  expect(await closeEarly({ auctionId: id, userId: sellerId })).toMatchObject({ ok: true });
}

describe('a seller whose wallet is full', () => {
  it('sells when the end has come', async () => {
    const sellerId = await makeUser({ balance: FULL });
    const { id } = await makeAuction({ sellerId });
    await placeBid({ auctionId: id, userId: await makeUser({ balance: 10_000 }), amount: 10_000 });
    await endNow(id);
    expect(await closeOnTime(id)).toMatchObject({ ok: true });
    expect(await holdings(sellerId)).toBe(`${FULL + 10_000}/0`);
  });

  it('sells at the buy-now price', async () => {
    const sellerId = await makeUser({ balance: FULL });
    const { id } = await makeAuction({ sellerId, instantPrice: FULL });
    expect(await buyNow({ auctionId: id, userId: await makeUser({ balance: FULL }) })).toMatchObject({
      ok: true,
    });
    expect(await holdings(sellerId)).toBe(`${2 * FULL}/0`);
  });

  it('sells early, again and again', async () => {
    const sellerId = await makeUser({ balance: FULL });
    for (let sale = 0; sale < 3; sale += 1) await earn(sellerId);
    expect(await holdings(sellerId)).toBe(`${4 * FULL}/0`);
  });

  it('can take money out and bring none in', async () => {
    const userId = await makeUser({ balance: FULL });
    await earn(userId);
    expect(await deposit({ userId, amount: 1 })).toMatchObject({ ok: false, code: 'BALANCE_LIMIT' });
    const answer = await withdraw({ userId, amount: FULL });
    expect(answer.ok && answer.wallet.balance.toFixed()).toBe(String(FULL));
  });

  it('gets money back that a bank did not accept', async () => {
    const userId = await makeUser({ balance: FULL });
    const payoutId = await makePayout({ userId, amount: 5_000 });
    await earn(userId);
    await settlePayout(payoutId, { outcome: 'returned', code: 'CLOSED' });
    expect(await holdings(userId)).toBe(`${2 * FULL}/0`);
  });
});

describe('a leader whose wallet fills up meanwhile', () => {
  async function leadAndFill(options: Parameters<typeof makeAuction>[0] = {}) {
    const leaderId = await makeUser({ balance: 5_000 });
    const { id, sellerId } = await makeAuction({ startPrice: 1_000, ...options });
    await placeBid({ auctionId: id, userId: leaderId, amount: 5_000 });
    await deposit({ userId: leaderId, amount: FULL - 5_000 });
    await earn(leaderId);
    expect(await holdings(leaderId)).toBe(`${2 * FULL - 5_000}/5000`);
    return { id, sellerId, leaderId };
  }

  it('is outbid', async () => {
    const { id, leaderId } = await leadAndFill();
    const rival = await makeUser({ balance: 6_000 });
    expect(await placeBid({ auctionId: id, userId: rival, amount: 6_000 })).toMatchObject({ ok: true });
    expect(await holdings(leaderId)).toBe(`${2 * FULL}/0`);
  });

  it('is refunded when somebody buys now', async () => {
    const { id, leaderId } = await leadAndFill({ instantPrice: 9_000 });
    const rival = await makeUser({ balance: 9_000 });
    expect(await buyNow({ auctionId: id, userId: rival })).toMatchObject({ ok: true });
    expect(await holdings(leaderId)).toBe(`${2 * FULL}/0`);
  });

  it('is given the money back when an operator cancels', async () => {
    const { id, leaderId } = await leadAndFill();
    const operatorId = await makeOperator();
    expect(await cancelByOperator({ auctionId: id, operatorId, reason: '신고' })).toMatchObject({ ok: true });
    expect(await holdings(leaderId)).toBe(`${2 * FULL}/0`);
  });

  it('raises, and wins', async () => {
    const { id, leaderId, sellerId } = await leadAndFill();
    expect(await placeBid({ auctionId: id, userId: leaderId, amount: 7_000 })).toMatchObject({ ok: true });
    await endNow(id);
    expect(await closeOnTime(id)).toMatchObject({ ok: true });
    expect(await holdings(leaderId)).toBe(`${2 * FULL - 7_000}/0`);
    expect(await holdings(sellerId)).toBe('7000/0');
  });
});
