import { sql } from 'drizzle-orm';
import { withTransaction } from '@/db/transaction';
import type { Locale } from '@/lib/i18n/locale';
import { invalidInput } from '@/lib/parse-input';
import { consume } from '@/lib/rate-limit';
import type { Result } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { readSearch } from './canonical';
import type { SavedSearch } from './list-searches';
import { nameSearch } from './name-search';

/** A limit, because the worker runs each of them again and again. */
export const MOST_SEARCHES = 20;

/**
 * Saves a search; from now on its person is notified about new matches. A search that is saved already stays as it is.
 *
 * @param query   the list's URL query
 * @param locale  the language of its name
 */
export async function saveSearch({
  userId,
  query,
  locale,
}: {
  userId: string;
  query: string;
  locale: Locale;
}): Promise<Result<{ search: SavedSearch }, 'INVALID_INPUT' | 'FORBIDDEN' | 'RATE_LIMITED'>> {
  const read = readSearch(query);
  if (!read.ok) return read;
  const named = await nameSearch(read.filter, locale);
  if (!named.ok) return named;
  const counted = await consume('saveSearch', userId);
  if (!counted.ok) return counted;
  return withTransaction(async (tx) => {
    // One at a time, so that two requests at once do not pass the limit together.
    await tx.execute(sql`SELECT FROM users WHERE id = ${userId} FOR NO KEY UPDATE`);
    const suspended = await refusalWhileSuspended(userId, tx);
    if (suspended) return suspended;
    const { rows } = await tx.execute<SavedSearch>(sql`
      WITH saved AS (
        INSERT INTO saved_searches (user_id, name, query, seen_auction_id, created_at)
        SELECT ${userId}, ${named.name}, ${read.canonical}, (SELECT coalesce(max(id), 0) FROM auctions), clock_timestamp()
        WHERE (SELECT count(*) FROM saved_searches WHERE user_id = ${userId}) < ${MOST_SEARCHES}
        ON CONFLICT (user_id, query) DO NOTHING
        RETURNING id, name, query, created_at
      )
      SELECT id, name, query, created_at AS "createdAt" FROM saved
      UNION ALL
      SELECT id, name, query, created_at FROM saved_searches
      WHERE user_id = ${userId} AND query = ${read.canonical}`);
    const [search] = rows;
    if (!search) return invalidInput({ query: 'tooManySearches' });
    return { ok: true, search: { ...search, createdAt: new Date(search.createdAt) } };
  });
}
