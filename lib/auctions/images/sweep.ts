import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { log } from '@/lib/log';
import type { Forgetting } from '@/lib/retrying/forgetting';
import { UPLOAD_KEPT_HOURS } from './attach';
import { type ImageStorage, imageStorage, removeImage } from './storage';

/** Uploads of one round; each has a few files to be removed. */
const MOST = 100;

/**
 * Forgets uploads that no item used within a day and removes their files. Files that an item still shows stay.
 *
 * The row goes first: when the process dies in between, or a file cannot be removed, a file is left over, but no item
 * ever points to a file that is gone. Several copies may run at once.
 *
 * @returns how many uploads were forgotten, a bounded number
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

/** For the worker: one bounded round. */
export async function forgetOldUploads(): Promise<Forgetting> {
  return (await sweepUploads()) === MOST ? 'more waits' : 'done';
}
