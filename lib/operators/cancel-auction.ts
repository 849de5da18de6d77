import { z } from 'zod';
import { submit } from '@/lib/bidding/desk';
import { idSchema } from '@/lib/id';
import { parseInput } from '@/lib/parse-input';
import type { AuctionState } from '@/lib/realtime/protocol';
import { type Result, refuse } from '@/lib/result';
import { reasonSchema } from './operator-log';

const cancellationSchema = z.object({ reason: reasonSchema });

/**
 * Cancels an auction by an operator, at any time before its end; a leader gets their money back. The same transaction checks
 * the operator's role and writes the act with its reason into the operators' log.
 *
 * @returns the cancelled auction; FORBIDDEN for a person who is not an operator
 */
export async function cancelByOperator(input: {
  auctionId: string;
  operatorId: string;
  reason: string;
}): Promise<Result<{ auction: AuctionState }>> {
  if (!idSchema.safeParse(input.auctionId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(cancellationSchema, { reason: input.reason });
  if (!parsed.ok) return parsed;
  const { operatorId } = input;
  const command = { kind: 'cancelByOperator', operatorId, reason: parsed.input.reason } as const;
  const answer = await submit(input.auctionId, { command });
  return answer.ok ? { ok: true, auction: answer.auction } : answer;
}
