import type { PublishedKey } from './published-key';

/** 64 bytes in base64url. */
const SIGNATURE = /^[\w-]{86}$/;

/** The part of a browser's cryptography that a check needs. */
export type Verifier = Pick<SubtleCrypto, 'importKey' | 'verify'>;

/**
 * Whether an Ed25519 signature (RFC 8032) fits a text. A browser without Ed25519 of its own, as on older phones, loads a
 * library for it, and only then.
 *
 * @param signed.signature  base64url
 * @param verifier          the browser's; absent on a page without TLS
 * @returns null where this cannot be found out: without TLS the library lacks SHA-512, and without a network it is not loaded
 */
export async function verifySignature(
  signed: { text: string; signature: string; key: PublishedKey },
  verifier: Verifier = crypto.subtle,
): Promise<boolean | null> {
  const { key, signature } = signed;
  if (!SIGNATURE.test(signature)) return false;
  const text = new TextEncoder().encode(signed.text);
  return (
    (await byBrowser(verifier, key, bytesOf(signature), text)) ??
    (await byLibrary(bytesOf(key.x), bytesOf(signature), text))
  );
}

type Bytes = Uint8Array<ArrayBuffer>;

async function byBrowser(
  verifier: Verifier,
  { kty, crv, x }: PublishedKey,
  signature: Bytes,
  text: Bytes,
): Promise<boolean | null> {
  try {
    const imported = await verifier.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
    return await verifier.verify('Ed25519', imported, signature, text);
  } catch {
    return null;
  }
}

async function byLibrary(key: Bytes, signature: Bytes, text: Bytes): Promise<boolean | null> {
  try {
    const { verifyAsync } = await import('@noble/ed25519');
    // As browsers verify: by RFC 8032, not by the more lenient ZIP 215.
    return await verifyAsync(signature, text, key, { zip215: false });
  } catch {
    return null;
  }
}

function bytesOf(base64url: string): Bytes {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
