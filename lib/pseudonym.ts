import { createHmac } from 'node:crypto';
import type { Person } from '@/lib/realtime/protocol';

/** First character and two stars: "김철수" becomes "김**". How many letters follow is nobody's business. */
export function maskNickname(nickname: string): string {
  const [first = ''] = nickname;
  return `${first}**`;
}

/**
 * A pseudonym that holds within one auction only, so that nobody can follow a person from auction
 * to auction: the first 96 bits of HMAC-SHA256 (RFC 2104) over both ids, base64url.
 */
export function pseudonymKey(auctionId: string, userId: string): string {
  const secret = process.env.AUTH_SECRET;
  if (!secret) throw new Error('AUTH_SECRET is not set');
  const digest = createHmac('sha256', secret).update(`person-in-auction:${auctionId}:${userId}`).digest();
  return digest.subarray(0, 12).toString('base64url');
}

/** Someone as everybody else sees them in this auction. */
export function personIn(auctionId: string, user: { id: string; nickname: string }): Person {
  return { key: pseudonymKey(auctionId, user.id), name: maskNickname(user.nickname) };
}
