import type { z } from 'zod';
import type { Refusal, Result } from './result';

/**
 * Checks a value from outside against a schema.
 *
 * @returns the parsed value, or INVALID_INPUT with one message key (`errors.fields.*`) for each field. A schema names the
 *   key as its `error`; without one it is `required` for a missing value and `invalid` for any other fault.
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
    // Of several faults of a field, the first is reported.
    fields[field] ??= issue.message;
  }
  return invalidInput(fields);
}

/** INVALID_INPUT for a fault that no schema can find, such as one found in the database. */
export function invalidInput(fields: Record<string, string>): Refusal<'INVALID_INPUT'> {
  return { ok: false, code: 'INVALID_INPUT', fields };
}
