/** The values of which canonical JSON is made here: flat, without fractions. */
export type Flat = Readonly<Record<string, string | number | boolean | null>>;

/**
 * JSON in the one form that everybody computes the same hash and signature of: RFC 8785 (JSON Canonicalization Scheme) for
 * flat objects of strings, whole numbers, booleans and null. Names are in the order of their UTF-16 code units.
 */
export function canonicalJson(value: Flat): string {
  const names = Object.keys(value);
  // Sorting costs more than all the rest, and every bid is hashed: callers that care name the fields in order.
  const isInOrder = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
  return isInOrder ? JSON.stringify(value) : JSON.stringify(value, names.sort());
}
