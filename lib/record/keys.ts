import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from 'node:crypto';
import { authSecret, readerOf } from '@/lib/env';
import { type PublishedKey, thumbprintText } from './published-key';

const readSettings = readerOf('RECEIPT_SIGNING_KEY', 'RECEIPT_RETIRED_KEYS');
const SEED_BYTES = 32;
/** An Ed25519 private key in PKCS #8 (RFC 8410) is these bytes, followed by the 32 bytes of its seed. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The keys that receipts can be checked with: the one that signs now first, then those that signed earlier, as the settings
 * list them.
 */
export function publishedKeys(): PublishedKey[] {
  return [publicPart(signingKey()), ...readSettings().RECEIPT_RETIRED_KEYS.map((x) => published(x))];
}

/** The id of the key that signs now. */
export function signingKeyId(): string {
  return publicPart(signingKey()).kid;
}

/** Ed25519 (RFC 8032) over the UTF-8 bytes of a text, base64url. One text always gets the same signature. */
export function signText(text: string): string {
  return sign(null, Buffer.from(text), signingKey()).toString('base64url');
}

/**
 * From RECEIPT_SIGNING_KEY, else derived from AUTH_SECRET by HKDF (RFC 5869), so that all copies of the web process agree
 * without a further setting.
 */
function signingKey(): KeyObject {
  const { RECEIPT_SIGNING_KEY } = readSettings();
  const seed = RECEIPT_SIGNING_KEY
    ? Buffer.from(RECEIPT_SIGNING_KEY, 'base64url')
    : Buffer.from(hkdfSync('sha256', authSecret(), '', 'neighborbid receipts', SEED_BYTES));
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

function publicPart(key: KeyObject): PublishedKey {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return published(x);
}

function published(x: string): PublishedKey {
  const kid = createHash('sha256').update(thumbprintText(x)).digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid, x };
}
