import type { Provider as AuthProvider } from 'next-auth/providers';
import Google from 'next-auth/providers/google';
import Kakao from 'next-auth/providers/kakao';
import Naver from 'next-auth/providers/naver';
import { z } from 'zod';
import { env } from '@/lib/env';

/** The providers that can prove a person's identity, by their names in the database. */
export const PROVIDERS = ['KAKAO', 'NAVER', 'GOOGLE'] as const;
export type Provider = (typeof PROVIDERS)[number];

export function isProvider(value: unknown): value is Provider {
  return PROVIDERS.some((provider) => provider === value);
}

/** The name of a provider for Auth.js and in the callback's address. */
export function providerId(provider: Provider): Lowercase<Provider> {
  return provider.toLowerCase() as Lowercase<Provider>;
}

/** The providers whose id and secret are set. */
export function configuredProviders(): Provider[] {
  const settings = env();
  return PROVIDERS.filter(
    (provider) => settings[`${provider}_CLIENT_ID`] && settings[`${provider}_CLIENT_SECRET`],
  );
}

const profileSchema = z.object({
  email_verified: z.unknown().optional(),
  kakao_account: z.object({ is_email_valid: z.unknown(), is_email_verified: z.unknown() }).optional(),
});

/**
 * Whether the provider says that it has checked the e-mail address in this profile: the claim of OpenID Connect
 * (https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims), or the two fields of Kakao's own profile. Naver's
 * profile says nothing, so its addresses are confirmed by mail.
 */
export function hasVerifiedEmail(profile: unknown): boolean {
  const { success, data } = profileSchema.safeParse(profile);
  if (!success) return false;
  const { email_verified, kakao_account: kakao } = data;
  return email_verified === true || (kakao?.is_email_valid === true && kakao.is_email_verified === true);
}

/** The parameters that make the provider ask for the password again, although the browser is logged in there. */
export const ASK_AGAIN: Record<Provider, Record<string, string>> = {
  KAKAO: { prompt: 'login' },
  NAVER: { auth_type: 'reauthenticate' },
  GOOGLE: { prompt: 'login' },
};

/** The configured providers for Auth.js: state and PKCE (RFC 7636) on for all, a nonce where there is an ID token. */
export function authProviders(): AuthProvider[] {
  const settings = env();
  const keysOf = (provider: Provider) => ({
    clientId: settings[`${provider}_CLIENT_ID`],
    clientSecret: settings[`${provider}_CLIENT_SECRET`],
  });
  const { KAKAO_AUTH_URL, KAKAO_API_URL, NAVER_AUTH_URL, NAVER_API_URL, GOOGLE_ISSUER } = settings;
  const made: Record<Provider, () => AuthProvider> = {
    KAKAO: () =>
      Kakao({
        ...keysOf('KAKAO'),
        checks: ['pkce', 'state'],
        // Kakao adds an ID token where OpenID Connect is switched on; its issuer must then be the expected one.
        issuer: KAKAO_AUTH_URL,
        authorization: `${KAKAO_AUTH_URL}/oauth/authorize?scope`,
        token: `${KAKAO_AUTH_URL}/oauth/token`,
        userinfo: `${KAKAO_API_URL}/v2/user/me`,
      }),
    NAVER: () =>
      Naver({
        ...keysOf('NAVER'),
        checks: ['pkce', 'state'],
        client: { token_endpoint_auth_method: 'client_secret_post' },
        authorization: `${NAVER_AUTH_URL}/oauth2.0/authorize`,
        token: `${NAVER_AUTH_URL}/oauth2.0/token`,
        userinfo: `${NAVER_API_URL}/v1/nid/me`,
      }),
    GOOGLE: () => Google({ ...keysOf('GOOGLE'), checks: ['pkce', 'state', 'nonce'], issuer: GOOGLE_ISSUER }),
  };
  return configuredProviders().map((provider) => made[provider]());
}
