import { z } from 'zod';

/**
 * The sort keys of the last row of a page, as opaque text for a URL. The next page begins right behind that row,
 * whatever was added or removed meanwhile.
 */
export function encodeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Reads a cursor back; a text whose keys `keys` does not accept is invalid input. */
export function cursorSchema<T extends readonly (string | undefined)[]>(keys: z.ZodType<T>) {
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
