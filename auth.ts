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
 * Logins by username and password, and through the configured providers. For the providers Auth.js implements the
 * protocol only; `finishOAuth` decides what a proven provider account means here.
 *
 * The session is in an encrypted cookie (credentials allow nothing else). It contains the user's `session_version`:
 * `currentViewer` compares it with the row, and an increment ends all sessions.
 *
 * The configuration is made for each request, because whether its cookies are `Secure` depends on the visitor's connection.
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
    // `user` is there at login only. `sub`, the id, is set by Auth.js; nothing else belongs in a cookie.
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
      // Most often the person declined at the provider: there is nothing to repair.
      if (error instanceof AuthError && error.type === 'OAuthCallbackError')
        log.warn({ error }, 'a provider let nobody in');
      else log.error({ error }, 'login failed');
    },
    warn: (code) => log.debug({ code }, 'Auth.js warns'),
  },
}));
