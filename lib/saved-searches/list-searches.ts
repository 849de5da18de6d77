import { desc, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { savedSearches } from '@/db/schema';

export type SavedSearch = {
  id: string;
  /** The conditions in words, in the language in which the search was saved. */
  name: string;
  /** The list's URL query in its canonical form. */
  query: string;
  createdAt: Date;
};

/** The searches that a person saved, newest first; there are never many. */
export async function listSearches(userId: string): Promise<SavedSearch[]> {
  return database()
    .select({
      id: savedSearches.id,
      name: savedSearches.name,
      query: savedSearches.query,
      createdAt: savedSearches.createdAt,
    })
    .from(savedSearches)
    .where(eq(savedSearches.userId, userId))
    .orderBy(desc(savedSearches.id));
}
