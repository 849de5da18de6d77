import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/transaction';
import type { ItemPicture } from '@/lib/item-picture';
import { RETENTION } from '@/lib/legal/retention';

/** The sweep removes an upload that no item has used for this long. */
export const UPLOAD_KEPT_HOURS = RETENTION.uploadHours;
/** An upload older than this is not used any more, because the sweep could remove it at the same moment. */
const UPLOAD_USABLE_HOURS = UPLOAD_KEPT_HOURS - 1;

/**
 * The pictures that a seller may use for an item: their own uploads, and the pictures of their other items (for
 * relisting). A picture of an item that an operator has removed can be used for no other item; one that this item showed
 * before may stay.
 *
 * @param auctionId  the item, if it exists already
 * @returns the pictures in the order of `keys`, or null when one of them is unknown, somebody else's or swept
 */
export async function usablePictures(
  tx: Transaction,
  { sellerId, keys, auctionId }: { sellerId: string; keys: readonly string[]; auctionId?: string },
): Promise<ItemPicture[] | null> {
  if (keys.length === 0) return [];
  const { rows } = await tx.execute<ItemPicture>(sql`
    WITH usable AS (
    SELECT key, width, height, blur FROM uploads
    WHERE key = ANY(${sql.param(keys)}::text[]) AND user_id = ${sellerId}
      AND created_at > now() - make_interval(hours => ${UPLOAD_USABLE_HOURS})
    UNION
    SELECT i.key, i.width, i.height, i.blur FROM auction_images i JOIN auctions a ON a.id = i.auction_id
    WHERE i.key = ANY(${sql.param(keys)}::text[]) AND a.seller_id = ${sellerId})
    SELECT * FROM usable
    WHERE NOT EXISTS (SELECT FROM auction_images i JOIN auctions a ON a.id = i.auction_id
        WHERE i.key = usable.key AND a.removed_by IS NOT NULL)
      OR EXISTS (SELECT FROM auction_images i
        WHERE i.key = usable.key AND i.auction_id = ${auctionId ?? null}::bigint)`);
  const byKey = new Map(rows.map((picture) => [picture.key, picture]));
  const pictures = keys.flatMap((key) => byKey.get(key) ?? []);
  return pictures.length === keys.length ? pictures : null;
}

/**
 * Makes these the pictures of an auction, in this order. The sweep leaves them alone from then on, and takes pictures that
 * the auction no longer shows.
 */
export async function setPictures(
  tx: Transaction,
  {
    auctionId,
    sellerId,
    pictures,
  }: { auctionId: string; sellerId: string; pictures: readonly ItemPicture[] },
): Promise<void> {
  const keys = sql.param(pictures.map((picture) => picture.key));
  await tx.execute(sql`
    WITH shown AS (
      DELETE FROM auction_images WHERE auction_id = ${auctionId} RETURNING key, width, height, blur
    ), taken AS (
      DELETE FROM uploads WHERE key = ANY(${keys}::text[]))
    INSERT INTO uploads (key, user_id, width, height, blur)
    SELECT key, ${sellerId}, width, height, blur FROM shown WHERE key <> ALL(${keys}::text[])
    ON CONFLICT DO NOTHING`);
  await tx.execute(sql`
    INSERT INTO auction_images (auction_id, position, key, width, height, blur)
    SELECT ${auctionId}, p.position, p.key, p.width, p.height, p.blur
    FROM jsonb_to_recordset(${JSON.stringify(pictures.map((picture, position) => ({ ...picture, position })))}::jsonb)
      AS p (position smallint, key text, width int, height int, blur text)`);
}
