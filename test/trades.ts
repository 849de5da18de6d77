import { eq, getTableColumns, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { trades } from '@/db/schema';
import { autoBid } from '@/lib/bidding/auto-bid';
import { buyNow } from '@/lib/bidding/buy-now';
import { closeEarly, closeOnTime } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { handoverCode } from '@/lib/trades/handover-code';
import { tradeFromRow } from '@/lib/trades/stored-trade';
import type { Trade, TradeMethod } from '@/lib/trades/trade';
import { asOwner, endNow, makeAuction, makeUsers, pastTheTriggers } from './market';

/**
 * A trade that has just been opened by the sale of its auction: the buyer has 100,000 won, of which the price is held.
 *
 * @param sale  bid: the highest bid wins when the time is up; autoBid: a maximum of 95,000 won wins at the same price, and the
 *   seller closes early; buyNow: bought at it
 */
export async function makeTrade({
  method = 'MEET',
  price = 86_000,
  sale = 'bid',
}: {
  method?: TradeMethod;
  price?: number;
  sale?: 'bid' | 'autoBid' | 'buyNow';
} = {}): Promise<Trade> {
  const [buyerId, rivalId] = (await makeUsers(2, { balance: 100_000 })) as [string, string];
  const { id: auctionId, sellerId } = await makeAuction({
    startPrice: 10_000,
    bidUnit: 1_000,
    instantPrice: sale === 'buyNow' ? price : null,
  });
  await asOwner(`UPDATE auctions SET settlement = 'handover', method = '${method}' WHERE id = ${auctionId}`);
  const answers = {
    bid: async () => [await placeBid({ auctionId, userId: buyerId, amount: price })],
    autoBid: async () => [
      await autoBid({ auctionId, userId: buyerId, maximum: 95_000 }),
      await placeBid({ auctionId, userId: rivalId, amount: price - 1_000 }),
    ],
    buyNow: async () => [
      await placeBid({ auctionId, userId: rivalId, amount: 10_000 }),
      await buyNow({ auctionId, userId: buyerId }),
    ],
  };
  const refused = (await answers[sale]()).filter(({ ok }) => !ok);
  if (sale === 'bid') {
    await endNow(auctionId);
    await closeOnTime(auctionId);
  } else if (sale === 'autoBid') await closeEarly({ auctionId, userId: sellerId });
  const { rows } = await database().execute<{ id: string }>(
    sql`SELECT id FROM trades WHERE auction_id = ${auctionId}`,
  );
  if (refused.length > 0 || !rows[0]) throw new Error('the sale was refused');
  return tradeOf(rows[0].id);
}

/** A trade as it is stored now. */
export async function tradeOf(tradeId: string): Promise<Trade> {
  return tradeFromRow(await rowOf(tradeId));
}

async function rowOf(tradeId: string): Promise<typeof trades.$inferSelect> {
  const [row] = await database().select().from(trades).where(eq(trades.id, tradeId));
  if (!row) throw new Error(`there is no trade ${tradeId}`);
  return row;
}

/** The code that the buyer of a trade would show now. */
export async function codeOf(tradeId: string): Promise<string> {
  const { code } = await tradeOf(tradeId);
  return handoverCode(tradeId, code.counter);
}

/** A code that is not the right one. */
export async function wrongCodeOf(tradeId: string): Promise<string> {
  const right = await codeOf(tradeId);
  return right === '000000' ? '000001' : '000000';
}

/** Turns the clock of one trade on: everything in it was, or will be, so much earlier. */
export async function turnClock(tradeId: string, interval: string): Promise<void> {
  const row = await rowOf(tradeId);
  const times = Object.entries(getTableColumns(trades)).flatMap(([key, { name }]) =>
    row[key as keyof typeof row] instanceof Date ? [`${name} = ${name} - interval '${interval}'`] : [],
  );
  await pastTheTriggers(`
    UPDATE trades SET ${times.join(', ')} WHERE id = ${tradeId};
    UPDATE trade_events SET created_at = created_at - interval '${interval}' WHERE trade_id = ${tradeId}`);
}
