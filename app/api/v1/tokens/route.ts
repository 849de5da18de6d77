import { issueToken } from '@/lib/accounts/tokens';
import { verifyPassword } from '@/lib/accounts/verify-password';
import { createTokenCall } from '@/lib/http/calls/accounts';
import { clientAddress } from '@/lib/http/client-address';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';

const create = handle(createTokenCall, async ({ body, headers }) => {
  const verified = await verifyPassword(body, clientAddress(headers));
  return verified.ok ? { token: await issueToken(verified.user) } : verified;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
