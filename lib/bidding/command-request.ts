import { type KeyUse, keyUse } from '@/lib/idempotency';
import type { Command } from './rules';

/** One command on its way to an auction, with the key under which its answer is remembered. */
export type CommandRequest = { command: Command; idempotency?: KeyUse };

/** A command with the key that its caller gave it. The same key on another auction is another request. */
export function requestFor(
  auctionId: string,
  command: Extract<Command, { userId: string }>,
  idempotencyKey: string | undefined,
): CommandRequest {
  if (idempotencyKey === undefined) return { command };
  const amount = command.kind === 'bid' ? command.amount.toFixed() : '';
  const request = `${command.kind}:${auctionId}:${amount}`;
  return { command, idempotency: keyUse({ userId: command.userId, key: idempotencyKey, request }) };
}
