import { and, eq, isNull, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { connectedLogins, users } from '@/db/schema';
import { withTransaction } from '@/db/transaction';
import { type Result, refuse } from '@/lib/result';
import type { Provider } from './providers';
import type { VerifiedUser } from './verify-password';

/** Somebody as a provider has proven them: the account there, and what it says of them, which is only a suggestion. */
export type ProviderLogin = {
  provider: Provider;
  providerAccountId: string;
  email?: string;
  name?: string;
};

type Account = Pick<ProviderLogin, 'provider' | 'providerAccountId'>;

function isAccount({ provider, providerAccountId }: Account) {
  return and(
    eq(connectedLogins.provider, provider),
    eq(connectedLogins.providerAccountId, providerAccountId),
  );
}

/**
 * Whose login it is.
 *
 * An account with the same e-mail address is *not* found: whoever controls an address at a provider, or a provider
 * that does not check addresses, must not get into an account that was made here.
 *
 * @returns NOT_FOUND for a newcomer; ALREADY_TAKEN for one whose e-mail address has an account here, who has to log
 *   in to it first and connect there; FORBIDDEN for a suspended account
 */
export async function userBehind(
  login: ProviderLogin,
): Promise<Result<{ user: VerifiedUser }, 'NOT_FOUND' | 'ALREADY_TAKEN' | 'FORBIDDEN'>> {
  const [found] = await database()
    .select({ id: users.id, sessionVersion: users.sessionVersion, suspendedAt: users.suspendedAt })
    .from(connectedLogins)
    .innerJoin(users, eq(users.id, connectedLogins.userId))
    .where(and(isAccount(login), isNull(users.deletedAt)));
  if (found?.suspendedAt) return refuse('FORBIDDEN');
  if (found) return { ok: true, user: { id: found.id, sessionVersion: found.sessionVersion } };
  const [namesake] = login.email
    ? await database()
        .select({ id: users.id })
        .from(users)
        .where(sql`lower(${users.email}) = lower(${login.email.normalize('NFC')})`)
    : [];
  return namesake
    ? { ok: false, code: 'ALREADY_TAKEN', fields: { email: 'emailTaken' } }
    : refuse('NOT_FOUND');
}

/** The providers that somebody can log in through. */
export async function connectedProviders(userId: string): Promise<Provider[]> {
  const rows = await database()
    .select({ provider: connectedLogins.provider })
    .from(connectedLogins)
    .where(eq(connectedLogins.userId, userId));
  return rows.map(({ provider }) => provider);
}

/**
 * Lets somebody who is logged in come through a provider from now on; connecting the same account again is fine.
 *
 * @returns ALREADY_TAKEN when that account belongs to somebody else here, or another of that provider is connected
 */
export async function connectLogin(userId: string, login: Account): Promise<Result<object, 'ALREADY_TAKEN'>> {
  const { provider, providerAccountId } = login;
  await database()
    .insert(connectedLogins)
    .values({ provider, providerAccountId, userId })
    .onConflictDoNothing();
  const [row] = await database()
    .select({ userId: connectedLogins.userId })
    .from(connectedLogins)
    .where(isAccount(login));
  return row?.userId === userId
    ? { ok: true }
    : { ok: false, code: 'ALREADY_TAKEN', fields: { login: 'invalid' } };
}

/**
 * Takes a provider away; one that is not connected is none to take.
 *
 * @returns FORBIDDEN when it is the last way in
 */
export async function disconnectLogin(
  userId: string,
  provider: Provider,
): Promise<Result<object, 'FORBIDDEN'>> {
  return withTransaction(async (tx) => {
    // Two that leave at the same moment must see each other, or both would think that the other stays.
    const { rows } = await tx.execute<{ has_password: boolean }>(
      sql`SELECT password_hash IS NOT NULL AS has_password FROM users WHERE id = ${userId} FOR NO KEY UPDATE`,
    );
    const connected = await tx
      .select({ provider: connectedLogins.provider })
      .from(connectedLogins)
      .where(eq(connectedLogins.userId, userId));
    const others = connected.some((login) => login.provider !== provider);
    if (!rows[0]?.has_password && !others) return refuse('FORBIDDEN');
    await tx
      .delete(connectedLogins)
      .where(and(eq(connectedLogins.userId, userId), eq(connectedLogins.provider, provider)));
    return { ok: true };
  });
}
