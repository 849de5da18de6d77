import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { authSecret } from '@/lib/env';
import type { Person } from '@/lib/realtime/protocol';

/** In a storm each bid names several people, again and again. */
const keys = new LRUCache<string, string>({ max: 20_000 });

/** First character and two stars, however long the nickname is: "김철수" becomes "김**". */
export function maskNickname(nickname: string): string {
  const [first = ''] = nickname;
  return `${first}**`;
}

/**
 * A pseudonym that is valid within one auction only, so that nobody can follow a person from auction to auction: the
 * first 96 bits of HMAC-SHA256 (RFC 2104) over both ids, base64url.
 */
export function pseudonymKey(auctionId: string, userId: string): string {
  const secret = authSecret();
  const name = `person-in-auction:${auctionId}:${userId}`;
  const known = keys.get(`${secret}:${name}`);
  if (known !== undefined) return known;
  const key = createHmac('sha256', secret).update(name).digest().subarray(0, 12).toString('base64url');
  keys.set(`${secret}:${name}`, key);
  return key;
}

/** A person as everybody else sees them in this auction. */
export function personIn(auctionId: string, user: { id: string; nickname: string }): Person {
  return { key: pseudonymKey(auctionId, user.id), name: maskNickname(user.nickname) };
}
