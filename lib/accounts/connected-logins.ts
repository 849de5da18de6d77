import { and, eq, isNull, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { connectedLogins, users } from '@/db/schema';
import { withTransaction } from '@/db/transaction';
import { type Result, refuse } from '@/lib/result';
import type { Provider } from './providers';
import type { VerifiedUser } from './verify-password';

/** A person whom a provider has proven: their account there, and the provider's data about them, which is only a suggestion. */
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
 * The owner of a login.
 *
 * An account with the same e-mail address is *not* found: a person who controls an address at a provider, or a provider that
 * does not check addresses, must not get into an account that was made here.
 *
 * @returns NOT_FOUND for a new person; ALREADY_TAKEN if their e-mail address has an account here, to which they have to log
 *   in first to connect the provider there
 */
export async function userBehind(
  login: ProviderLogin,
): Promise<Result<{ user: VerifiedUser }, 'NOT_FOUND' | 'ALREADY_TAKEN'>> {
  const [found] = await database()
    .select({ id: users.id, sessionVersion: users.sessionVersion })
    .from(connectedLogins)
    .innerJoin(users, eq(users.id, connectedLogins.userId))
    .where(and(isAccount(login), isNull(users.deletedAt)));
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

/** The providers through which a person can log in. */
export async function connectedProviders(userId: string): Promise<Provider[]> {
  const rows = await database()
    .select({ provider: connectedLogins.provider })
    .from(connectedLogins)
    .where(eq(connectedLogins.userId, userId));
  return rows.map(({ provider }) => provider);
}

/**
 * Connects a provider's account to the account of a logged-in person; connecting the same one again is fine.
 *
 * @returns ALREADY_TAKEN if that provider's account belongs to somebody else here, or another one of that provider is
 *   connected
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
 * Disconnects a provider; it is fine if it is not connected.
 *
 * @returns FORBIDDEN if it is the last way to log in
 */
export async function disconnectLogin(
  userId: string,
  provider: Provider,
): Promise<Result<object, 'FORBIDDEN'>> {
  return withTransaction(async (tx) => {
    // Two removals at the same moment must see each other, or each would assume that the other login stays.
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
