import { depositEndpoint } from '@/lib/api/endpoints/wallet';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { deposit } from '@/lib/payments/deposit';
import { toWireWallet } from '@/lib/wallet/wire';

const create = handle(depositEndpoint, async ({ viewer, body, idempotencyKey }) => {
  const deposited = await deposit({ userId: viewer.id, amount: body.amount, idempotencyKey });
  return deposited.ok ? toWireWallet(deposited.wallet) : deposited;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
