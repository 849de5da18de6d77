import { count, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { watchers } from '@/db/schema';

/** How many auctions somebody has saved, those that are over among them. */
export async function countSaved(userId: string): Promise<number> {
  const [row] = await database().select({ saved: count() }).from(watchers).where(eq(watchers.userId, userId));
  return row?.saved ?? 0;
}
