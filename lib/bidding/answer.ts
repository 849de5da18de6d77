import Big from 'big.js';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import type { Refusal } from '@/lib/result';

/**
 * The answer to one command: the public state right after it and its bid, or why it was refused. `leading` says whether the
 * person who sent it leads afterwards: an automatic bid of somebody else may have answered it. `attemptId` names its attempt in
 * the record; a command that was not decided has none.
 */
export type Answer =
  | { ok: true; leading: boolean; auction: AuctionState; bid: PublicBid | null; attemptId: string }
  | Refusal;

/** The amounts of refusals; in JSON they are text, because JSON has no whole won. */
const AMOUNTS = ['minimum', 'nearest', 'instantPrice', 'available'];

/**
 * Reads a remembered answer, exactly as it was given first. For a day after an upgrade it may also be a refusal, which
 * the previous release remembered.
 */
export function answerFromJson(json: unknown): Answer {
  const answer = json as Answer;
  // The previous release knew no automatic bids: the sender of an accepted bid was leading.
  if (answer.ok) return { ...answer, leading: answer.leading ?? answer.bid !== null };
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      AMOUNTS.includes(name) ? new Big(value as string) : value,
    ]),
  ) as Answer;
}
