import { databasePool } from '@/db/client';

/**
 * The obvious first design: a transaction for each bid, statement by statement, which leaves behind the
 * same rows as the bidding core. It exists for comparison only.
 *
 * @returns true: it bids the minimum that it finds when it holds the lock
 */
export async function bidInOneTransactionEach(auctionId: string, userId: string): Promise<boolean> {
  const client = await databasePool().connect();
  try {
    await client.query('BEGIN');
    const auctions = await client.query(
      'SELECT seller_id, title, current_price, bid_unit, leader_id FROM auctions WHERE id = $1 FOR NO KEY UPDATE',
      [auctionId],
    );
    const {
      seller_id: seller,
      title,
      current_price: price,
      bid_unit: unit,
      leader_id: leader,
    } = auctions.rows[0];
    await client.query(
      'SELECT id FROM wallets WHERE user_id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE',
      [[seller, userId, leader]],
    );
    const clock = await client.query('SELECT clock_timestamp() AS now');
    const { now } = clock.rows[0];
    const amount = (BigInt(price) + BigInt(unit)).toString();
    await client.query(
      `INSERT INTO bids (auction_id, bidder_id, amount, version, created_at)
       SELECT id, $2, $3, version + 1, $4 FROM auctions WHERE id = $1`,
      [auctionId, userId, amount, now],
    );
    if (leader) await move(client, leader, 'BID_REFUND', price, auctionId, now);
    await move(client, userId, 'BID_LOCK', `-${amount}`, auctionId, now);
    await client.query(
      `UPDATE auctions SET current_price = $2, leader_id = $3, bid_count = bid_count + 1, version = version + 1
       WHERE id = $1`,
      [auctionId, amount, userId],
    );
    if (leader && leader !== userId) await notify(client, leader, 'OUTBID', title, auctionId, now);
    await notify(client, seller, 'NEW_BID', title, auctionId, now);
    await client.query("INSERT INTO outbox (topic, payload, created_at) VALUES ('bench', '{}', $1)", [now]);
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

type Client = { query(text: string, values: unknown[]): Promise<unknown> };

async function move(
  client: Client,
  userId: string,
  type: string,
  delta: string,
  auctionId: string,
  now: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after,
       auction_id, bid_id, created_at)
     SELECT w.id, $2, $3::numeric, -$3::numeric, w.balance + $3::numeric, w.locked_balance - $3::numeric, $4, b.id, $5
     FROM wallets w JOIN bids b ON b.auction_id = $4 AND b.amount = abs($3::numeric)
     WHERE w.user_id = $1`,
    [userId, type, delta, auctionId, now],
  );
}

async function notify(
  client: Client,
  userId: string,
  kind: string,
  title: string,
  auctionId: string,
  now: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO notifications (recipient_id, kind, params, link, auction_id, created_at)
     VALUES ($1, $2, jsonb_build_object('title', $3::text), '/auctions/' || $4::text, $4::bigint, $5)
     ON CONFLICT (recipient_id, auction_id, kind) WHERE kind IN ('NEW_BID', 'OUTBID') AND NOT is_read DO NOTHING`,
    [userId, kind, title, auctionId, now],
  );
}
