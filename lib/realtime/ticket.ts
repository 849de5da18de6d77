import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { authSecret } from '@/lib/env';

/** A ticket is requested and used within one reconnect; more time would only help a thief. */
export const TICKET_LIFE_MS = 30_000;

const holderSchema = z.object({
  userId: z.string().regex(/^[1-9]\d{0,18}$/),
  /** The session or token for which it was issued, by its hash. */
  login: z.string().min(1),
  sessionVersion: z.int(),
});
/** The person and the login that a ticket was issued to. */
export type TicketHolder = z.infer<typeof holderSchema>;

const claimsSchema = holderSchema.extend({
  ticketId: z.string().min(1),
  expiresAt: z.int(),
});

/**
 * Makes a ticket with which one login may listen to the personal topic of its person once, within 30 seconds. It is signed with a
 * separate key, derived from `AUTH_SECRET`, so that it is valid for nothing else.
 *
 * @param now  the database's time, as for `readTicket`: the clocks of two machines may be minutes apart
 */
export function issueTicket(holder: TicketHolder, now: Date): string {
  const claims = {
    ...holder,
    ticketId: randomBytes(16).toString('base64url'),
    expiresAt: now.getTime() + TICKET_LIFE_MS,
  };
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${body}.${signatureOf(body).toString('base64url')}`;
}

/** The content of a valid ticket; it stays valid for `leftMs`. */
export type Ticket = { holder: TicketHolder; ticketId: string; leftMs: number };

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
  const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  // A ticket of another version of this code.
  if (!claims.success) return null;
  const { ticketId, expiresAt, ...holder } = claims.data;
  const leftMs = expiresAt - now.getTime();
  return leftMs > 0 ? { holder, ticketId, leftMs } : null;
}

function signatureOf(body: string): Buffer {
  const key = hkdfSync('sha256', authSecret(), '', 'neighborbid realtime ticket', 32);
  return createHmac('sha256', Buffer.from(key)).update(body).digest();
}
