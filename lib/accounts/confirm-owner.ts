import { eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { users } from '@/db/schema';
import { invalidInput } from '@/lib/parse-input';
import type { Result } from '@/lib/result';
import { verifyPassword } from './verify-password';

/** How long a login through a provider counts as proof for an account without a password. */
const FRESH_MS = 10 * 60 * 1000;

/** The proof that a logged-in person owns the account. */
export type Proof = {
  password: string;
  /** When this browser's session was last proven (`Session.provenAt`). */
  provenAt?: Date;
  /** The network address by which failures are counted. */
  address: string;
};

export async function hasPassword(userId: string): Promise<boolean> {
  const [user] = await database()
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, userId));
  return Boolean(user?.passwordHash);
}

/** Whether a login has proven a moment ago that the account is theirs. */
export function isFreshlyProven(provenAt: Date | undefined): boolean {
  return provenAt !== undefined && Date.now() - provenAt.getTime() < FRESH_MS;
}

/**
 * Confirms the owner of an account again, before an act for which a borrowed phone must not be enough: by password or, for
 * an account without one, by a login through a provider a moment ago.
 *
 * @returns INVALID_INPUT on the field `password`; RATE_LIMITED after too many wrong passwords, counted with the logins
 */
export async function confirmOwner(
  owner: { id: string; username: string },
  { password, provenAt, address }: Proof,
): Promise<Result<object, 'INVALID_INPUT' | 'RATE_LIMITED'>> {
  if (await hasPassword(owner.id)) {
    const verified = await verifyPassword({ username: owner.username, password }, address);
    if (verified.ok) return { ok: true };
    return verified.code === 'RATE_LIMITED'
      ? verified
      : invalidInput({ password: password === '' ? 'required' : 'wrongPassword' });
  }
  return isFreshlyProven(provenAt) ? { ok: true } : invalidInput({ password: 'proveAgain' });
}
