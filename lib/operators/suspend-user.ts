import { eq, sql } from 'drizzle-orm';
import { users } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { endSessions } from '@/lib/accounts/end-logins';
import { idSchema } from '@/lib/id';
import { notify } from '@/lib/notifications/notify';
import { parseInput } from '@/lib/parse-input';
import { type Result, refuse } from '@/lib/result';
import { actAsOperator } from './operator';
import { reasonSchema, recordAct } from './operator-log';

type SuspendRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID_INPUT' | 'ALREADY_TAKEN';

/**
 * Suspends a user: every session and token ends, and after another login they can do no more than read and reach their
 * money (`lib/accounts/viewer.ts`). They are told the reason. Their running auctions go on until an operator removes them,
 * and their leads stand until an operator excludes their bids.
 *
 * @returns FORBIDDEN for a person who is not an operator, and for suspending oneself; ALREADY_TAKEN if the user is
 *   suspended already
 */
export async function suspendUser(input: {
  operatorId: string;
  userId: string;
  reason: unknown;
}): Promise<Result<object, SuspendRefusal>> {
  if (input.operatorId === input.userId) return refuse('FORBIDDEN');
  return changeSuspension(input, 'SUSPEND_USER', async (tx) => {
    const suspended = await tx
      .update(users)
      .set({ suspendedAt: sql`clock_timestamp()` })
      .where(
        sql`${users.id} = ${input.userId} AND ${users.suspendedAt} IS NULL AND ${users.deletedAt} IS NULL`,
      )
      .returning({ id: users.id });
    if (suspended.length > 0) await endSessions(tx, input.userId);
    return suspended;
  });
}

/** Ends a suspension, and tells the person. */
export async function restoreUser(input: {
  operatorId: string;
  userId: string;
  reason: unknown;
}): Promise<Result<object, SuspendRefusal>> {
  return changeSuspension(input, 'RESTORE_USER', (tx) =>
    tx
      .update(users)
      .set({ suspendedAt: null })
      .where(sql`${users.id} = ${input.userId} AND ${users.suspendedAt} IS NOT NULL`)
      .returning({ id: users.id }),
  );
}

async function changeSuspension(
  { operatorId, userId, reason }: { operatorId: string; userId: string; reason: unknown },
  act: 'SUSPEND_USER' | 'RESTORE_USER',
  change: (tx: Transaction) => Promise<{ id: string }[]>,
): Promise<Result<object, SuspendRefusal>> {
  if (!idSchema.safeParse(userId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(reasonSchema, reason);
  if (!parsed.ok)
    return { ok: false, code: 'INVALID_INPUT', fields: { reason: parsed.fields.body ?? 'invalid' } };
  return actAsOperator<Result<object, SuspendRefusal>>(
    operatorId,
    async (tx) => {
      const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId));
      if (!known) return refuse('NOT_FOUND');
      const [changed] = await change(tx);
      if (!changed) return { ok: false, code: 'ALREADY_TAKEN', fields: { user: 'alreadyDone' } };
      await recordAct(tx, { operatorId, act, subjectType: 'user', subjectId: userId, reason: parsed.input });
      await notify(tx, [
        {
          recipientId: userId,
          kind: act === 'SUSPEND_USER' ? 'ACCOUNT_SUSPENDED' : 'ACCOUNT_RESTORED',
          params: { title: '', reason: parsed.input },
          link: act === 'SUSPEND_USER' ? '/suspended' : '/',
          auctionId: null,
        },
      ]);
      return { ok: true };
    },
    userId,
  );
}
