import { withdrawCall } from '@/lib/http/calls/wallet';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';
import { invalidInput } from '@/lib/parse-input';
import { isPaidByHand } from '@/lib/payouts/process';
import { requestPayout } from '@/lib/payouts/request-payout';
import { toWireWallet } from '@/lib/wallet/wire';
import { withdraw } from '@/lib/wallet/withdraw';

const create = handle(withdrawCall, async ({ viewer, body, idempotencyKey }) => {
  // Where nobody makes the money up, it has to be sent somewhere.
  if (!body.account && isPaidByHand()) return invalidInput({ account: 'required' });
  const movement = { userId: viewer.id, amount: body.amount, idempotencyKey };
  const withdrawn = await (body.account
    ? requestPayout({ ...movement, ...body.account })
    : withdraw(movement));
  return withdrawn.ok ? toWireWallet(withdrawn.wallet) : withdrawn;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
