import { issueToken } from '@/lib/accounts/tokens';
import { verifyPassword } from '@/lib/accounts/verify-password';
import { createTokenEndpoint } from '@/lib/api/endpoints/accounts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { clientAddress } from '@/lib/http/client-address';

const create = handle(createTokenEndpoint, async ({ body, headers }) => {
  const verified = await verifyPassword(body, clientAddress(headers));
  return verified.ok ? { token: await issueToken(verified.user) } : verified;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
