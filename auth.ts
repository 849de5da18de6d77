import { headers } from 'next/headers';
import NextAuth, { AuthError } from 'next-auth';
import { finishOAuth } from '@/lib/accounts/oauth-flow';
import { authProviders, hasVerifiedEmail, isProvider } from '@/lib/accounts/providers';
import { cameByHttps } from '@/lib/accounts/session';
import { env } from '@/lib/env';
import { log } from '@/lib/log';

/**
 * Logins through the configured providers. Auth.js implements the protocol only: `finishOAuth` decides what a proven
 * provider account means here, and begins the session. Auth.js makes none.
 *
 * The configuration is made for each request, because whether its cookies are `Secure` depends on the visitor's connection.
 */
export const { handlers, signIn } = NextAuth(async () => ({
  providers: authProviders(),
  callbacks: {
    signIn: ({ account, user, profile }) => {
      const provider = account?.provider.toUpperCase();
      if (!account || !isProvider(provider)) return false;
      const { providerAccountId } = account;
      return finishOAuth({
        provider,
        providerAccountId,
        email: user.email ?? undefined,
        emailVerified: hasVerifiedEmail(profile),
        name: user.name ?? undefined,
      });
    },
  },
  pages: { signIn: '/login', error: '/login' },
  secret: env().AUTH_SECRET,
  trustHost: true,
  useSecureCookies: cameByHttps(await headers()),
  logger: {
    error: (error) => {
      // Most often the person declined at the provider: there is nothing to repair.
      if (error instanceof AuthError && error.type === 'OAuthCallbackError')
        log.warn({ error }, 'a provider let nobody in');
      else log.error({ error }, 'login failed');
    },
    warn: (code) => log.debug({ code }, 'Auth.js warns'),
  },
}));
