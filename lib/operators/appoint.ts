import { eq, sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { users } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { type Result, refuse } from '@/lib/result';
import { recordAct } from './operator-log';

/**
 * Gives a person the operator's role, or takes it away. Only a command on the server calls this: operators cannot appoint
 * others. The log names the person as the actor, because the command knows nobody else.
 *
 * @param source  how the change was requested, for the log
 * @param pool    connects as the owner of the tables, the only database role that may change operators
 * @returns NOT_FOUND if there is no such user or the account is closed; `changed` is false if nothing had to change
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
