import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { log } from '@/lib/log';
import type { Forgetting } from '@/lib/retrying/forgetting';
import { UPLOAD_KEPT_HOURS } from './attach';
import { type ImageStorage, imageStorage, removeImage } from './storage';

/** The number of uploads in one round; each has a few files to remove. */
const MOST = 100;

/**
 * Deletes uploads that no item has used within a day, with their files. Files that an item still shows stay.
 *
 * The row is deleted first: if the process dies in between, or a file cannot be removed, a file is left over, but no item
 * ever points to a missing file. Several copies may run at once.
 *
 * @returns the number of deleted uploads, which is bounded
 */
export async function sweepUploads(storage: ImageStorage = imageStorage()): Promise<number> {
  const { rows } = await database().execute<{ key: string; shown: boolean }>(sql`
    WITH stale AS (
      DELETE FROM uploads WHERE key IN (
        SELECT key FROM uploads WHERE created_at < now() - make_interval(hours => ${UPLOAD_KEPT_HOURS})
        ORDER BY created_at LIMIT ${MOST} FOR UPDATE SKIP LOCKED)
      RETURNING key)
    SELECT key, EXISTS (SELECT FROM auction_images i WHERE i.key = stale.key) AS shown FROM stale`);
  const unused = rows.filter((row) => !row.shown);
  const removed = await Promise.allSettled(unused.map(({ key }) => removeImage(key, storage)));
  const failed = removed.filter((one) => one.status === 'rejected');
  if (failed[0])
    log.error({ error: failed[0].reason, files: failed.length }, 'pictures could not be removed');
  return rows.length;
}

/** One bounded round, for the worker. */
export async function forgetOldUploads(): Promise<Forgetting> {
  return (await sweepUploads()) === MOST ? 'more waits' : 'done';
}
