import { eq, sql } from 'drizzle-orm';
import { apiTokens, pushSubscriptions, sessions, users } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import type { Login } from '@/lib/login';
import { announceEnd } from '@/lib/realtime/announce-end';

/**
 * Ends one session or token; it is fine if it has ended already. The pushes of that browser end with it, and the gateway
 * ends its personal topic within a second after the commit.
 */
export async function endLogin({ kind, hash }: Login): Promise<void> {
  await withTransaction(async (tx) => {
    const [ended] =
      kind === 'session'
        ? await tx.delete(sessions).where(eq(sessions.idHash, hash)).returning({ userId: sessions.userId })
        : await tx
            .delete(apiTokens)
            .where(eq(apiTokens.tokenHash, hash))
            .returning({ userId: apiTokens.userId });
    if (ended) await announceEnd(tx, ended.userId, { login: hash });
  });
}

/**
 * Ends every session and token of a person, with their pushes and the personal topics of their sockets: for a new password,
 * a suspension and the end of an account.
 *
 * A login that was verified before and begins after this has the old session version, and is not valid either.
 *
 * @returns the session version of the logins that begin from now on
 */
export async function endSessions(tx: Transaction, userId: string): Promise<number> {
  const [user] = await tx
    .update(users)
    .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
    .where(eq(users.id, userId))
    .returning({ sessionVersion: users.sessionVersion });
  if (!user) throw new Error(`user ${userId} has no sessions to end`);
  await tx.delete(sessions).where(eq(sessions.userId, userId));
  await tx.delete(apiTokens).where(eq(apiTokens.userId, userId));
  await tx.delete(pushSubscriptions).where(eq(pushSubscriptions.userId, userId));
  await announceEnd(tx, userId, { upToVersion: user.sessionVersion - 1 });
  return user.sessionVersion;
}
