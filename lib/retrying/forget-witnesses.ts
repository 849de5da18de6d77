import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from './forgetting';

/** Forgets the witnesses (`db/commit-witness.ts`) of connections that have been gone for a day. */
export async function forgetOldWitnesses(): Promise<Forgetting> {
  return roundOf((most) =>
    database().execute(sql`
      DELETE FROM commit_witnesses WHERE connection IN (
        SELECT connection FROM commit_witnesses WHERE seen_at < now() - make_interval(days => ${RETENTION.witnessDays})
        LIMIT ${most} FOR UPDATE SKIP LOCKED)`),
  );
}
