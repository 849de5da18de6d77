import { sql } from 'drizzle-orm';
import { type Database, database } from '@/db/client';
import { log } from '@/lib/log';

/** Long enough to make one statement of many rows, short enough to beat the relay's two seconds. */
const FLUSH_AFTER_MS = 250;

const HELD_OUTSIDE_BUNDLES = Symbol.for('neighborbid.outbox');

type Announced = { ids: Set<string>; timer: NodeJS.Timeout | null };

function announced(): Announced {
  const global = globalThis as { [HELD_OUTSIDE_BUNDLES]?: Announced };
  global[HELD_OUTSIDE_BUNDLES] ??= { ids: new Set(), timer: null };
  return global[HELD_OUTSIDE_BUNDLES];
}

/** Remembers a row as announced; rows are deleted in bulk, off the way of a bid. */
export function discardAnnounced(id: string): void {
  const held = announced();
  held.ids.add(id);
  held.timer ??= setTimeout(() => void flushAnnounced(), FLUSH_AFTER_MS).unref();
}

/**
 * Takes announced rows away and remembers how far each auction has been announced. There is no other way to take a row
 * away, so that the audit sees it when one is lost.
 */
export async function discard(ids: readonly string[], from: Database = database()): Promise<void> {
  if (ids.length === 0) return;
  await from.execute(sql`SELECT discard_announced(${sql.param(ids)}::bigint[])`);
}

/** Deletes the remembered rows now. If that fails the worker announces them again, which is harmless. */
export async function flushAnnounced(): Promise<void> {
  const held = announced();
  if (held.timer) clearTimeout(held.timer);
  held.timer = null;
  const ids = [...held.ids];
  held.ids.clear();
  if (ids.length === 0) return;
  try {
    await discard(ids);
  } catch (error) {
    log.warn({ error: String(error), rows: ids.length }, 'announced rows stay for the relay');
  }
}
