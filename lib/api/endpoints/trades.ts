import { z } from 'zod';
import { endpoint } from '@/lib/api/endpoint';
import { shipmentSchema } from '@/lib/carriers/input';
import { MAX_WON, toWire } from '@/lib/money';
import { idPositionSchema } from '@/lib/paging/by-id';
import { codeSchema, tradeStateSchema } from '@/lib/trades/input';
import { TRADE_STEPS } from '@/lib/trades/next-step';
import { listOf, pageLimitSchema, rowIdSchema, sentWonSchema, timeSchema, wonSchema } from './fields';

const partySchema = z.enum(['BUYER', 'SELLER']);
const faultSchema = z.enum(['NONE', 'BUYER', 'SELLER', 'MUTUAL']);

const tradeSchema = z
  .object({
    id: rowIdSchema,
    auctionId: rowIdSchema,
    title: z.string(),
    method: z.enum(['MEET', 'PARCEL']),
    state: tradeStateSchema,
    price: wonSchema,
    refund: wonSchema.meta({ description: 'What the buyer got back at the end.' }),
    fault: faultSchema.meta({ description: 'Whose fault it is that the trade was called off.' }),
    version: z.int().min(0).meta({ description: 'Grows by one with each change.' }),
    role: z.enum(['BUYER', 'SELLER', 'OPERATOR']).meta({ description: 'Of the caller.' }),
    counterpart: z.object({ id: rowIdSchema, nickname: z.string() }).nullable(),
    next: z
      .object({
        who: z.enum(['BUYER', 'SELLER', 'BOTH', 'OPERATOR', 'NOBODY']),
        what: z.enum(TRADE_STEPS),
        until: timeSchema.nullable(),
      })
      .meta({ description: 'What is to be done now.' }),
    code: z
      .string()
      .nullable()
      .meta({ description: 'Shown to the buyer of an open meeting; the seller types it at the door.' }),
    appointmentAt: timeSchema.nullable(),
    parcel: z
      .object({
        carrier: z.string(),
        trackingNumber: z.string(),
        shippedAt: timeSchema,
        deliveredAt: timeSchema.nullable(),
      })
      .nullable(),
    offer: z.object({ by: partySchema, refund: wonSchema, returns: z.boolean() }).nullable(),
    openedAt: timeSchema,
    endedAt: timeSchema.nullable(),
    events: z.array(
      z.object({
        seq: z.int().min(1),
        kind: z.string(),
        role: z.string().meta({ description: '`BUYER`, `SELLER`, `OPERATOR` or `CLOCK`.' }),
        state: tradeStateSchema.meta({ description: 'After it.' }),
        detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
        createdAt: timeSchema,
      }),
    ),
  })
  .meta({ id: 'Trade' });

export const listTradesEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/trades',
  summary: 'My trades, newest first',
  auth: 'evenSuspended',
  status: 200,
  query: z.object({
    role: z.enum(['buyer', 'seller']).optional(),
    state: tradeStateSchema.optional(),
    cursor: idPositionSchema.optional().meta({ description: '`nextCursor` of the page before.' }),
    limit: pageLimitSchema,
  }),
  answer: listOf(tradeSchema),
  refusals: [],
});

export const tradeEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/trades/{id}',
  summary: 'One of my trades',
  auth: 'evenSuspended',
  status: 200,
  answer: tradeSchema,
  refusals: [],
});

const command = {
  method: 'POST',
  auth: 'evenSuspended',
  status: 200,
  idempotent: true,
  answer: tradeSchema,
  limit: 'trade',
} as const;

export const handOverEndpoint = endpoint({
  ...command,
  path: '/api/v1/trades/{id}/handover',
  summary: 'The code that the buyer has shown me at the door',
  description: 'Pays the seller at once. Five wrong codes lock the code for ten minutes.',
  body: z.object({ code: codeSchema }),
  example: { code: '407193' },
  refusals: ['FORBIDDEN', 'TRADE_NOT_OPEN', 'WRONG_CODE', 'CODE_LOCKED'],
});

export const shipEndpoint = endpoint({
  ...command,
  path: '/api/v1/trades/{id}/ship',
  summary: 'I have sent the parcel',
  body: shipmentSchema,
  example: { carrier: 'kr.cjlogistics', trackingNumber: '688900123456' },
  refusals: ['FORBIDDEN', 'TRADE_NOT_OPEN'],
});

export const deliverEndpoint = endpoint({
  ...command,
  path: '/api/v1/trades/{id}/deliver',
  summary: 'The parcel has arrived',
  description: 'The seller is paid 72 hours later, unless the buyer reports a problem.',
  refusals: ['FORBIDDEN', 'TRADE_NOT_OPEN'],
});

export const completeTradeEndpoint = endpoint({
  ...command,
  path: '/api/v1/trades/{id}/complete',
  summary: 'I have the goods, and they are right',
  description: 'Pays the seller at once.',
  refusals: ['FORBIDDEN', 'TRADE_NOT_OPEN'],
});

export const callOffEndpoint = endpoint({
  ...command,
  path: '/api/v1/trades/{id}/call-off',
  summary: 'End the trade without a handover',
  description:
    'Where the other side may object, it has 48 hours for it. `own` says that the fault is the caller’s own.',
  body: z.object({ own: z.boolean().optional() }),
  example: { own: false },
  refusals: ['TRADE_NOT_OPEN', 'NOT_YET'],
});

export const objectEndpoint = endpoint({
  ...command,
  path: '/api/v1/trades/{id}/objection',
  summary: 'Object to the end of the trade',
  refusals: ['FORBIDDEN', 'TRADE_NOT_OPEN'],
});

export const offerEndpoint = endpoint({
  ...command,
  path: '/api/v1/trades/{id}/offers',
  summary: 'Offer to end the trade with a refund',
  description: 'Replaces the offer before. With `returns` the refund is due once the goods are back.',
  body: z.object({ refund: sentWonSchema, returns: z.boolean().optional() }),
  example: { refund: 10_000 },
  refusals: ['TRADE_NOT_OPEN'],
});

export const acceptOfferEndpoint = endpoint({
  ...command,
  path: '/api/v1/trades/{id}/offers/accept',
  summary: 'Accept the offer of the other side',
  description: '`refund` is the offer that the caller has seen: another one is not accepted.',
  body: z.object({ refund: sentWonSchema }),
  example: { refund: 10_000 },
  refusals: ['FORBIDDEN', 'TRADE_NOT_OPEN'],
});

export const decideTradeEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/trades/{id}/decision',
  summary: 'Decide a trade, as an operator',
  description:
    'Takes effect after 72 hours, or once both sides accept it. After an appeal another operator decides for good.',
  auth: 'required',
  status: 200,
  idempotent: true,
  body: z.object({
    refund: z
      .int({ error: 'amount' })
      .min(0, { error: 'amount' })
      .max(toWire(MAX_WON), { error: 'amount' })
      .meta({ description: 'Whole won that the buyer gets back.' }),
    fault: faultSchema.optional().meta({ description: '`NONE` without it.' }),
    reason: z.string().trim().min(2, { error: 'reason' }).max(500, { error: 'reason' }),
  }),
  example: { refund: 43_000, reason: '사진으로 흠집을 확인했어요.' },
  answer: tradeSchema,
  refusals: ['FORBIDDEN', 'TRADE_NOT_OPEN'],
  limit: 'trade',
});
