/** A public key as a JSON Web Key (RFC 8037), as `/.well-known/neighborbid-keys.json` lists it. */
export type PublishedKey = {
  kty: 'OKP';
  crv: 'Ed25519';
  use: 'sig';
  alg: 'EdDSA';
  /** The thumbprint of the key. */
  kid: string;
  /** The key itself, base64url. */
  x: string;
};

/** The text whose SHA-256, base64url, is the thumbprint of an Ed25519 key (RFC 7638). */
export function thumbprintText(x: string): string {
  return JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x });
}
