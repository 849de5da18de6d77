import { revokeToken } from '@/lib/accounts/tokens';
import { bearerToken } from '@/lib/api/caller';
import { revokeTokenEndpoint } from '@/lib/api/endpoints/accounts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { refuse } from '@/lib/result';

const revoke = handle(revokeTokenEndpoint, async ({ headers }) => {
  const token = bearerToken(headers);
  // A session of the web ends by its own logout.
  if (!token) return refuse('UNAUTHENTICATED');
  await revokeToken(token);
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(revoke);
