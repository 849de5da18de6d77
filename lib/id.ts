import { z } from 'zod';

/** A bigint id as decimal text. */
export const idSchema = z.string().refine((id) => /^[1-9]\d{0,18}$/.test(id) && BigInt(id) < 2n ** 63n);
