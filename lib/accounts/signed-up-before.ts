import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { users } from '@/db/schema';

/** For this long, a person whose first answer was lost may send a sign-up again. */
const REPEATED_WITHIN_HOURS = 24;

/**
 * Whether one young account has both of these names: perhaps the sender's own, made by an earlier press whose answer was
 * lost. Only the password can tell; nothing may be revealed before it was checked like the password of a login.
 */
export async function mayHaveSignedUpBefore(names: { username: string; email: string }): Promise<boolean> {
  const rows = await database()
    .select({ id: users.id })
    .from(users)
    .where(
      sql`lower(${users.username}) = lower(${names.username.trim()}) AND lower(${users.email}) = lower(${names.email.trim()})
        AND ${users.createdAt} > now() - make_interval(hours => ${REPEATED_WITHIN_HOURS})`,
    )
    .limit(1);
  return rows.length > 0;
}
