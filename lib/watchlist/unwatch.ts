import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { watchers } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type Result, refuse } from '@/lib/result';

/** Removes an auction from a person's saved items; it is fine if it is not among them. */
export async function unwatchAuction({
  auctionId,
  userId,
}: {
  auctionId: string;
  userId: string;
}): Promise<Result<object, 'NOT_FOUND'>> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  await database()
    .delete(watchers)
    .where(and(eq(watchers.userId, userId), eq(watchers.auctionId, auctionId)));
  return { ok: true };
}
