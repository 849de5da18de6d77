import { eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { users } from '@/db/schema';
import { invalidInput } from '@/lib/parse-input';
import type { Result } from '@/lib/result';
import { verifyPassword } from './verify-password';

/** How long a login through a provider counts as proof, where there is no password to ask for. */
const FRESH_MS = 10 * 60 * 1000;

/** What somebody shows to prove that they own the account they are logged in to. */
export type Proof = {
  password: string;
  /** When this browser's session was last proven (`Session.provenAt`). */
  provenAt?: Date;
  /** Network address, by which failures are counted. */
  address: string;
};

export async function hasPassword(userId: string): Promise<boolean> {
  const [user] = await database()
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, userId));
  return Boolean(user?.passwordHash);
}

/** Whether somebody has proven a moment ago, by a login, that the account is theirs. */
export function isFreshlyProven(provenAt: Date | undefined): boolean {
  return provenAt !== undefined && Date.now() - provenAt.getTime() < FRESH_MS;
}

/**
 * Asks once more who it is, before something that a borrowed phone must not be enough for: by password, or, for who
 * has none, by a login through a provider a moment ago.
 *
 * @returns INVALID_INPUT on the field `password`; RATE_LIMITED after too many wrong ones, counted with the logins
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
