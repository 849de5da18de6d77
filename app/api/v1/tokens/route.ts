import { issueToken } from '@/lib/accounts/tokens';
import { verifyPassword } from '@/lib/accounts/verify-password';
import { createTokenEndpoint } from '@/lib/api/endpoints/accounts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { clientAddress } from '@/lib/http/client-address';
import { consume } from '@/lib/rate-limit';

const create = handle(createTokenEndpoint, async ({ body, headers }) => {
  const verified = await verifyPassword(body, clientAddress(headers));
  if (!verified.ok) return verified;
  const counted = await consume('token', verified.user.id);
  return counted.ok ? { token: await issueToken(verified.user) } : counted;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
