import { createHmac } from 'node:crypto';
import { authSecret } from '@/lib/env';

/**
 * A blocked person as their seller's own list names them: 96 bits of HMAC-SHA256 over both ids, base64url. It says
 * nothing outside of that list, so blocking does not reveal who somebody is.
 */
export function blockKey(sellerId: string, blockedId: string): string {
  const digest = createHmac('sha256', authSecret()).update(`blocked:${sellerId}:${blockedId}`).digest();
  return digest.subarray(0, 12).toString('base64url');
}
