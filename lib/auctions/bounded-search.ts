import { isPassingFailure } from '@/db/passing-failure';
import { log } from '@/lib/log';
import { consumeSearch } from '@/lib/rate-limit';
import type { Result } from '@/lib/result';

const RETRY_AFTER_SECONDS = 2;

/**
 * Runs a search within its bounds: searches by words are counted, and have a few connections and a short time of their own
 * (`searchDatabase`), so that any number of them slows nothing else down. A list without words is not bounded here.
 *
 * @param q         the words; absent for a list without words
 * @param viewerId  the person who searches, for the limit; absent for a visitor
 * @param address   the network address, for the limit of visitors
 * @returns RATE_LIMITED; BUSY when the search took too long, or too many were under way: fewer words are faster
 */
export async function boundedSearch<T>(
  { q, viewerId, address }: { q: string | undefined; viewerId: string | undefined; address: string },
  search: () => Promise<T>,
): Promise<Result<{ found: T }, 'RATE_LIMITED' | 'BUSY'>> {
  if (q === undefined) return { ok: true, found: await search() };
  try {
    const counted = await (viewerId === undefined
      ? consumeSearch('searchFrom', address)
      : consumeSearch('search', viewerId));
    if (!counted.ok) return counted;
    return { ok: true, found: await search() };
  } catch (error) {
    if (!isPassingFailure(error)) throw error;
    log.warn({ error: String(error) }, 'a search was ended because it took too long');
    return { ok: false, code: 'BUSY', retryAfterSeconds: RETRY_AFTER_SECONDS };
  }
}
