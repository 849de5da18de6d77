/** The values of which canonical JSON is made here: flat, without fractions. */
export type Flat = Readonly<Record<string, string | number | boolean | null>>;

/**
 * JSON in the one form that everybody computes the same hash and signature of: RFC 8785 (JSON Canonicalization Scheme) for
 * flat objects of strings, whole numbers, booleans and null. Names are in the order of their UTF-16 code units.
 */
export function canonicalJson(value: Flat): string {
  return JSON.stringify(value, Object.keys(value).sort());
}
