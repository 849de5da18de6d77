import type { z } from 'zod';
import type { Refusal, Result } from './result';

/**
 * Checks what came from outside against a schema.
 *
 * @returns the parsed value, or INVALID_INPUT with one message key (`errors.fields.*`) a field. A schema names the
 *   key as its `error`; without one it is `required` for what is missing and `invalid` for anything else.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  value: unknown,
): Result<{ input: z.output<S> }, 'INVALID_INPUT'> {
  const parsed = schema.safeParse(value, {
    error: (issue) => (issue.input === undefined ? 'required' : 'invalid'),
  });
  if (parsed.success) return { ok: true, input: parsed.data };
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path.join('.') || 'body';
    // The first fault of a field is the one to mend first.
    fields[field] ??= issue.message;
  }
  return invalidInput(fields);
}

/** INVALID_INPUT found by other means than a schema, such as a look into the database. */
export function invalidInput(fields: Record<string, string>): Refusal<'INVALID_INPUT'> {
  return { ok: false, code: 'INVALID_INPUT', fields };
}
