import { eq } from 'drizzle-orm';
import { users } from '@/db/schema';
import { withTransaction } from '@/db/transaction';
import { invalidInput, parseInput } from '@/lib/parse-input';
import type { Result } from '@/lib/result';
import { confirmOwner, type Proof } from './confirm-owner';
import { ownProfile } from './edit-profile';
import { endSessions } from './end-logins';
import { signUpSchema } from './input';
import { hashPassword } from './password';
import { passwordFault } from './password-strength';
import type { VerifiedUser } from './verify-password';

const newPasswordSchema = signUpSchema.shape.password;

/**
 * Replaces a password, or sets the first one for a person who has only logged in through a provider.
 *
 * Ends every session and token of the account, also this browser's: anybody who knew the old password is logged out, and
 * nobody gets its notices any more.
 *
 * @param newPassword  unchecked; the rules of sign-up apply
 * @returns the data for a new session of this browser; INVALID_INPUT on `password` (the current one) or `newPassword`;
 *   RATE_LIMITED after too many wrong passwords
 */
export async function changePassword({
  owner,
  proof,
  newPassword,
}: {
  owner: { id: string };
  proof: Proof;
  newPassword: unknown;
}): Promise<Result<{ user: VerifiedUser }, 'INVALID_INPUT' | 'RATE_LIMITED'>> {
  // Checked before the proof: a new password that is too short must not cost an attempt.
  const parsed = parseInput(newPasswordSchema, newPassword);
  if (!parsed.ok) return { ...parsed, fields: { newPassword: parsed.fields.body ?? 'invalid' } };
  const weakness = await passwordFault(parsed.input, await ownProfile(owner.id));
  if (weakness) return invalidInput({ newPassword: weakness });
  const confirmed = await confirmOwner(owner.id, proof);
  if (!confirmed.ok) return confirmed;
  const passwordHash = await hashPassword(parsed.input);
  return withTransaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, owner.id));
    return { ok: true, user: { id: owner.id, sessionVersion: await endSessions(tx, owner.id) } };
  });
}
