import { z } from 'zod';
import { wonSchema } from '@/lib/api/endpoints/fields';
import type { ErrorCode } from '@/lib/errors';
import { won } from '@/lib/money';
import type { Refusal } from '@/lib/result';

/** One refusal of every code, for the documentation and for the test that each has a sentence. */
export const REFUSAL_EXAMPLES: { [C in ErrorCode]: Refusal<C> } = {
  INVALID_INPUT: { ok: false, code: 'INVALID_INPUT', fields: { amount: 'amount' } },
  UNAUTHENTICATED: { ok: false, code: 'UNAUTHENTICATED' },
  BAD_CREDENTIALS: { ok: false, code: 'BAD_CREDENTIALS' },
  INSUFFICIENT_BALANCE: { ok: false, code: 'INSUFFICIENT_BALANCE', available: won(48_000) },
  FORBIDDEN: { ok: false, code: 'FORBIDDEN' },
  OWN_AUCTION: { ok: false, code: 'OWN_AUCTION' },
  NOT_FOUND: { ok: false, code: 'NOT_FOUND' },
  BID_TOO_LOW: { ok: false, code: 'BID_TOO_LOW', minimum: won(55_000) },
  BID_NOT_ON_STEP: { ok: false, code: 'BID_NOT_ON_STEP', nearest: won(56_000) },
  ABOVE_BUY_NOW: { ok: false, code: 'ABOVE_BUY_NOW', instantPrice: won(90_000) },
  BID_LIMIT: { ok: false, code: 'BID_LIMIT' },
  AUCTION_NOT_ACTIVE: { ok: false, code: 'AUCTION_NOT_ACTIVE' },
  AUCTION_ENDED: { ok: false, code: 'AUCTION_ENDED' },
  AUCTION_NOT_ENDED: { ok: false, code: 'AUCTION_NOT_ENDED' },
  BUY_NOW_UNAVAILABLE: { ok: false, code: 'BUY_NOW_UNAVAILABLE' },
  HAS_BIDS: { ok: false, code: 'HAS_BIDS' },
  ALREADY_TAKEN: { ok: false, code: 'ALREADY_TAKEN', fields: { username: 'usernameTaken' } },
  TRADE_NOT_OPEN: { ok: false, code: 'TRADE_NOT_OPEN' },
  NOT_YET: { ok: false, code: 'NOT_YET', at: new Date('2026-12-01T09:00:00.000Z') },
  WRONG_CODE: { ok: false, code: 'WRONG_CODE', triesLeft: 4 },
  CODE_LOCKED: { ok: false, code: 'CODE_LOCKED', retryAfterSeconds: 600 },
  OTHER_ACCOUNT: { ok: false, code: 'OTHER_ACCOUNT', nickname: '하늘' },
  BALANCE_LIMIT: { ok: false, code: 'BALANCE_LIMIT' },
  TOO_SLOW: { ok: false, code: 'TOO_SLOW' },
  TOO_LARGE: { ok: false, code: 'TOO_LARGE' },
  UNSUPPORTED_MEDIA: { ok: false, code: 'UNSUPPORTED_MEDIA' },
  IDEMPOTENCY_MISMATCH: { ok: false, code: 'IDEMPOTENCY_MISMATCH' },
  RATE_LIMITED: { ok: false, code: 'RATE_LIMITED', retryAfterSeconds: 30 },
  BUSY: { ok: false, code: 'BUSY', retryAfterSeconds: 1 },
};

/** The facts of each code in JSON. */
const FACTS: Partial<Record<ErrorCode, z.ZodRawShape>> = {
  INVALID_INPUT: {
    fields: z.record(z.string(), z.string()).meta({ description: 'What is wrong, by field.' }),
  },
  ALREADY_TAKEN: {
    fields: z.record(z.string(), z.string()).meta({ description: 'What is taken, by field.' }),
  },
  INSUFFICIENT_BALANCE: { available: wonSchema.meta({ description: 'What you can spend now.' }) },
  BID_TOO_LOW: { minimum: wonSchema.meta({ description: 'The least that would be taken now.' }) },
  BID_NOT_ON_STEP: { nearest: wonSchema.meta({ description: 'The next amount that is on a step.' }) },
  ABOVE_BUY_NOW: { instantPrice: wonSchema.meta({ description: 'Buy at this price instead.' }) },
  RATE_LIMITED: { retryAfterSeconds: z.int() },
  NOT_YET: { at: z.iso.datetime().meta({ description: 'From then on it is possible.' }) },
  WRONG_CODE: {
    triesLeft: z.int().meta({ description: 'Tries before the code is locked for ten minutes.' }),
  },
  CODE_LOCKED: { retryAfterSeconds: z.int() },
  FORBIDDEN: {
    reason: z.enum(['SUSPENDED']).optional().meta({
      description:
        'SUSPENDED: an operator has suspended this account. It can still read and withdraw its money.',
    }),
  },
  BUSY: {
    retryAfterSeconds: z.int(),
    reason: z.enum(['BIDS', 'UNKNOWN']).optional().meta({
      description:
        'BIDS: many bid on this auction. UNKNOWN: it may have taken effect; ask with the same `Idempotency-Key`, or look first. Absent: the database is away for a moment, and nothing has happened.',
    }),
  },
  TOO_LARGE: {
    picture: z
      .object({ width: z.int(), height: z.int(), maxPixels: z.int() })
      .optional()
      .meta({ description: 'The file is small enough, but its picture has too many pixels.' }),
  },
  UNSUPPORTED_MEDIA: {
    hint: z.literal('heic').optional().meta({ description: 'A format of iPhones: send JPEG instead.' }),
  },
  OTHER_ACCOUNT: { nickname: z.string().meta({ description: 'Who is logged in now.' }) },
};

/** The schema of a refusal with this code in JSON. */
export function refusalSchema(code: ErrorCode) {
  return z.object({
    ok: z.literal(false),
    code: z.literal(code),
    message: z.string().meta({ description: 'For people, in the language of `Accept-Language` (ko or en).' }),
    attemptId: z
      .string()
      .optional()
      .meta({ description: 'A decided command on an auction: its attempt, with a receipt.' }),
    ...FACTS[code],
  });
}
