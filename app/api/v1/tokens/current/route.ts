import { revokeToken } from '@/lib/accounts/tokens';
import { bearerToken } from '@/lib/http/caller';
import { revokeTokenCall } from '@/lib/http/calls/accounts';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';
import { refuse } from '@/lib/result';

const revoke = handle(revokeTokenCall, async ({ headers }) => {
  const token = bearerToken(headers);
  // A session of the web is ended by its own logout.
  if (!token) return refuse('UNAUTHENTICATED');
  await revokeToken(token);
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(revoke);
