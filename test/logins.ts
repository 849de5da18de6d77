import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Proof } from '@/lib/accounts/confirm-owner';
import { openSession } from '@/lib/accounts/open-session';
import { type Session, sealSession, sessionCookieName } from '@/lib/accounts/session';
import { issueTicket } from '@/lib/realtime/ticket';
import { secretHash } from '@/lib/secret';
import { only } from './market';

/** A session of a person, begun now, with its id. */
export async function makeSession(userId: string): Promise<Session & { sid: string }> {
  const { rows } = await database().execute<{ session_version: number }>(
    sql`SELECT session_version FROM users WHERE id = ${userId}`,
  );
  const sid = await openSession({ id: userId, sessionVersion: only(rows).session_version });
  return { kind: 'session', userId, hash: secretHash(sid), sid };
}

/** The `Cookie` header of a browser with this session. */
export async function cookieOf({ userId, sid }: { userId: string; sid: string }): Promise<string> {
  const secure = false;
  return `${sessionCookieName({ secure })}=${await sealSession({ sub: userId, sid }, { secure })}`;
}

/** Makes the login and the last proof of a session older. */
export async function ageLogin({ hash }: { hash: string }, minutes: number): Promise<void> {
  const age = sql`make_interval(mins => ${minutes})`;
  await database().execute(sql`UPDATE sessions SET proven_at = proven_at - ${age} WHERE id_hash = ${hash}`);
  await database().execute(
    sql`UPDATE api_tokens SET created_at = created_at - ${age} WHERE token_hash = ${hash}`,
  );
}

/** The proof of a person who has just logged in. */
export async function justLoggedIn(userId: string): Promise<Proof> {
  return { password: '', login: await makeSession(userId), address: '192.0.2.1' };
}

/** A ticket of a person whose login is named by `login`. */
export function ticketFor(
  userId: string,
  { now = new Date(), login = 'a-login', sessionVersion = 1 } = {},
): string {
  return issueTicket({ userId, login, sessionVersion }, now);
}
