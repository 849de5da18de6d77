import { cookies, headers } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import type { z } from 'zod';
import { env } from '@/lib/env';
import { cameByHttps } from './session';

/** Just long enough to log in at a provider or to fill in a form. */
const LIFETIME_SECONDS = 20 * 60;

/**
 * Stores a value in the browser that it can neither read nor change: it is encrypted under a key derived from the name, so
 * that one kind of value cannot pass for another.
 */
export async function sealCookie(name: string, claims: Record<string, unknown>): Promise<void> {
  const value = await encode({
    token: claims,
    secret: env().AUTH_SECRET,
    salt: name,
    maxAge: LIFETIME_SECONDS,
  });
  (await cookies()).set(name, value, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: cameByHttps(await headers()),
    maxAge: LIFETIME_SECONDS,
  });
}

/** The value under this name. Null without a cookie, and for one that is forged or expired. */
export async function openCookie<S extends z.ZodType>(name: string, schema: S): Promise<z.output<S> | null> {
  const value = (await cookies()).get(name)?.value;
  if (!value) return null;
  try {
    const claims = await decode({ token: value, secret: env().AUTH_SECRET, salt: name });
    return schema.safeParse(claims).data ?? null;
  } catch {
    // Decryption throws on anything that was not encrypted here: a forged cookie is treated like a missing one.
    return null;
  }
}

export async function dropCookie(name: string): Promise<void> {
  (await cookies()).delete(name);
}
