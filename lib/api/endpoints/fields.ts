import { z } from 'zod';
import { idSchema } from '@/lib/id';
import { MAX_WON, toWire } from '@/lib/money';
import { timePositionSchema } from '@/lib/paging/by-time';
import { limitSchema } from '@/lib/paging/limit';

/** Schemas that several endpoints share. */

export const wonSchema = z.int().meta({ description: 'Whole won.', example: 52000 });
/** A wallet's total has no limit, unlike the exact integers of JSON: see `toWireTotal`. */
export const wonTotalSchema = z
  .union([z.int(), z.string().regex(/^\d{16,18}$/)])
  .meta({ description: 'Whole won; above 2^53 − 1 its digits as a string.', example: 52000 });
export const timeSchema = z.iso.datetime().meta({ description: 'ISO 8601, UTC.' });
export const rowIdSchema = idSchema.meta({ example: '12' });

/** An amount that a caller sends. */
export const sentWonSchema = z
  .int({ error: 'amount' })
  .min(1, { error: 'amount' })
  .max(toWire(MAX_WON), { error: 'amount' })
  .meta({ description: 'Whole won.', example: 55000 });

export const amountBodySchema = z.object({ amount: sentWonSchema });

export const pageLimitSchema = limitSchema.meta({ description: '1 to 100.', example: '24' });

/** The query of a list that is paged by time. */
export const pageQuerySchema = z.object({
  cursor: timePositionSchema.optional().meta({ description: '`nextCursor` of the page before.' }),
  limit: pageLimitSchema,
});

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  });
}

export const reputationSchema = z
  .object({ score: z.int().min(0).max(100).nullable(), reviews: z.int().min(0) })
  .meta({ description: 'Mean rating × 20; `score` is null without reviews.' });
