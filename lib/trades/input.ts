import { z } from 'zod';
import { tradeState } from '@/db/schema';

/** The code as the seller types it: full-width digits, blanks and dashes are forgiven. */
export const codeSchema = z
  .string({ error: 'code' })
  .max(40, { error: 'code' })
  .overwrite((typed) => typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, ''))
  .regex(/^\d{6}$/, { error: 'code' });

export const tradeStateSchema = z.enum(tradeState.enumValues);
