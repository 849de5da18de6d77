import { headers } from 'next/headers';
import NextAuth, { AuthError, CredentialsSignin, type User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { finishOAuth } from '@/lib/accounts/oauth-flow';
import { authProviders, isProvider } from '@/lib/accounts/providers';
import { cameByHttps, SESSION_SECONDS } from '@/lib/accounts/session';
import { verifyPassword } from '@/lib/accounts/verify-password';
import { env } from '@/lib/env';
import { clientAddress } from '@/lib/http/client-address';
import { log } from '@/lib/log';
import type { Refusal } from '@/lib/result';

declare module 'next-auth' {
  interface User {
    sessionVersion?: number;
  }
}

/** A refused login; Auth.js knows failures only as exceptions of this kind. */
export class LoginRefused extends CredentialsSignin {
  constructor(readonly refusal: Refusal<'INVALID_INPUT' | 'BAD_CREDENTIALS' | 'RATE_LIMITED'>) {
    super();
  }
}

/**
 * Logins by username and password, and through the providers that are configured. Of the latter Auth.js speaks the
 * protocol only; what a proven account means here, `comeBack` decides.
 *
 * The session lives in an encrypted cookie (credentials allow nothing else), so it holds the user's `session_version`: `currentViewer` compares it with the row, and raising it ends all sessions.
 *
 * Made anew for each request, because whether its cookies are `Secure` depends on how the visitor came.
 */
export const { handlers, signIn, signOut } = NextAuth(async () => ({
  providers: [
    Credentials({
      credentials: { username: {}, password: {} },
      async authorize(credentials): Promise<User> {
        const verified = await verifyPassword(credentials, clientAddress(await headers()));
        if (!verified.ok) throw new LoginRefused(verified);
        return verified.user;
      },
    }),
    ...authProviders(),
  ],
  session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
  callbacks: {
    signIn: ({ account, user }) => {
      const provider = account?.provider.toUpperCase();
      if (!account || !isProvider(provider)) return true;
      const { providerAccountId } = account;
      return finishOAuth({
        provider,
        providerAccountId,
        email: user.email ?? undefined,
        name: user.name ?? undefined,
      });
    },
    // `user` is there at login only. `sub`, the id, is set by Auth.js; nothing else belongs into a cookie.
    jwt: ({ token, user }) => ({
      sub: token.sub,
      sessionVersion: user?.sessionVersion ?? token.sessionVersion,
      provenAt: user ? Math.floor(Date.now() / 1000) : token.provenAt,
    }),
  },
  pages: { signIn: '/login', error: '/login' },
  secret: env().AUTH_SECRET,
  trustHost: true,
  useSecureCookies: cameByHttps(await headers()),
  logger: {
    error: (error) => {
      if (error instanceof LoginRefused) return;
      // Most often somebody who said no there: nothing for anybody to mend here.
      if (error instanceof AuthError && error.type === 'OAuthCallbackError')
        log.warn({ error }, 'a provider let nobody in');
      else log.error({ error }, 'login failed');
    },
    warn: (code) => log.debug({ code }, 'Auth.js warns'),
  },
}));
