import { withdrawEndpoint } from '@/lib/api/endpoints/wallet';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { clientAddress } from '@/lib/http/client-address';
import { withdrawAsOwner } from '@/lib/payouts/withdraw-as-owner';
import { toWireWallet } from '@/lib/wallet/wire';

const create = handle(withdrawEndpoint, async ({ viewer, login, body, headers, idempotencyKey }) => {
  const { amount, account, password = '' } = body;
  const withdrawn = await withdrawAsOwner({
    userId: viewer.id,
    amount,
    account,
    idempotencyKey,
    proof: { password, login, address: clientAddress(headers) },
  });
  return withdrawn.ok ? toWireWallet(withdrawn.wallet) : withdrawn;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
