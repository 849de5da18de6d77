import { sql } from 'drizzle-orm';
import { users, wallets } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { writeConfirmation } from '@/lib/account-mail/write-mails';
import { DEFAULT_LOCALE } from '@/lib/i18n/locale';
import { invalidInput, parseInput } from '@/lib/parse-input';
import { consume } from '@/lib/rate-limit';
import { isNeighbourhood } from '@/lib/regions/queries';
import type { Refusal, Result } from '@/lib/result';
import { type SignUpInput, signUpSchema } from './input';
import { nameKey } from './name-key';
import { hashPassword } from './password';
import { passwordFault } from './password-strength';

export type NewUser = {
  id: string;
  username: string;
  nickname: string;
  regionCode: string;
  locale: 'ko' | 'en';
  createdAt: Date;
};

/**
 * Makes an account and opens its wallet, both or neither.
 *
 * @param input    unchecked, see `signUpSchema`
 * @param address  the visitor's network address, for the limit
 * @returns the new user; INVALID_INPUT, RATE_LIMITED, or ALREADY_TAKEN, which names every taken field
 */
export async function signUp(
  input: unknown,
  address: string,
): Promise<Result<{ user: NewUser }, 'INVALID_INPUT' | 'RATE_LIMITED' | 'ALREADY_TAKEN'>> {
  const parsed = parseInput(signUpSchema, input);
  if (!parsed.ok) return parsed;
  const member = parsed.input;
  if (!(await isNeighbourhood(member.regionCode))) return invalidInput({ regionCode: 'unknownRegion' });
  const weakness = await passwordFault(member.password, member);
  if (weakness) return invalidInput({ password: weakness });
  const limit = await consume('signUp', address);
  if (!limit.ok) return limit;
  // Hashing is slow, so it comes before the transaction.
  const passwordHash = await hashPassword(member.password);
  return withTransaction((tx) => openAccount(tx, member, passwordHash));
}

/**
 * Writes a new member and their wallet into the caller's transaction.
 *
 * @param passwordHash  null for a person who logs in through a provider only
 * @param emailConfirmed  whether a provider has checked the address; otherwise a mail asks the person to confirm it
 */
export async function openAccount(
  tx: Transaction,
  member: Omit<SignUpInput, 'password'>,
  passwordHash: string | null,
  { emailConfirmed = false } = {},
): Promise<Result<{ user: NewUser }, 'ALREADY_TAKEN'>> {
  const user = await insertUser(tx, member, { passwordHash, emailConfirmed });
  if (!user) return alreadyTaken(tx, member);
  await tx.insert(wallets).values({ userId: user.id });
  // If that address got too many mails today, the account is made without one.
  if (!emailConfirmed) await writeConfirmation(tx, { userId: user.id, address: member.email });
  return { ok: true, user };
}

/** @returns undefined if one of the names is taken; it waits for a rival who is signing up right now. */
async function insertUser(
  tx: Transaction,
  member: Omit<SignUpInput, 'password'>,
  { passwordHash, emailConfirmed }: { passwordHash: string | null; emailConfirmed: boolean },
): Promise<NewUser | undefined> {
  const { consents } = member;
  const [user] = await tx
    .insert(users)
    .values({
      username: member.username,
      email: member.email,
      emailConfirmedAt: emailConfirmed ? sql`now()` : null,
      nickname: member.nickname,
      nicknameKey: nameKey(member.nickname),
      passwordHash,
      regionCode: member.regionCode,
      locale: member.locale ?? DEFAULT_LOCALE,
      termsAgreedAt: sql`now()`,
      privacyAgreedAt: sql`now()`,
      age14ConfirmedAt: sql`now()`,
      marketingAgreedAt: consents.marketing ? sql`now()` : null,
    })
    .onConflictDoNothing()
    .returning({
      id: users.id,
      username: users.username,
      nickname: users.nickname,
      regionCode: users.regionCode,
      locale: users.locale,
      createdAt: users.createdAt,
    });
  return user;
}

/**
 * The refusal that names the taken names.
 *
 * @param exceptId  a user whose own names do not count
 */
export async function alreadyTaken(
  tx: Transaction,
  member: Pick<SignUpInput, 'username' | 'email' | 'nickname'>,
  exceptId = '0',
): Promise<Refusal<'ALREADY_TAKEN'>> {
  const sameUsername = sql`lower(${users.username}) = lower(${member.username})`;
  const sameEmail = sql`lower(${users.email}) = lower(${member.email})`;
  const sameNickname = sql`(lower(${users.nickname}) = lower(${member.nickname})
    or lower(${users.nicknameKey}) = ${nameKey(member.nickname)})`;
  const [taken] = await tx
    .select({
      username: sql<boolean | null>`bool_or(${sameUsername})`,
      email: sql<boolean | null>`bool_or(${sameEmail})`,
      nickname: sql<boolean | null>`bool_or(${sameNickname})`,
    })
    .from(users)
    .where(sql`(${sameUsername} or ${sameEmail} or ${sameNickname}) and ${users.id} <> ${exceptId}`);
  const fields = Object.entries(taken ?? {}).filter(([, isTaken]) => isTaken);
  return {
    ok: false,
    code: 'ALREADY_TAKEN',
    fields: Object.fromEntries(fields.map(([field]) => [field, `${field}Taken`])),
  };
}
