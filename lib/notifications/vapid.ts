import { createECDH, hkdfSync } from 'node:crypto';
import { authSecret, env } from '@/lib/env';

export type VapidKeys = { publicKey: string; privateKey: string };

const KEY_BYTES = 32;

/**
 * The key pair by which push services know this site (VAPID, RFC 8292), base64url.
 *
 * From VAPID_PRIVATE_KEY, else derived from AUTH_SECRET by HKDF (RFC 5869), so that all copies agree without a
 * further setting. Browsers' subscriptions are bound to it: it must not change.
 */
export function vapidKeys(): VapidKeys {
  const { VAPID_PRIVATE_KEY } = env();
  const privateKey = VAPID_PRIVATE_KEY ? Buffer.from(VAPID_PRIVATE_KEY, 'base64url') : derivedKey();
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  return {
    publicKey: ecdh.getPublicKey().toString('base64url'),
    privateKey: privateKey.toString('base64url'),
  };
}

/** The group's order begins with 32 one bits: only one of 2^32 secrets gives 32 bytes that are not a valid key. */
function derivedKey(): Buffer {
  return Buffer.from(hkdfSync('sha256', authSecret(), '', 'neighborbid vapid', KEY_BYTES));
}
