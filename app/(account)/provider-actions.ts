'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signIn } from '@/auth';
import { action } from '@/lib/accounts/action';
import { disconnectLogin } from '@/lib/accounts/connected-logins';
import { type ProviderVisit, rememberVisit } from '@/lib/accounts/oauth-flow';
import { ASK_AGAIN, configuredProviders, type Provider, providerId } from '@/lib/accounts/providers';
import { loginPath, safeReturnPath } from '@/lib/accounts/return-path';
import { actingEvenSuspended } from '@/lib/accounts/viewer';
import { textOf } from '@/lib/form-fields';
import { isSameOrigin } from '@/lib/http/same-origin';

/** Logs in or signs up through the provider that a form names. */
export const providerLogInAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const provider = providerIn(form);
  if (!provider || !isSameOrigin(await headers())) return;
  await visit(provider, { purpose: 'login', next: safeReturnPath(textOf(form, 'next')) });
});

/** Connects a provider to the account that is logged in. */
export const connectLoginAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const provider = providerIn(form);
  const acting = await actingEvenSuspended();
  if (!provider) return;
  if (!acting.ok) redirect(loginPath('/settings'));
  await visit(provider, { purpose: 'connect', userId: acting.viewer.id, next: '/settings' });
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
  const purpose = { purpose: 'prove', userId: acting.viewer.id, next: safeReturnPath(next) } as const;
  await visit(provider, purpose, ASK_AGAIN[provider]);
});

/** Disconnects a provider from the account, unless it is the last way in. */
export const disconnectLoginAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const provider = providerIn(form);
  const acting = await actingEvenSuspended();
  if (!provider) return;
  if (!acting.ok) redirect(loginPath('/settings'));
  const disconnected = await disconnectLogin(acting.viewer.id, provider);
  // The query makes the browser load the page again, which a change of the fragment alone would not.
  const outcome = disconnected.ok ? `disconnected=${provider}` : 'problem=lastWayIn';
  redirect(`/settings?${outcome}#logins`);
});

async function visit(
  provider: Provider,
  purpose: ProviderVisit,
  askAgain: Record<string, string> = {},
): Promise<never> {
  await rememberVisit(purpose);
  const address = await signIn(providerId(provider), { redirect: false, redirectTo: '/' }, askAgain);
  redirect(address);
}

function providerIn(form: FormData): Provider | undefined {
  return configuredProviders().find((provider) => provider === textOf(form, 'provider'));
}
