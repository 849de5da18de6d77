import { randomBytes } from 'node:crypto';
import { connectedLogins } from '@/db/schema';
import { withTransaction } from '@/db/transaction';
import { invalidInput, parseInput } from '@/lib/parse-input';
import { consume } from '@/lib/rate-limit';
import { isNeighbourhood } from '@/lib/regions/queries';
import type { Result } from '@/lib/result';
import type { ProviderLogin } from './connected-logins';
import { signUpSchema } from './input';
import { providerId } from './providers';
import { type NewUser, openAccount } from './sign-up';

const completionSchema = signUpSchema.omit({ username: true, password: true });

/**
 * Makes an account for a person whom a provider has proven: account, wallet and connected login, all or nothing.
 *
 * The username is generated and there is no password: neither is needed until one is set in the settings.
 *
 * @param input  nickname, e-mail, region and consents, unchecked
 * @returns like `signUp`; it throws if the login was connected meanwhile, and leaves nothing behind
 */
export async function signUpWithProvider(
  login: ProviderLogin,
  input: unknown,
  address: string,
): Promise<Result<{ user: NewUser }, 'INVALID_INPUT' | 'RATE_LIMITED' | 'ALREADY_TAKEN'>> {
  const parsed = parseInput(completionSchema, input);
  if (!parsed.ok) return parsed;
  if (!(await isNeighbourhood(parsed.input.regionCode))) return invalidInput({ regionCode: 'unknownRegion' });
  const limit = await consume('signUp', address);
  if (!limit.ok) return limit;
  const username = `${providerId(login.provider)}_${randomBytes(6).toString('hex')}`;
  const { provider, providerAccountId } = login;
  return withTransaction(async (tx) => {
    const emailConfirmed =
      login.emailVerified === true && login.email?.toLowerCase() === parsed.input.email.toLowerCase();
    const opened = await openAccount(tx, { ...parsed.input, username }, null, { emailConfirmed });
    if (!opened.ok) return opened;
    await tx.insert(connectedLogins).values({ provider, providerAccountId, userId: opened.user.id });
    return opened;
  });
}
