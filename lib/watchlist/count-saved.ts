import { count, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { watchers } from '@/db/schema';

/** The number of auctions that a person has saved, including those that are over. */
export async function countSaved(userId: string): Promise<number> {
  const [row] = await database().select({ saved: count() }).from(watchers).where(eq(watchers.userId, userId));
  return row?.saved ?? 0;
}
