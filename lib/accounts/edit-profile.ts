import { eq, sql } from 'drizzle-orm';
import { DatabaseError } from 'pg';
import { z } from 'zod';
import { database } from '@/db/client';
import { users } from '@/db/schema';
import { withTransaction } from '@/db/transaction';
import type { Locale } from '@/lib/i18n/locale';
import { invalidInput, parseInput } from '@/lib/parse-input';
import { consume } from '@/lib/rate-limit';
import { isNeighbourhood } from '@/lib/regions/queries';
import type { Result } from '@/lib/result';
import { keptNicknameSchema, signUpSchema } from './input';
import { nameKey } from './name-key';
import { isReservedName } from './reserved-names';
import { alreadyTaken } from './sign-up';

const profileSchema = signUpSchema
  .pick({ email: true })
  .extend({ nickname: keptNicknameSchema, marketing: z.boolean().default(false) });

/** The data of a member that only they see and may change. */
export type OwnProfile = {
  username: string;
  nickname: string;
  email: string;
  marketing: boolean;
};

/** @throws when there is no such member */
export async function ownProfile(userId: string): Promise<OwnProfile> {
  const [row] = await database()
    .select({
      username: users.username,
      nickname: users.nickname,
      email: users.email,
      marketing: sql<boolean>`${users.marketingAgreedAt} is not null`,
    })
    .from(users)
    .where(eq(users.id, userId));
  if (!row) throw new Error(`user ${userId} has no profile`);
  return row;
}

/**
 * Changes nickname, e-mail address and the consent to marketing; bids and reviews show the new name at once.
 *
 * @param input  unchecked; the rules of sign-up apply
 * @returns INVALID_INPUT, RATE_LIMITED, or ALREADY_TAKEN, which names every taken field
 */
export async function editProfile(
  userId: string,
  input: unknown,
): Promise<Result<object, 'INVALID_INPUT' | 'ALREADY_TAKEN' | 'RATE_LIMITED'>> {
  const parsed = parseInput(profileSchema, input);
  if (!parsed.ok) return parsed;
  if (isReservedName(parsed.input.nickname) && !(await isOwnNickname(userId, parsed.input.nickname))) {
    return invalidInput({ nickname: 'nameReserved' });
  }
  const limit = await consume('editProfile', userId);
  if (!limit.ok) return limit;
  const { nickname, email, marketing } = parsed.input;
  try {
    await database()
      .update(users)
      .set({
        nickname,
        // A person who keeps a nickname keeps its state: it may look like another member's since before this was checked.
        nicknameKey: sql`CASE WHEN ${users.nickname} = ${nickname} THEN ${users.nicknameKey} ELSE ${nameKey(nickname)} END`,
        email,
        // The day of the consent is kept as long as the consent lasts.
        marketingAgreedAt: marketing ? sql`coalesce(${users.marketingAgreedAt}, now())` : null,
      })
      .where(eq(users.id, userId));
    return { ok: true };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return withTransaction((tx) => alreadyTaken(tx, { username: '', nickname, email }, userId));
  }
}

async function isOwnNickname(userId: string, nickname: string): Promise<boolean> {
  return (await ownProfile(userId)).nickname === nickname;
}

/**
 * The index decides: if two people request one name at the same moment, a check beforehand would let both pass.
 */
function isUniqueViolation(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof DatabaseError && cause.code === '23505';
}

/** Moves a person to another 동; the items that they have listed stay where they are. */
export async function changeRegion(
  userId: string,
  regionCode: string,
): Promise<Result<object, 'INVALID_INPUT' | 'RATE_LIMITED'>> {
  if (!(await isNeighbourhood(regionCode))) return invalidInput({ regionCode: 'unknownRegion' });
  const counted = await consume('changeSetting', userId);
  if (!counted.ok) return counted;
  await database().update(users).set({ regionCode }).where(eq(users.id, userId));
  return { ok: true };
}

/** The language of mails and notifications. */
export async function changeLocale(userId: string, locale: Locale): Promise<void> {
  await database().update(users).set({ locale }).where(eq(users.id, userId));
}
