import type { z } from 'zod';

/** The query of a page's address as Next passes it, unchecked. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/**
 * A URL's query as an object for a schema. A field that a form sent empty was not filled in: it is left out. A field that
 * is repeated becomes an array, which only fields that allow it accept.
 */
export function queryOf(params: URLSearchParams | SearchParams): Record<string, string | string[]> {
  const entries = params instanceof URLSearchParams ? grouped(params) : Object.entries(params);
  // Built from entries, because an assignment to `__proto__` would change the object's prototype.
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const given = [value ?? []].flat().filter((one) => one.trim() !== '');
      const [only] = given;
      return only === undefined ? [] : [[name, given.length === 1 ? only : given]];
    }),
  );
}

function grouped(params: URLSearchParams): [string, string[]][] {
  return [...new Set(params.keys())].map((name) => [name, params.getAll(name)]);
}

/** The text of a field that is given once; undefined for any other. */
export function textIn(value: SearchParams[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The fields of a query for a page, which never refuses: each field that does not fit the schema is left out by itself. */
export function readFields<S extends z.ZodObject>(
  schema: S,
  query: Readonly<Record<string, unknown>>,
): Partial<z.output<S>> {
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const parsed = (field as z.ZodType).safeParse(query[name] || undefined);
    if (parsed.success && parsed.data !== undefined) fields[name] = parsed.data;
  }
  return fields as Partial<z.output<S>>;
}

/** The address of a page with a query; values that are absent or empty are left out. */
export function hrefOf(path: string, values: object): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  return params.size > 0 ? `${path}?${params}` : path;
}
