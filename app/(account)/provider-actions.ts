'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signIn } from '@/auth';
import { action } from '@/lib/accounts/action';
import { disconnectLogin } from '@/lib/accounts/connected-logins';
import { rememberConnecting, rememberVisit } from '@/lib/accounts/oauth-flow';
import { proofIn } from '@/lib/accounts/proof-in';
import { ASK_AGAIN, configuredProviders, type Provider, providerId } from '@/lib/accounts/providers';
import { loginPath, safeReturnPath } from '@/lib/accounts/return-path';
import { actingEvenSuspended } from '@/lib/accounts/viewer';
import { textOf } from '@/lib/form-fields';
import { isSameOrigin } from '@/lib/http/same-origin';

/** Logs in or signs up through the provider that a form names. */
export const providerLogInAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const provider = providerIn(form);
  if (!provider || !isSameOrigin(await headers())) return;
  await rememberVisit({ purpose: 'login', next: safeReturnPath(textOf(form, 'next')) });
  await visit(provider);
});

/** Connects a provider to the account that is logged in. */
export const connectLoginAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const provider = providerIn(form);
  const acting = await actingEvenSuspended();
  if (!provider) return;
  if (!acting.ok) redirect(loginPath('/settings'));
  const begun = await rememberConnecting(acting.viewer.id, await proofIn(form));
  if (!begun.ok) redirect(PROVE_AGAIN);
  await visit(provider);
});

/**
 * Sends the browser to a connected provider to prove that the account is the person's own.
 *
 * @param next  the page that asks for it
 */
export const proveAction = action(async (next: string, _previous: unknown, form: FormData): Promise<void> => {
  const provider = providerIn(form);
  const acting = await actingEvenSuspended();
  if (!provider) return;
  if (!acting.ok) redirect(loginPath('/settings'));
  await rememberVisit({ purpose: 'prove', userId: acting.viewer.id, next: safeReturnPath(next) });
  await visit(provider, ASK_AGAIN[provider]);
});

/** Disconnects a provider from the account, unless it is the last way in. */
export const disconnectLoginAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const provider = providerIn(form);
  const acting = await actingEvenSuspended();
  if (!provider) return;
  if (!acting.ok) redirect(loginPath('/settings'));
  const disconnected = await disconnectLogin({
    userId: acting.viewer.id,
    provider,
    proof: await proofIn(form),
  });
  if (!disconnected.ok && disconnected.code !== 'FORBIDDEN') redirect(PROVE_AGAIN);
  // The query makes the browser load the page again, which a change of the fragment alone would not.
  const outcome = disconnected.ok ? `disconnected=${provider}` : 'problem=lastWayIn';
  redirect(`/settings?${outcome}#logins`);
});

/** The proof of this session is too old; the page asks for another. */
const PROVE_AGAIN = '/settings?problem=proveAgain#logins';

async function visit(provider: Provider, askAgain: Record<string, string> = {}): Promise<never> {
  const address = await signIn(providerId(provider), { redirect: false, redirectTo: '/' }, askAgain);
  redirect(address);
}

function providerIn(form: FormData): Provider | undefined {
  return configuredProviders().find((provider) => provider === textOf(form, 'provider'));
}
