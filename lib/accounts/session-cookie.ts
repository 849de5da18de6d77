import { cookies, headers } from 'next/headers';
import { encode } from 'next-auth/jwt';
import { env } from '@/lib/env';
import { cameByHttps, SESSION_SECONDS } from './session';
import type { VerifiedUser } from './verify-password';

/**
 * Begins a session in this browser for a person who has just proven their identity, in the cookie that Auth.js writes for a
 * login by password: a token that is encrypted under a key derived from the cookie's name.
 */
export async function beginSession(user: VerifiedUser): Promise<void> {
  const secure = cameByHttps(await headers());
  const name = `${secure ? '__Secure-' : ''}authjs.session-token`;
  const value = await encode({
    token: {
      sub: user.id,
      sessionVersion: user.sessionVersion,
      provenAt: Math.floor(Date.now() / 1000),
    },
    secret: env().AUTH_SECRET,
    salt: name,
    maxAge: SESSION_SECONDS,
  });
  (await cookies()).set(name, value, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: SESSION_SECONDS,
  });
}
