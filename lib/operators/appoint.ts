import { eq, sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { users } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { type Result, refuse } from '@/lib/result';
import { recordAct } from './operator-log';

/**
 * Gives somebody the operator's role, or takes it away. Only a command on the server calls this: nobody at the desk
 * makes operators. The log names the person as the actor, because nobody else is known there.
 *
 * @param source  how it was asked for, for the log
 * @param pool    of the owner of the tables; no other role may change who operates
 * @returns NOT_FOUND when there is no such user or the account is closed; `changed` is false when nothing had to change
 */
export async function setOperator({
  username,
  operator,
  source,
  pool,
}: {
  username: string;
  operator: boolean;
  source: string;
  pool: Pool;
}): Promise<Result<{ userId: string; changed: boolean }, 'NOT_FOUND'>> {
  return withTransaction(
    async (tx) => {
      const user = await lockUser(tx, username);
      if (!user || user.deletedAt !== null) return refuse('NOT_FOUND');
      const role = operator ? 'OPERATOR' : 'MEMBER';
      if (user.role === role) return { ok: true, userId: user.id, changed: false };
      await tx.update(users).set({ role }).where(eq(users.id, user.id));
      await recordAct(tx, {
        operatorId: user.id,
        act: operator ? 'APPOINT_OPERATOR' : 'DISMISS_OPERATOR',
        subjectType: 'user',
        subjectId: user.id,
        reason: source,
      });
      return { ok: true, userId: user.id, changed: true };
    },
    { transactions: pool, questions: pool },
  );
}

async function lockUser(tx: Transaction, username: string) {
  const [user] = await tx
    .select({ id: users.id, role: users.role, deletedAt: users.deletedAt })
    .from(users)
    .where(sql`lower(${users.username}) = lower(${username.normalize('NFC')})`)
    .for('no key update');
  return user;
}
