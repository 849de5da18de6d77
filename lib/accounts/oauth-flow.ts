import { headers } from 'next/headers';
import { z } from 'zod';
import { confirmByProvider } from '@/lib/account-mail/confirm-email';
import type { Result } from '@/lib/result';
import { confirmOwnerUnlessRecent, type Proof, renewProof } from './confirm-owner';
import { connectLogin, type ProviderLogin, userBehind } from './connected-logins';
import { PROVIDERS } from './providers';
import { safeReturnPath, withReturnPath } from './return-path';
import { dropCookie, openCookie, sealCookie } from './sealed-cookie';
import { sessionOf } from './session';
import { beginSession } from './session-cookie';
import { currentViewer } from './viewer';

const VISIT_COOKIE = 'neighborbid.provider-visit';
const PENDING_SIGN_UP_COOKIE = 'neighborbid.newcomer';

const visitSchema = z.object({
  /** To log in or sign up; to connect the provider to the present account; to prove again that the account is theirs. */
  purpose: z.enum(['login', 'connect', 'prove']),
  /** The person who started it, for the last two. */
  userId: z.string().optional(),
  next: z.string(),
});

/** The purpose of a visit at a provider; the browser keeps it until the person is back. */
export type ProviderVisit =
  | { purpose: 'login'; next: string }
  | { purpose: 'prove'; userId: string; next: string };

const pendingSignUpSchema = z.object({
  provider: z.enum(PROVIDERS),
  providerAccountId: z.string().min(1),
  email: z.string().optional(),
  emailVerified: z.boolean().optional(),
  name: z.string().optional(),
  next: z.string(),
});

/** Called before the browser goes to a provider. */
export async function rememberVisit(visit: ProviderVisit): Promise<void> {
  await sealCookie(VISIT_COOKIE, visit);
}

/**
 * The same to connect a provider to the present account. The proof is asked for here: the sealed cookie is the permission.
 *
 * @returns INVALID_INPUT on `password` without a proof
 */
export async function rememberConnecting(
  userId: string,
  proof: Proof,
): Promise<Result<object, 'INVALID_INPUT' | 'RATE_LIMITED'>> {
  const confirmed = await confirmOwnerUnlessRecent(userId, proof);
  if (!confirmed.ok) return confirmed;
  await sealCookie(VISIT_COOKIE, { purpose: 'connect', userId, next: '/settings' });
  return { ok: true };
}

/**
 * Called when a person is back from a provider, which has proven their account there. Decides what that means here.
 *
 * @returns the next page of this site
 */
export async function finishOAuth(login: ProviderLogin): Promise<string> {
  const visit = await openCookie(VISIT_COOKIE, visitSchema);
  await dropCookie(VISIT_COOKIE);
  if (!visit) return '/login?problem=expired';
  if (visit.purpose === 'login') return comeIn(login, safeReturnPath(visit.next));
  const viewer = await currentViewer();
  // Another account has logged in meanwhile, in another tab: it must not be changed.
  if (!viewer || viewer.id !== visit.userId) return '/login?problem=expired';
  if (visit.purpose === 'connect') {
    const connected = await connectLogin(viewer.id, login);
    if (connected.ok) await takeVerifiedEmail(viewer.id, login);
    return connected.ok
      ? `/settings?connected=${login.provider}#logins`
      : '/settings?problem=loginTaken#logins';
  }
  const found = await userBehind(login);
  if (!found.ok || found.user.id !== viewer.id) return '/settings?problem=otherLogin#logins';
  const session = await sessionOf(await headers());
  if (session) await renewProof(session);
  return safeReturnPath(visit.next);
}

async function comeIn(login: ProviderLogin, next: string): Promise<string> {
  const found = await userBehind(login);
  if (found.ok) {
    await takeVerifiedEmail(found.user.id, login);
    await beginSession(found.user);
    return next;
  }
  if (found.code === 'ALREADY_TAKEN') return withProblem('emailTaken', next);
  await sealCookie(PENDING_SIGN_UP_COOKIE, { ...login, next });
  return '/signup/complete';
}

/** An address that the provider has checked needs no mail of ours. */
async function takeVerifiedEmail(userId: string, { email, emailVerified }: ProviderLogin): Promise<void> {
  if (email && emailVerified) await confirmByProvider(userId, email);
}

function withProblem(problem: string, next: string): string {
  const path = withReturnPath('/login', next);
  return `${path}${path.includes('?') ? '&' : '?'}problem=${problem}`;
}

/** The person whom a provider has proven and who has no account yet. Null without such a person, or when the proof is too old. */
export async function pendingSignUp(): Promise<(ProviderLogin & { next: string }) | null> {
  return openCookie(PENDING_SIGN_UP_COOKIE, pendingSignUpSchema);
}

export async function forgetPendingSignUp(): Promise<void> {
  await dropCookie(PENDING_SIGN_UP_COOKIE);
}
