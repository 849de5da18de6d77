import { signUp } from '@/lib/accounts/sign-up';
import { signUpEndpoint } from '@/lib/api/endpoints/accounts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { clientAddress } from '@/lib/http/client-address';

const create = handle(signUpEndpoint, async ({ body, headers }) => {
  const signedUp = await signUp(body, clientAddress(headers));
  if (!signedUp.ok) return signedUp;
  const { id, username, nickname, regionCode, locale } = signedUp.user;
  return { id, username, nickname, regionCode, locale, reputation: { score: null, reviews: 0 } };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
