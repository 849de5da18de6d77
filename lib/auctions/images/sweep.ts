import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { UPLOAD_KEPT_HOURS } from './attach';
import { type ImageStorage, imageStorage, removeImage } from './storage';

/**
 * Forgets uploads that no item used within a day and removes their files. Files that an item still shows stay.
 *
 * The row goes first: when the process dies in between, a file is left over, but no item ever points to a file that
 * is gone. Several copies may run at once.
 *
 * @returns how many uploads were forgotten
 */
export async function sweepUploads(storage: ImageStorage = imageStorage()): Promise<number> {
  const { rows } = await database().execute<{ key: string; shown: boolean }>(sql`
    WITH stale AS (
      DELETE FROM uploads WHERE created_at < now() - make_interval(hours => ${UPLOAD_KEPT_HOURS}) RETURNING key)
    SELECT key, EXISTS (SELECT FROM auction_images i WHERE i.key = stale.key) AS shown FROM stale`);
  const unused = rows.filter((row) => !row.shown);
  for (const { key } of unused) await removeImage(key, storage);
  return rows.length;
}
