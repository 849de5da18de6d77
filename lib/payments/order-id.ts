import { createHmac, randomBytes } from 'node:crypto';
import { authSecret } from '@/lib/env';

/** Too long to guess, short enough to read out to somebody who helps. */
const ORDER_ID_BYTES = 15;

/** The name of an order, which nobody can guess. */
export function newOrderId(): string {
  return randomBytes(ORDER_ID_BYTES).toString('base64url');
}

/** The same for a request with a key: the same key of the same person names the same order. */
export function orderIdFor(userId: string, idempotencyKey: string): string {
  const mac = createHmac('sha256', authSecret()).update(`order:${userId}:${idempotencyKey}`).digest();
  return mac.subarray(0, ORDER_ID_BYTES).toString('base64url');
}
