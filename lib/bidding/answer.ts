import Big from 'big.js';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import type { Refusal } from '@/lib/result';

/** What one command came to: the public state right after it and its bid, or why it was refused. */
export type Answer = { ok: true; auction: AuctionState; bid: PublicBid | null } | Refusal;

/** Amounts that refusals carry; as JSON they are text, because JSON has no whole won. */
const AMOUNTS = ['minimum', 'nearest', 'instantPrice', 'available'];

/** An answer as it is remembered under an idempotency key. */
export function answerToJson(answer: Answer): unknown {
  if (answer.ok) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, value instanceof Big ? value.toFixed() : value]),
  );
}

/** The remembered answer again, exactly as it was given first. */
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
