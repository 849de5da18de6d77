import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { sessions } from '@/db/schema';
import { RETENTION } from '@/lib/legal/retention';
import { newSecret, secretHash } from '@/lib/secret';
import { deviceLabel } from './device-label';
import type { VerifiedUser } from './verify-password';

/**
 * Begins a session of a person who has just proven their identity. It lasts thirty days, or until it is ended.
 *
 * @param userAgent  of the browser, for the label by which its owner recognises the session
 * @returns the session's id; it cannot be read again, because only its hash is kept
 */
export async function openSession(user: VerifiedUser, userAgent: string | null = null): Promise<string> {
  const id = newSecret();
  await database()
    .insert(sessions)
    .values({
      idHash: secretHash(id),
      userId: user.id,
      sessionVersion: user.sessionVersion,
      device: deviceLabel(userAgent),
      expiresAt: sql`now() + make_interval(days => ${RETENTION.sessionDays})`,
    });
  return id;
}
