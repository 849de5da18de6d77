import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { blocks } from '@/db/schema';
import { blockKey } from './key';

/**
 * Lets a person bid again; a key that names nobody changes nothing.
 *
 * @param key  from `listBlocks`
 */
export async function unblockPerson({ sellerId, key }: { sellerId: string; key: string }): Promise<void> {
  const rows = await database()
    .select({ blockedId: blocks.blockedId })
    .from(blocks)
    .where(eq(blocks.sellerId, sellerId));
  const found = rows.find(({ blockedId }) => blockKey(sellerId, blockedId) === key);
  if (!found) return;
  await database()
    .delete(blocks)
    .where(and(eq(blocks.sellerId, sellerId), eq(blocks.blockedId, found.blockedId)));
}
