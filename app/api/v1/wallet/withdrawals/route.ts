import { withdrawEndpoint } from '@/lib/api/endpoints/wallet';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { invalidInput } from '@/lib/parse-input';
import { isPaidByHand } from '@/lib/payouts/process';
import { requestPayout } from '@/lib/payouts/request-payout';
import { toWireWallet } from '@/lib/wallet/wire';
import { withdraw } from '@/lib/wallet/withdraw';

const create = handle(withdrawEndpoint, async ({ viewer, body, idempotencyKey }) => {
  const movement = { userId: viewer.id, amount: body.amount, idempotencyKey };
  // Outside of the demo, money has to be sent to an account.
  const refusal = isPaidByHand() ? invalidInput({ account: 'required' }) : null;
  const withdrawn = await (body.account
    ? requestPayout({ ...movement, ...body.account })
    : withdraw({ ...movement, refusal }));
  return withdrawn.ok ? toWireWallet(withdrawn.wallet) : withdrawn;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
