import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { authSecret } from '@/lib/env';

/** A ticket is requested and used within one reconnect; more time would only help a thief. */
const TICKET_LIFE_MS = 30_000;

const claimsSchema = z.object({
  userId: z.string().regex(/^[1-9]\d{0,18}$/),
  ticketId: z.string().min(1),
  expiresAt: z.int(),
});

/**
 * Makes a ticket with which one person may listen to their personal topic once, within 30 seconds. It is signed with a
 * separate key, derived from `AUTH_SECRET`, so that it is valid for nothing else.
 *
 * @param now  the database's time, as for `readTicket`: the clocks of two machines may be minutes apart
 */
export function issueTicket(userId: string, now: Date): string {
  const claims = {
    userId,
    ticketId: randomBytes(16).toString('base64url'),
    expiresAt: now.getTime() + TICKET_LIFE_MS,
  };
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${body}.${signatureOf(body).toString('base64url')}`;
}

/** The content of a valid ticket; it stays valid for `leftMs`. */
export type Ticket = { userId: string; ticketId: string; leftMs: number };

/**
 * The content of a ticket; null when it is forged, malformed or too old. The caller must make sure that it is used only
 * once, by `ticketId` and for as long as it is valid: this function remembers nothing.
 *
 * @param now  the database's time
 */
export function readTicket(ticket: string, now: Date): Ticket | null {
  const [body = '', signature = '', ...rest] = ticket.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(body);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claims = claimsSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  const leftMs = claims.expiresAt - now.getTime();
  if (leftMs <= 0) return null;
  return { userId: claims.userId, ticketId: claims.ticketId, leftMs };
}

function signatureOf(body: string): Buffer {
  const key = hkdfSync('sha256', authSecret(), '', 'neighborbid realtime ticket', 32);
  return createHmac('sha256', Buffer.from(key)).update(body).digest();
}
