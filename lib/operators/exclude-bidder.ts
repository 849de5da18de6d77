import { z } from 'zod';
import { submit } from '@/lib/bidding/desk';
import { idSchema } from '@/lib/id';
import { parseInput } from '@/lib/parse-input';
import type { AuctionState } from '@/lib/realtime/protocol';
import { type Result, refuse } from '@/lib/result';
import { reasonSchema } from './operator-log';

const exclusionSchema = z.object({ reason: reasonSchema });

/**
 * Excludes all bids of one person from an auction that is not over, with a reason that they and the seller read. If they
 * lead, they get their money back, and the lead goes to the highest remaining bid whose bidder may lead and has the money.
 *
 * @returns the auction as it stands afterwards; FORBIDDEN for a person who is not an operator; NOT_FOUND when no bid of that
 *   person counts here; BUSY when somebody holds the wallet of a bidder who may be the next leader
 */
export async function excludeBidder(input: {
  auctionId: string;
  operatorId: string;
  bidderId: string;
  reason: string;
}): Promise<Result<{ auction: AuctionState }>> {
  const { auctionId, operatorId, bidderId } = input;
  if (![auctionId, bidderId].every((id) => idSchema.safeParse(id).success)) return refuse('NOT_FOUND');
  const parsed = parseInput(exclusionSchema, { reason: input.reason });
  if (!parsed.ok) return parsed;
  const command = { kind: 'excludeBidder', operatorId, bidderId, reason: parsed.input.reason } as const;
  const answer = await submit(auctionId, { command });
  return answer.ok ? { ok: true, auction: answer.auction } : answer;
}
