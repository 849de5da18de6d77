import { z } from 'zod';
import { lineSchema } from '@/lib/text';
import { BANKS } from './banks';

/** A bank account and its holder. People write the number with hyphens and spaces. */
export const payoutAccountSchema = z.object({
  bank: z.enum(BANKS, { error: 'bank' }),
  accountNumber: z
    .string({ error: 'accountNumber' })
    .overwrite((number) => number.normalize('NFKC').replace(/[\s-]/g, ''))
    .regex(/^\d{8,16}$/, { error: 'accountNumber' }),
  holder: lineSchema(40),
});

export type PayoutAccount = z.output<typeof payoutAccountSchema>;
