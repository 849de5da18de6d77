import type { Pool } from 'pg';
import { databasePool } from '@/db/client';
import { log } from './log';
import { singleton } from './singleton';

const ASKED_AGAIN_AFTER_MS = 5_000;

/** Written at the start of the process, read by its health check. */
const found = singleton('own-role', () => ({ tooStrong: false }));

type OwnRole = { role: string; tooStrong: 'owner' | 'superuser' | null };

/**
 * The role that this pool connects as, and whether that role may do more than the application should: the ledger and
 * the bids are append-only by grant, and grants do not bind a superuser or the owner of the tables.
 */
export async function ownRole(pool: Pool): Promise<OwnRole> {
  const { rows } = await pool.query<{ role: string; is_super: boolean; owns: boolean }>(
    `SELECT current_user AS role, r.rolsuper AS is_super,
            EXISTS (
              SELECT FROM pg_class c
              WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND pg_has_role(c.relowner, 'MEMBER')
            ) AS owns
     FROM pg_roles r WHERE r.rolname = current_user`,
  );
  const [own] = rows;
  if (!own) throw new Error('the session has no role');
  return { role: own.role, tooStrong: own.is_super ? 'superuser' : own.owns ? 'owner' : null };
}

/**
 * Finds out once, at the start of a process, whether it runs as the owner of the tables or a superuser, and logs that as
 * an error. A database that is away is asked again until it answers; nobody waits for that.
 *
 * @returns a function that stops the asking
 */
export function watchOwnRole(
  pool: () => Pool = databasePool,
  askedAgainAfterMs = ASKED_AGAIN_AFTER_MS,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  async function ask(): Promise<void> {
    try {
      const { role, tooStrong } = await ownRole(pool());
      found.tooStrong = tooStrong !== null;
      if (!tooStrong) return;
      const what = tooStrong === 'owner' ? 'owns the tables' : 'is a superuser';
      log.error(
        { role },
        `DATABASE_URL: this process runs as "${role}", which ${what}: the ledger and the bids are not append-only for it. Give it the application's role (README, "Many copies").`,
      );
    } catch {
      if (!stopped) timer = setTimeout(ask, askedAgainAfterMs).unref();
    }
  }
  void ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Whether this process was found to run as the owner of the tables or a superuser. For its health. */
export function runsTooStrong(): boolean {
  return found.tooStrong;
}
