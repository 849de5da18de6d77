import { createHash } from 'node:crypto';
import Big from 'big.js';
import { z } from 'zod';
import { MAX_WON } from '@/lib/money';
import type { Request } from './request';
import type { Command } from './rules';

/** A positive whole number of won, from JSON (integer) or a form (digits). */
export const amountSchema = z
  .union([z.int(), z.string().regex(/^\d{1,12}$/), z.instanceof(Big)], { error: 'amount' })
  .transform((value) => new Big(value))
  .refine((amount) => amount.gt(0) && amount.lte(MAX_WON), { error: 'amount' });

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
