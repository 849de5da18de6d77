import { createHmac } from 'node:crypto';
import { authSecret } from '@/lib/env';

/**
 * The key of a blocked person in the seller's own list: 96 bits of HMAC-SHA256 over both ids, base64url. It has no meaning
 * outside of that list, so blocking does not reveal a person's identity.
 */
export function blockKey(sellerId: string, blockedId: string): string {
  const digest = createHmac('sha256', authSecret()).update(`blocked:${sellerId}:${blockedId}`).digest();
  return digest.subarray(0, 12).toString('base64url');
}
