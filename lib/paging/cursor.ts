import { z } from 'zod';

/**
 * Where a page of a list ended, as an opaque word for URLs. It holds the sort keys of the last row, so the next page
 * begins right behind it whatever was added or removed meanwhile.
 */
export function encodeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Reads a cursor back; anything that `keys` does not accept is the caller's mistake. */
export function cursorSchema<T extends readonly string[]>(keys: z.ZodType<T>) {
  return z
    .string()
    .max(300)
    .transform((text, context) => {
      const parsed = keys.safeParse(decode(text));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: 'cursor' });
      return z.NEVER;
    });
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** A moment to the microsecond: `Date` would cut it and repeat or skip rows that share a millisecond. */
export const cursorTimeSchema = z.iso.datetime({ precision: 6 }).startsWith('20');

/** SQL format of `to_char` for `cursorTimeSchema`, of a time at zone UTC. */
export const CURSOR_TIME_FORMAT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
