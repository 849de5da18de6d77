import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
/** Matches the secrets of `newSecret`; any other text is not worth a query. */
const SECRET = /^[\w-]{43}$/;

/** 256 random bits as text: the id of a session, a token, the secret of a link. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

export function isSecret(text: string): boolean {
  return SECRET.test(text);
}

/** The form in which a secret is stored. It is random, so there is nothing for a slow hash to protect. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
