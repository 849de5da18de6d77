import { z } from 'zod';
import { endpoint } from '@/lib/api/endpoint';
import { idPositionSchema } from '@/lib/paging/by-id';
import { payoutAccountSchema } from '@/lib/payouts/input';
import { ledgerTypeSchema } from '@/lib/wallet/transactions';
import {
  amountBodySchema,
  listOf,
  pageLimitSchema,
  rowIdSchema,
  timeSchema,
  wonSchema,
  wonTotalSchema,
} from './fields';

const walletSchema = z
  .object({
    balance: wonTotalSchema.meta({ description: 'Free to use.' }),
    lockedBalance: wonTotalSchema.meta({ description: 'Held by the auctions you lead.' }),
    locks: z.array(
      z.object({
        auctionId: rowIdSchema,
        title: z.string(),
        amount: wonSchema.meta({ description: 'Your bid, or the maximum of your automatic bid.' }),
        price: wonSchema.meta({ description: 'Of the auction now.' }),
      }),
    ),
  })
  .meta({ id: 'Wallet' });

export const walletEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/wallet',
  summary: 'My wallet',
  auth: 'evenSuspended',
  status: 200,
  answer: walletSchema.extend({ serverTime: timeSchema }).meta({ id: 'WalletNow' }),
  refusals: [],
});

export const listTransactionsEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/wallet/transactions',
  summary: 'The ledger of my wallet, newest first',
  auth: 'evenSuspended',
  status: 200,
  query: z.object({
    type: ledgerTypeSchema.optional(),
    cursor: idPositionSchema.optional().meta({ description: '`nextCursor` of the page before.' }),
    limit: pageLimitSchema,
  }),
  answer: listOf(
    z.object({
      id: rowIdSchema,
      type: ledgerTypeSchema,
      balanceDelta: wonSchema,
      lockedDelta: wonSchema,
      balanceAfter: wonTotalSchema,
      lockedAfter: wonTotalSchema,
      auctionId: rowIdSchema.nullable(),
      auctionTitle: z.string().nullable(),
      createdAt: timeSchema,
    }),
  ),
  refusals: [],
});

export const depositEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/wallet/deposits',
  summary: 'Top up',
  description: 'With the demo payment provider only: it makes money out of nothing.',
  auth: 'required',
  status: 201,
  idempotent: true,
  body: amountBodySchema,
  example: { amount: 50_000 },
  answer: walletSchema,
  refusals: ['BALANCE_LIMIT'],
  limit: 'deposit',
});

export const withdrawEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/wallet/withdrawals',
  summary: 'Withdraw free money',
  description:
    'With an account it is sent there, and what does not arrive comes back to the wallet. Without one only with the demo payment provider. For ten minutes after its issue the token is proof enough; later the body needs the `password`, and is refused with INVALID_INPUT on `password` (`required`, `wrongPassword`) without it. Wrong passwords count together with failed logins.',
  auth: 'evenSuspended',
  status: 201,
  idempotent: true,
  body: amountBodySchema.extend({
    account: payoutAccountSchema.optional(),
    password: z.string().optional().meta({ format: 'password', description: 'Of the account.' }),
  }),
  example: { amount: 50_000 },
  answer: walletSchema,
  refusals: ['INSUFFICIENT_BALANCE'],
  limit: 'withdrawal',
});
