import { z } from 'zod';
import { submit } from '@/lib/bidding/desk';
import { idSchema } from '@/lib/id';
import { parseInput } from '@/lib/parse-input';
import type { AuctionState } from '@/lib/realtime/protocol';
import { type Result, refuse } from '@/lib/result';
import { reasonSchema } from './operator-log';

const cancellationSchema = z.object({ reason: reasonSchema });

/**
 * An operator takes an item off the market at any time before its end; a leader gets their money back. The operator's
 * role is looked at, and the act and its reason are written into the operators' log, by the same transaction.
 *
 * @returns the cancelled auction; FORBIDDEN for who is no operator
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
