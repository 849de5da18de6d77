import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { users } from '@/db/schema';
import { idSchema } from '@/lib/id';
import type { AuctionState } from '@/lib/realtime/protocol';
import { type Result, refuse } from '@/lib/result';
import { type Act, act } from './act';
import { submit } from './desk';

/**
 * The seller takes the item back, which only works before the first bid.
 *
 * @returns the cancelled auction; a refusal leaves everything as it was
 */
export function cancelAuction(input: Act) {
  return act('cancel', input);
}

const reasonSchema = z.string().trim().min(1).max(1000);

/**
 * An operator takes an item off the market at any time before its end; a leader gets their money
 * back. The act and its reason are in the operators' log, by the same transaction.
 *
 * @returns the cancelled auction; FORBIDDEN for who is no operator
 */
export async function cancelByOperator(input: {
  auctionId: string;
  operatorId: string;
  reason: string;
}): Promise<Result<{ auction: AuctionState }>> {
  if (!idSchema.safeParse(input.auctionId).success) return refuse('NOT_FOUND');
  const reason = reasonSchema.safeParse(input.reason);
  if (!reason.success) return { ok: false, code: 'INVALID_INPUT', fields: { reason: 'required' } };
  if (!(await isOperator(input.operatorId))) return refuse('FORBIDDEN');
  const command = { kind: 'cancelByOperator', operatorId: input.operatorId, reason: reason.data } as const;
  const answer = await submit(input.auctionId, { command });
  return answer.ok ? { ok: true, auction: answer.auction } : answer;
}

async function isOperator(userId: string): Promise<boolean> {
  const [user] = await database()
    .select({ role: users.role, suspendedAt: users.suspendedAt })
    .from(users)
    .where(eq(users.id, userId));
  return user?.role === 'OPERATOR' && user.suspendedAt === null;
}
