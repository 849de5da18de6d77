import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { savedSearches } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type Result, refuse } from '@/lib/result';

/** Deletes a saved search of this person. */
export async function forgetSearch({
  userId,
  searchId,
}: {
  userId: string;
  searchId: string;
}): Promise<Result<object, 'NOT_FOUND'>> {
  if (!idSchema.safeParse(searchId).success) return refuse('NOT_FOUND');
  const deleted = await database()
    .delete(savedSearches)
    .where(and(eq(savedSearches.id, searchId), eq(savedSearches.userId, userId)))
    .returning({ id: savedSearches.id });
  return deleted.length > 0 ? { ok: true } : refuse('NOT_FOUND');
}
