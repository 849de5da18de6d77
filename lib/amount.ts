import Big from 'big.js';
import { z } from 'zod';
import { MAX_WON } from './money';

/** A positive whole number of won up to `MAX_WON`: an integer from JSON, digits from a form, or `Big`. */
export const amountSchema = z
  .union([z.int(), z.string().regex(/^\d{1,12}$/), z.instanceof(Big)], { error: 'amount' })
  .transform((value) => new Big(value))
  .refine((amount) => amount.gt(0) && amount.lte(MAX_WON) && amount.round().eq(amount), { error: 'amount' });
