/** The field of a form that holds its idempotency key. For browsers: the server's half is `idempotency.ts`. */
export const KEY_FIELD = 'idempotencyKey';

/**
 * A new idempotency key, made in a browser or for its form. Without `crypto.randomUUID`, which exists over HTTPS only: a
 * phone in the same network may come over HTTP.
 */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join('-');
}
