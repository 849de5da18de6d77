import { sql } from 'drizzle-orm';
import { type Database, database } from '@/db/client';
import { log } from '@/lib/log';
import { singleton } from '@/lib/singleton';

/** Long enough to delete many rows by one statement, and shorter than the two seconds after which the relay takes them. */
const FLUSH_AFTER_MS = 250;

const announced = singleton('outbox', () => ({
  ids: new Set<string>(),
  timer: null as NodeJS.Timeout | null,
}));

/** Remembers a row as announced. Rows are deleted in bulk, where no bid waits for it. */
export function discardAnnounced(id: string): void {
  announced.ids.add(id);
  announced.timer ??= setTimeout(() => void flushAnnounced(), FLUSH_AFTER_MS).unref();
}

/**
 * Deletes announced rows and records how far each auction has been announced. Rows are deleted in no other way, so that
 * the audit notices a lost one.
 */
export async function discard(ids: readonly string[], from: Database = database()): Promise<void> {
  if (ids.length === 0) return;
  await from.execute(sql`SELECT discard_announced(${sql.param(ids)}::bigint[])`);
}

/** Deletes the remembered rows now. If that fails, the worker announces them again, which is harmless. */
export async function flushAnnounced(): Promise<void> {
  if (announced.timer) clearTimeout(announced.timer);
  announced.timer = null;
  const ids = [...announced.ids];
  announced.ids.clear();
  if (ids.length === 0) return;
  try {
    await discard(ids);
  } catch (error) {
    log.warn({ error: String(error), rows: ids.length }, 'announced rows stay for the relay');
  }
}
