import { type KeyUse, keyUse } from '@/lib/idempotency';
import type { Money } from '@/lib/money';
import type { Command } from './rules';

/** One command on its way to an auction, with the key under which its answer is remembered. */
export type CommandRequest = {
  command: Command;
  idempotency?: KeyUse;
  /**
   * When its request arrived, by `performance.now()`; the line of the auction takes it from `lib/arrival.ts`. Left out, it
   * counts as having arrived when it was decided.
   */
  arrived?: number;
};

/** A command with the key that its caller gave it. The same key on another auction is another request. */
export function requestFor(
  auctionId: string,
  command: Extract<Command, { userId: string }>,
  idempotencyKey: string | undefined,
): CommandRequest {
  if (idempotencyKey === undefined) return { command };
  const amount = amountOf(command)?.toFixed() ?? '';
  const request = `${command.kind}:${auctionId}:${amount}`;
  return { command, idempotency: keyUse({ userId: command.userId, key: idempotencyKey, request }) };
}

/** The amount that a person sends with a command; null for a command without one. */
export function amountOf(command: Command): Money | null {
  if (command.kind === 'bid') return command.amount;
  return command.kind === 'autoBid' ? command.maximum : null;
}
