import { canonicalJson } from './canonical';
import { type Commitments, commitmentText, type Link, linkText } from './chain';
import type { PublishedKey } from './published-key';
import { verifySignature } from './verify-signature';

export const RECEIPT_FORMAT = 'neighborbid-receipt-1';

/** The openings of an attempt's commitments, as far as the reader may know them. */
type Openings = {
  amount: number | null;
  amountSalt: string;
  /** What was locked for the leader afterwards; null without its salt: it is not the reader's. */
  hold: number | null;
  holdSalt: string | null;
};

/** A receipt before it is signed. The signature covers all of it. */
export type UnsignedReceipt = Link &
  Commitments &
  Openings & {
    format: typeof RECEIPT_FORMAT;
    previousHash: string;
    hash: string;
    keyId: string;
  };

export type Receipt = UnsignedReceipt & { signature: string };

/** The text that is signed. */
export function receiptText(receipt: UnsignedReceipt | Receipt): string {
  const { signature: _, ...signed } = { signature: '', ...receipt };
  return canonicalJson(signed);
}

/**
 * What a check of a receipt found. `altered` names what does not fit: the signature, the hash, or an amount that does not open
 * its commitment.
 */
export type ReceiptVerdict =
  | { verdict: 'valid'; receipt: Receipt }
  | { verdict: 'altered'; part: 'signature' | 'hash' | 'amount' | 'hold' }
  | { verdict: 'unknownKey' }
  | { verdict: 'notAReceipt' }
  /** The browser gives no cryptography to pages without TLS, or could not load the library that stands in for its own. */
  | { verdict: 'cannotCheck' };

/** The fields of a receipt by the type of their values; `null` where a value may be absent. */
const FIELDS = {
  format: 'string',
  id: 'string',
  auction: 'string',
  seq: 'number',
  actor: 'string',
  subject: 'string?',
  command: 'string',
  arrivedAt: 'string',
  decidedAt: 'string',
  position: 'number',
  priceBefore: 'number',
  priceAfter: 'number',
  versionBefore: 'number',
  versionAfter: 'number',
  code: 'string?',
  leaderAfter: 'string?',
  endAfter: 'string',
  leaderStopped: 'boolean',
  amountCommitment: 'string',
  holdCommitment: 'string',
  previousHash: 'string',
  amount: 'number?',
  amountSalt: 'string',
  hold: 'number?',
  holdSalt: 'string?',
  hash: 'string',
  keyId: 'string',
  signature: 'string',
} satisfies Record<keyof Receipt, string>;

/** Reads the JSON of a receipt; null for any other text. */
function parseReceipt(text: string): Receipt | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null) return null;
  const fields = new Map(Object.entries(json));
  const fits = Object.entries(FIELDS).every(([name, type]) => {
    const value = fields.get(name);
    return typeof value === type.replace('?', '') || (value === null && type.endsWith('?'));
  });
  // A further field, signed or not, is not of this format.
  if (!fits || fields.size !== Object.keys(FIELDS).length) return null;
  return fields.get('format') === RECEIPT_FORMAT ? (json as Receipt) : null;
}

/**
 * Checks a receipt without asking anybody: its signature with the published keys, its hash, and the amounts that it opens.
 *
 * @param text  the JSON of the receipt, in any order and with any spaces
 */
export async function checkReceipt(text: string, keys: readonly PublishedKey[]): Promise<ReceiptVerdict> {
  const receipt = parseReceipt(text);
  if (!receipt) return { verdict: 'notAReceipt' };
  const key = keys.find(({ kid }) => kid === receipt.keyId);
  if (!key) return { verdict: 'unknownKey' };
  const signed = await verifySignature({ text: receiptText(receipt), signature: receipt.signature, key });
  if (signed === null) return { verdict: 'cannotCheck' };
  const part = signed ? await wrongPart(receipt) : 'signature';
  return part ? { verdict: 'altered', part } : { verdict: 'valid', receipt };
}

async function wrongPart(receipt: Receipt): Promise<'hash' | 'amount' | 'hold' | null> {
  const { amountCommitment, holdCommitment, previousHash } = receipt;
  const text = linkText(linkOf(receipt), { amountCommitment, holdCommitment }, previousHash);
  if ((await sha256(text, 'hex')) !== receipt.hash) return 'hash';
  const { amount, amountSalt, hold, holdSalt } = receipt;
  if ((await sha256(commitmentText(amountSalt, amount), 'base64url')) !== amountCommitment) return 'amount';
  if (holdSalt === null) return null;
  return (await sha256(commitmentText(holdSalt, hold), 'base64url')) === holdCommitment ? null : 'hold';
}

/** The fields of an attempt that its hash covers, and no others. */
export function linkOf(attempt: Link): Link {
  return {
    id: attempt.id,
    auction: attempt.auction,
    seq: attempt.seq,
    actor: attempt.actor,
    subject: attempt.subject,
    command: attempt.command,
    arrivedAt: attempt.arrivedAt,
    decidedAt: attempt.decidedAt,
    position: attempt.position,
    priceBefore: attempt.priceBefore,
    priceAfter: attempt.priceAfter,
    versionBefore: attempt.versionBefore,
    versionAfter: attempt.versionAfter,
    code: attempt.code,
    leaderAfter: attempt.leaderAfter,
    endAfter: attempt.endAfter,
    leaderStopped: attempt.leaderStopped,
  };
}

/** SHA-256 of a text by the cryptography of the browser, or of Node. */
export async function sha256(text: string, form: 'hex' | 'base64url'): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  if (form === 'hex') return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
