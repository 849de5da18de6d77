import { type SQL, sql } from 'drizzle-orm';
import type { Money } from '@/lib/money';
import { firstDeadline } from './deadlines';
import type { TradeMethod } from './trade';

/** Parts of a statement (`WITH …`) that open the trade of a sale and write its first event. */
export function openTradeSql({
  auctionId,
  buyerId,
  sellerId,
  price,
  method,
  openedAt,
}: {
  auctionId: string;
  buyerId: string;
  sellerId: string;
  price: Money;
  method: TradeMethod;
  openedAt: Date;
}): SQL {
  const at = openedAt.toISOString();
  return sql`opened_trade AS (
      INSERT INTO trades (auction_id, buyer_id, seller_id, price, method, opened_at, next_at)
      VALUES (${auctionId}, ${buyerId}, ${sellerId}, ${price.toFixed()}, ${method}, ${at},
        ${firstDeadline(openedAt).toISOString()})
      RETURNING id
    ), opened_event AS (
      INSERT INTO trade_events (trade_id, seq, kind, role, actor_id, state, detail, created_at)
      SELECT id, 1, 'OPENED', 'CLOCK', NULL, 'AWAITING', '{}', ${at} FROM opened_trade
    )`;
}
