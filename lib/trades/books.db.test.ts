import { describe, expect, it, test } from 'vitest';
import { won } from '@/lib/money';
import { auditLedger } from '@/lib/wallet/audit';
import { findingsOf, walletOf } from '@/test/books';
import { testDatabase } from '@/test/database';
import { endNow, holdings, makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { codeOf, makeTrade, turnClock } from '@/test/trades';
import { settleTrade } from './settle-trade';

const db = testDatabase();
testRedis();

const findingsAfter = (fault: string) => findingsOf(db, fault);

async function completed() {
  const trade = await makeTrade();
  const code = await codeOf(trade.id);
  await settleTrade(trade.id, { kind: 'handover', userId: trade.sellerId, code });
  return trade;
}

describe.each(['bid', 'autoBid', 'buyNow'] as const)('a sale by %s', (sale) => {
  it('holds its price until the end of its trade, whichever it is', async () => {
    const trades = await Promise.all(Array.from({ length: 5 }, () => makeTrade({ sale })));
    for (const { buyerId } of trades) expect(await holdings(buyerId)).toBe('14000/86000');
    const [, disputed, halved, paid, old] = trades;
    if (!disputed || !halved || !paid || !old) throw new Error('too few trades');
    await settleTrade(disputed.id, { kind: 'dispute', userId: disputed.sellerId, reason: 'NO_SHOW' });
    await settleTrade(halved.id, {
      kind: 'offer',
      userId: halved.buyerId,
      refund: won(43_000),
      returns: false,
    });
    expect(await auditLedger(db.openPool('application', 1))).toEqual([]);
    await settleTrade(halved.id, { kind: 'takeOffer', userId: halved.sellerId });
    await settleTrade(paid.id, { kind: 'complete', userId: paid.buyerId });
    await turnClock(old.id, '30 days');
    await settleTrade(old.id, { kind: 'clock' });
    expect(await holdings(halved.buyerId)).toBe('57000/0');
    expect(await holdings(paid.sellerId)).toBe('86000/0');
    expect(await holdings(old.buyerId)).toBe('100000/0');
    expect(await auditLedger(db.openPool('application', 1))).toEqual([]);
  });
});

describe('the audit finds', () => {
  it('an open trade whose price is not held', async () => {
    const { id, auctionId } = await makeTrade();
    expect(await findingsAfter(`UPDATE holds SET amount = 85999 WHERE auction_id = ${auctionId}`)).toEqual([
      '3 auction #, wallet #',
      '3 trade #',
      '3 wallet #',
    ]);
    expect(await findingsAfter(`UPDATE trades SET price = 85000 WHERE id = ${id}`)).toEqual([
      '3 trade #',
      '5 auction #',
    ]);
  });

  it('a trade that ended and holds money, or has paid nobody', async () => {
    const { id } = await makeTrade();
    const end = (state: string, refund: number) =>
      findingsAfter(`
        INSERT INTO trade_events (trade_id, seq, kind, role, state, detail, created_at)
        VALUES (${id}, 2, 'SETTLED', 'CLOCK', '${state}', '{}', now());
        UPDATE trades SET state = '${state}', refund = ${refund}, next_at = NULL, ended_at = now() WHERE id = ${id}`);
    expect(await end('CANCELLED', 86_000)).toEqual(['3 auction #']);
    expect(await end('COMPLETED', 0)).toEqual(['3 auction #', '5 auction #']);
  });

  it('a completed trade that has paid another amount, or somebody else', async () => {
    const { id, sellerId } = await completed();
    expect(await findingsAfter(`UPDATE trades SET refund = 1 WHERE id = ${id}`)).toEqual([
      '5 auction #',
      '7 entry #',
    ]);
    const stranger = await makeUser();
    const earning = `SELECT id FROM transactions WHERE wallet_id = ${walletOf(sellerId)} AND type = 'EARNING'`;
    expect(
      await findingsAfter(
        `UPDATE transactions SET wallet_id = ${walletOf(stranger)} WHERE id = (${earning})`,
      ),
    ).toEqual(expect.arrayContaining(['5 auction #']));
  });

  it('a trade without its sale, and a sale without its trade', async () => {
    const { id, auctionId } = await completed();
    expect(await findingsAfter(`UPDATE auctions SET settlement = 'close' WHERE id = ${auctionId}`)).toEqual([
      '5 trade #',
    ]);
    expect(
      await findingsAfter(
        `DELETE FROM trade_events WHERE trade_id = ${id}; DELETE FROM trades WHERE id = ${id}`,
      ),
    ).toEqual(expect.arrayContaining(['5 auction #', '5 auction #']));
  });

  it('a story with a gap, or with another end', async () => {
    const { id } = await completed();
    expect(await findingsAfter(`DELETE FROM trade_events WHERE trade_id = ${id} AND seq = 1`)).toEqual([
      '5 trade #',
    ]);
    expect(
      await findingsAfter(`UPDATE trade_events SET state = 'CANCELLED' WHERE trade_id = ${id} AND seq = 2`),
    ).toEqual(['5 trade #']);
  });

  it('a deadline that nobody has kept for an hour', async () => {
    const { id } = await makeTrade();
    await turnClock(id, '24 hours 59 minutes');
    expect(await findingsAfter('SELECT 1')).toEqual([]);
    await turnClock(id, '2 minutes');
    expect(await findingsAfter('SELECT 1')).toEqual(['8 trade #']);
    await settleTrade(id, { kind: 'clock' });
    expect(await findingsAfter('SELECT 1')).toEqual([]);
  });
});

describe('the database refuses', () => {
  const tried = (statement: string) =>
    db
      .openPool('owner', 1)
      .query(statement)
      .then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );

  it('an earning, and a payment, from a trade that is open', async () => {
    const { sellerId, auctionId } = await makeTrade();
    expect(
      await tried(`INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after,
        auction_id, created_at) VALUES (${walletOf(sellerId)}, 'EARNING', 86000, 0, 86000, 0, ${auctionId}, now())`),
    ).toBe('23000');
  });

  it('an end that leaves the money locked, and a change of what has ended', async () => {
    const open = await makeTrade();
    const end = `UPDATE trades SET state = 'CANCELLED', refund = price, next_at = NULL, ended_at = now()`;
    expect(await tried(`${end} WHERE id = ${open.id}`)).toBe('23000');
    const { id } = await completed();
    expect(await tried(`UPDATE trades SET fault = 'BUYER' WHERE id = ${id}`)).toBe('23000');
    expect(await tried(`UPDATE trade_events SET kind = 'SETTLED' WHERE trade_id = ${id}`)).toBe('23000');
  });

  test('a sale that is to be settled at the handover, without a trade', async () => {
    const { id } = await makeAuction();
    const winner = await makeUser({ balance: 10_000 });
    await endNow(id);
    expect(
      await tried(`UPDATE auctions SET settlement = 'handover', status = 'ENDED', winner_id = ${winner},
        final_price = 10000, ended_at = now() WHERE id = ${id}`),
    ).toBe('23000');
  });
});
