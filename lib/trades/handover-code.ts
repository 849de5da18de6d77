import { createHmac } from 'node:crypto';
import { authSecret } from '@/lib/env';

const DIGITS = 6;

/**
 * The code that the buyer of a trade shows at the door: HOTP (RFC 4226) with HMAC-SHA256, six digits. Each trade has a key of
 * its own, and each new code the next counter.
 */
export function handoverCode(tradeId: string, counter: number): string {
  const key = createHmac('sha256', authSecret()).update(`handover:${tradeId}`).digest();
  return truncated(createHmac('sha256', key).update(counterBytes(counter)).digest());
}

/** The counter as the RFC wants it: eight bytes, big-endian. */
export function counterBytes(counter: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(counter));
  return bytes;
}

/** Dynamic truncation (RFC 4226, section 5.3): the last four bits of the MAC say where 31 bits of it are taken. */
export function truncated(mac: Buffer): string {
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}
