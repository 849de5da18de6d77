import { and, isNull, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { users } from '@/db/schema';
import { parseInput } from '@/lib/parse-input';
import { consume, forgive, giveBack } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { logInSchema, PASSWORD_MAX, USERNAME } from './input';
import { passwordMatches } from './password';

/** The data of which a session or a token is made. */
export type VerifiedUser = { id: string; sessionVersion: number };

/**
 * Checks a username and a password: the one check behind every login, also of suspended people.
 *
 * @param address  the visitor's network address: failures are counted per username and address, so that a stranger elsewhere
 *   cannot lock anybody out, and per address, so that nobody tries one password on many usernames
 * @returns BAD_CREDENTIALS, always after the same time, without a hint at which of the two is wrong
 */
export async function verifyPassword(
  credentials: unknown,
  address: string,
): Promise<Result<{ user: VerifiedUser }, 'INVALID_INPUT' | 'BAD_CREDENTIALS' | 'RATE_LIMITED'>> {
  const parsed = parseInput(logInSchema, credentials);
  if (!parsed.ok) return parsed;
  const { username, password } = parsed.input;
  if (!USERNAME.test(username) || password.length > PASSWORD_MAX * 2) return refuse('BAD_CREDENTIALS');
  const key = `${username}@${address}`;
  const checks = await consume('passwordCheck', address);
  if (!checks.ok) return checks;
  // Counted before the check: otherwise a thousand simultaneous guesses would all find the count at zero.
  const fromHere = await consume('logInFrom', address);
  if (!fromHere.ok) return fromHere;
  const limit = await consume('logIn', key);
  if (!limit.ok) return limit;
  const found = await findByUsername(username);
  if (!(await passwordMatches(password, found?.passwordHash ?? null)) || !found) {
    return refuse('BAD_CREDENTIALS');
  }
  await Promise.all([forgive('logIn', key), giveBack('logInFrom', address)]);
  return { ok: true, user: { id: found.id, sessionVersion: found.sessionVersion } };
}

async function findByUsername(username: string) {
  const [user] = await database()
    .select({ id: users.id, sessionVersion: users.sessionVersion, passwordHash: users.passwordHash })
    .from(users)
    .where(and(sql`lower(${users.username}) = ${username}`, isNull(users.deletedAt)));
  return user;
}
