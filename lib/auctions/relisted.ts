import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/transaction';

/**
 * Locks an auction that did not sell, so that only one other auction relists it at a time.
 *
 * @returns the auction that relists it now, if there is one; null unless it is an unsold auction of this seller that no
 *   operator has removed
 */
export async function lockUnsold(
  tx: Transaction,
  { auctionId, sellerId }: { auctionId: string; sellerId: string },
): Promise<{ openCopyId: string | null } | null> {
  const locked = await tx.execute(sql`
    SELECT 1 FROM auctions
    WHERE id = ${auctionId} AND seller_id = ${sellerId} AND winner_id IS NULL AND status IN ('ENDED', 'CANCELLED')
      AND removed_by IS NULL
    FOR NO KEY UPDATE`);
  if (locked.rows.length === 0) return null;
  // In a statement of its own: the previous holder of the lock may have relisted it.
  const copies = await tx.execute<{ id: string }>(sql`
    SELECT id FROM auctions WHERE relisted_from = ${auctionId} AND status IN ('WAITING', 'ACTIVE')`);
  return { openCopyId: copies.rows[0]?.id ?? null };
}
