import { idSchema } from '@/lib/id';
import { keyFault } from '@/lib/idempotency';
import type { AuctionState } from '@/lib/realtime/protocol';
import { type Result, refuse } from '@/lib/result';
import { requestFor } from './command-request';
import { submit } from './desk';

/** The auction and the person, for the commands that need no more than that. */
export type SimpleCommand = { auctionId: string; userId: string; idempotencyKey?: string };

/** Hands a command without an amount to the desk, with the checks that all of them share. */
export async function submitSimpleCommand(
  kind: 'buyNow' | 'closeEarly' | 'cancel' | 'lowerAutoBid',
  { auctionId, userId, idempotencyKey }: SimpleCommand,
): Promise<Result<{ auction: AuctionState; attemptId: string }>> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const fault = keyFault(idempotencyKey);
  if (fault) return fault;
  const answer = await submit(auctionId, requestFor(auctionId, { kind, userId }, idempotencyKey));
  return answer.ok ? { ok: true, auction: answer.auction, attemptId: answer.attemptId } : answer;
}
