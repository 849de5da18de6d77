import { depositEndpoint } from '@/lib/api/endpoints/wallet';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { env } from '@/lib/env';
import { refuse } from '@/lib/result';
import { deposit } from '@/lib/wallet/deposit';
import { toWireWallet } from '@/lib/wallet/wire';

const create = handle(depositEndpoint, async ({ viewer, body, idempotencyKey }) => {
  const refusal = env().PAYMENT_PROVIDER === 'demo' ? null : refuse('FORBIDDEN');
  const deposited = await deposit({ userId: viewer.id, amount: body.amount, idempotencyKey, refusal });
  return deposited.ok ? toWireWallet(deposited.wallet) : deposited;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
