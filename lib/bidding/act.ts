import { idSchema } from '@/lib/id';
import type { AuctionState } from '@/lib/realtime/protocol';
import { type Result, refuse } from '@/lib/result';
import { submit } from './desk';
import { idempotencyKeySchema, requestFor } from './input';

/** Who does what to which auction, for the commands that need no more than that. */
export type Act = { auctionId: string; userId: string; idempotencyKey?: string };

/** Hands a command without an amount to the desk, with the checks that all of them share. */
export async function act(
  kind: 'buyNow' | 'closeEarly' | 'cancel',
  { auctionId, userId, idempotencyKey }: Act,
): Promise<Result<{ auction: AuctionState }>> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  if (!idempotencyKeySchema.optional().safeParse(idempotencyKey).success) {
    return { ok: false, code: 'INVALID_INPUT', fields: { idempotencyKey: 'idempotencyKey' } };
  }
  const answer = await submit(auctionId, requestFor(auctionId, { kind, userId }, idempotencyKey));
  return answer.ok ? { ok: true, auction: answer.auction } : answer;
}
