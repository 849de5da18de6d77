import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Request } from './request';
import type { Command } from './rules';

export const idempotencyKeySchema = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

/**
 * A command with the key that its caller gave it.
 *
 * The hash stands for the whole request, the auction included: the same key on another auction is
 * another request.
 */
export function requestFor(
  auctionId: string,
  command: Extract<Command, { userId: string }>,
  idempotencyKey: string | undefined,
): Request {
  if (idempotencyKey === undefined) return { command };
  const amount = command.kind === 'bid' ? command.amount.toFixed() : '';
  const requestHash = createHash('sha256').update(`${command.kind}:${auctionId}:${amount}`).digest('hex');
  return { command, idempotency: { userId: command.userId, key: idempotencyKey, requestHash } };
}
