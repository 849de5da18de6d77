import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { maskNickname } from '@/lib/pseudonym';
import { blockKey } from './key';

/** A person whom a seller has blocked, as far as the seller may know them. */
export type BlockedPerson = {
  key: string;
  /** Masked, as on the list of bids. */
  name: string;
  /** The seller's item that they bid on or asked about last. */
  metAt: { auctionId: string; title: string } | null;
  createdAt: Date;
};

/** The people whom a seller has blocked, the latest first. */
export async function listBlocks(sellerId: string): Promise<BlockedPerson[]> {
  const { rows } = await database().execute<Row>(sql`
    SELECT b.blocked_id, b.created_at, u.nickname, met.id AS auction_id, met.title
    FROM blocks b
      JOIN users u ON u.id = b.blocked_id
      LEFT JOIN LATERAL (
        SELECT a.id, a.title FROM auctions a
        WHERE a.seller_id = b.seller_id AND (
          EXISTS (SELECT FROM bids WHERE auction_id = a.id AND bidder_id = b.blocked_id)
          OR EXISTS (SELECT FROM comments WHERE auction_id = a.id AND writer_id = b.blocked_id))
        ORDER BY a.created_at DESC, a.id DESC LIMIT 1) AS met ON true
    WHERE b.seller_id = ${sellerId}
    ORDER BY b.created_at DESC, b.blocked_id DESC`);
  return rows.map((row) => ({
    key: blockKey(sellerId, row.blocked_id),
    name: maskNickname(row.nickname),
    metAt: row.auction_id === null ? null : { auctionId: row.auction_id, title: row.title ?? '' },
    createdAt: new Date(row.created_at),
  }));
}

type Row = {
  blocked_id: string;
  created_at: string;
  nickname: string;
  auction_id: string | null;
  title: string | null;
};
