/** The field of a form that holds its idempotency key. For browsers: the server's half is `idempotency.ts`. */
export const KEY_FIELD = 'idempotencyKey';

/**
 * A new idempotency key, made in a browser or for a form. It does not use `crypto.randomUUID`, which exists over HTTPS
 * only: a phone in the local network may use plain HTTP.
 */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join('-');
}
