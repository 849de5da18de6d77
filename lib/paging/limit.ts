import { z } from 'zod';

/** For the `limit` of a request: how many items a page has at most. */
export const limitSchema = z
  .string()
  .regex(/^([1-9]\d?|100)$/, { error: 'limit' })
  .transform(Number)
  .default(24);
