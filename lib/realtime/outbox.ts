import { inArray } from 'drizzle-orm';
import { database } from '@/db/client';
import { outbox } from '@/db/schema';
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

/** Deletes the remembered rows now. If that fails the worker announces them again, which is harmless. */
export async function flushAnnounced(): Promise<void> {
  const held = announced();
  if (held.timer) clearTimeout(held.timer);
  held.timer = null;
  const ids = [...held.ids];
  held.ids.clear();
  if (ids.length === 0) return;
  try {
    await database().delete(outbox).where(inArray(outbox.id, ids));
  } catch (error) {
    log.warn({ error: String(error), rows: ids.length }, 'announced rows stay for the relay');
  }
}
