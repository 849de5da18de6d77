import Big from 'big.js';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import type { Refusal } from '@/lib/result';

/** What one command came to: the public state right after it and its bid, or why it was refused. */
export type Answer = { ok: true; auction: AuctionState; bid: PublicBid | null } | Refusal;

/** Amounts that refusals carry; as JSON they are text, because JSON has no whole won. */
const AMOUNTS = ['minimum', 'nearest', 'instantPrice', 'available'];

/**
 * A remembered answer again, exactly as it was given first. Refusals are remembered no longer; a release before this
 * one may have left some, which are gone after a day.
 */
export function answerFromJson(json: unknown): Answer {
  const answer = json as Answer;
  if (answer.ok) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      AMOUNTS.includes(name) ? new Big(value as string) : value,
    ]),
  ) as Answer;
}
