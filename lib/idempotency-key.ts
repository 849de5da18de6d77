/** The field of a form that holds the key under which it counts once. */
export const KEY_FIELD = 'idempotencyKey';

/**
 * A new idempotency key, made in a browser or for its form. Not by `crypto.randomUUID`, which exists over HTTPS only: a phone in the
 * same network comes without.
 */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join('-');
}
