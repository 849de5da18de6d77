import { z } from 'zod';
import { endpoint } from '@/lib/api/endpoint';
import { auctionStatusSchema, personSchema } from '@/lib/realtime/protocol';
import { seqPositionSchema } from '@/lib/receipts/attempts';
import { RECORD_FORMAT } from '@/lib/receipts/auction-record';
import { RECEIPT_FORMAT } from '@/lib/record/receipt';
import { listOf, pageLimitSchema, rowIdSchema, timeSchema, wonSchema } from './fields';

const commandSchema = z.string().meta({
  description:
    '`bid`, `autoBid`, `lowerAutoBid`, `buyNow`, `closeEarly`, `cancel`; of operators `cancelByOperator`, `excludeBidder`; of the clock `open`, `close`.',
  example: 'bid',
});
const codeSchema = z
  .string()
  .nullable()
  .meta({ description: 'The code of the refusal; null when it was accepted.', example: 'BID_TOO_LOW' });
const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256, hexadecimal.' });
const saltSchema = z.string().meta({ description: '16 random bytes, base64url.' });
const versionSchema = z.int().min(0);
const pseudonymSchema = z.string().nullable();

/** The fields of an attempt that its owner and everybody else read alike. */
const decidedSchema = z.object({
  id: rowIdSchema,
  command: commandSchema,
  amount: wonSchema.nullable().meta({ description: 'The amount or maximum that was sent.' }),
  arrivedAt: timeSchema,
  decidedAt: timeSchema,
  position: z.int().min(0).meta({ description: 'Among the commands that were decided together: 0, 1, 2, …' }),
  priceBefore: wonSchema,
  priceAfter: wonSchema,
  versionBefore: versionSchema,
  versionAfter: versionSchema,
  code: codeSchema,
  hash: hashSchema,
});

/** The other fields that the hash of an attempt covers in the clear. */
const linkFields = {
  seq: z.int().min(1).meta({ description: 'Its place in the record of the auction.' }),
  actor: z.string().meta({ description: 'A pseudonym, `clock` or `operator`.' }),
  subject: pseudonymSchema.meta({ description: 'The person whom the command is about.' }),
  leaderAfter: pseudonymSchema,
  endAfter: timeSchema,
  leaderStopped: z.boolean().meta({
    description:
      'The bid took the lead from somebody who was barred, so that their automatic bid did not answer.',
  }),
};

export const listAttemptsEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/auctions/{id}/attempts',
  summary: 'My attempts on an auction, newest first',
  description: 'Each command that was decided, accepted or refused.',
  auth: 'evenSuspended',
  status: 200,
  query: z.object({
    cursor: seqPositionSchema.optional().meta({ description: '`nextCursor` of the page before.' }),
    limit: pageLimitSchema,
  }),
  answer: listOf(decidedSchema),
  refusals: [],
});

export const receiptEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/attempts/{id}',
  summary: 'The signed receipt of one of my attempts',
  description: 'docs/receipts.md says how it is checked.',
  auth: 'evenSuspended',
  status: 200,
  answer: decidedSchema
    .extend({
      ...linkFields,
      format: z.literal(RECEIPT_FORMAT),
      auction: rowIdSchema,
      amountSalt: saltSchema,
      amountCommitment: z.string(),
      hold: wonSchema
        .nullable()
        .meta({ description: 'What was locked for you afterwards; null unless you led.' }),
      holdSalt: saltSchema.nullable(),
      holdCommitment: z.string(),
      previousHash: hashSchema
        .or(z.literal(''))
        .meta({ description: 'Of the attempt before; empty for the first.' }),
      keyId: z.string().meta({ description: '`kid` in /.well-known/neighborbid-keys.json.' }),
      signature: z.string().meta({
        description: 'Ed25519, base64url, over the canonical JSON (RFC 8785) of everything else.',
      }),
    })
    .meta({ id: 'Receipt' }),
  refusals: [],
});

export const recordEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/auctions/{id}/record',
  summary: 'The record of an auction that has ended, enough to decide all of it again',
  description:
    'Its rules, its result and every attempt, oldest first, with pseudonyms and the openings of all commitments. Up to 5,000 attempts in one answer. NOT_FOUND for an auction that was cancelled or removed, and for one that began before there were records.',
  auth: 'optional',
  status: 200,
  query: z.object({
    cursor: seqPositionSchema.optional().meta({ description: '`nextCursor` of the answer before.' }),
  }),
  answer: z
    .object({
      format: z.literal(RECORD_FORMAT),
      auctionId: rowIdSchema,
      title: z.string(),
      rules: z.object({
        seller: z.string(),
        startPrice: wonSchema,
        bidUnit: wonSchema,
        instantPrice: wonSchema.nullable(),
        startTime: timeSchema,
        originalEndTime: timeSchema,
        extendWindowSeconds: z.int().min(0),
        extendCapSeconds: z.int().min(0),
      }),
      result: z.object({
        status: auctionStatusSchema,
        finalPrice: wonSchema.nullable().meta({ description: 'Null for an unsold item.' }),
        winner: pseudonymSchema,
        bidCount: z.int().min(0),
        version: versionSchema,
        endTime: timeSchema,
        extensions: z.int().min(0),
        attemptCount: z.int().min(0),
        recordHash: hashSchema,
      }),
      people: z.array(personSchema),
      attempts: z.array(
        decidedSchema.extend({
          ...linkFields,
          amountSalt: saltSchema,
          hold: wonSchema.nullable().meta({ description: 'What was locked for the leader afterwards.' }),
          holdSalt: saltSchema,
        }),
      ),
      nextCursor: z.string().nullable(),
    })
    .meta({ id: 'AuctionRecord' }),
  refusals: ['AUCTION_NOT_ENDED'],
  limit: 'record',
});
