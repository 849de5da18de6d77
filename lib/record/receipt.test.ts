import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { CHAIN_START, commitmentText, type Link, linkText } from './chain';
import { publishedKeys, signingKeyId, signText } from './keys';
import { checkReceipt, linkOf, RECEIPT_FORMAT, type Receipt, receiptText } from './receipt';

const LINK: Link = {
  id: '2214',
  auction: '12',
  seq: 1,
  actor: 'q83vEjRWeJCrze8S',
  subject: null,
  command: 'bid',
  arrivedAt: '2026-11-30T11:59:59.812Z',
  decidedAt: '2026-11-30T11:59:59.815Z',
  position: 3,
  priceBefore: 54_000,
  priceAfter: 54_000,
  versionBefore: 7,
  versionAfter: 7,
  code: 'BID_TOO_LOW',
  leaderAfter: 'EjRWeJCrze8SNFZ4',
  endAfter: '2026-11-30T12:00:00.000Z',
  leaderStopped: false,
};
const AMOUNT = { amount: 54_000, amountSalt: 'AAECAwQFBgcICQoLDA0ODw' };
const HOLD = { hold: 60_000, holdSalt: 'EBESExQVFhcYGRobHB0eHw' };

function hashed(text: string, form: 'hex' | 'base64url') {
  return createHash('sha256').update(text).digest(form);
}

/** A receipt as the site signs it, with the changes made before it is signed. */
function receiptWith(changes: Partial<Receipt> = {}): Receipt {
  const commitments = {
    amountCommitment: hashed(commitmentText(AMOUNT.amountSalt, AMOUNT.amount), 'base64url'),
    holdCommitment: hashed(commitmentText(HOLD.holdSalt, HOLD.hold), 'base64url'),
  };
  const unsigned = {
    ...LINK,
    ...commitments,
    ...AMOUNT,
    hold: null,
    holdSalt: null,
    format: RECEIPT_FORMAT,
    previousHash: CHAIN_START,
    hash: hashed(linkText(LINK, commitments, CHAIN_START), 'hex'),
    keyId: signingKeyId(),
    ...changes,
  } as const;
  return { ...unsigned, signature: changes.signature ?? signText(receiptText(unsigned)) };
}

async function verdictOf(receipt: object, keys = publishedKeys()) {
  const { receipt: _, ...verdict } = {
    receipt: null,
    ...(await checkReceipt(JSON.stringify(receipt), keys)),
  };
  return verdict;
}

test('a receipt is valid as it was signed, in any order of its fields', async () => {
  const receipt = receiptWith();
  expect(await verdictOf(receipt)).toEqual({ verdict: 'valid' });
  expect(await verdictOf(Object.fromEntries(Object.entries(receipt).reverse()))).toEqual({
    verdict: 'valid',
  });
  expect(await verdictOf(receiptWith(HOLD))).toEqual({ verdict: 'valid' });
});

test.each(Object.keys(receiptWith()) as (keyof Receipt)[])('a changed %s is found', async (field) => {
  const receipt = receiptWith(HOLD);
  const value = receipt[field];
  const changed =
    typeof value === 'boolean'
      ? !value
      : typeof value === 'number'
        ? value + 1
        : value === null
          ? 'x'
          : `${value.slice(1)}A`;
  const { verdict } = await verdictOf({ ...receipt, [field]: changed });
  const expected = { format: 'notAReceipt', keyId: 'unknownKey' }[field as string] ?? 'altered';
  expect(verdict).toBe(expected);
});

test.each([
  ['hash', { priceBefore: 53_000 }],
  ['hash', { previousHash: 'a'.repeat(64) }],
  ['amount', { amount: 55_000 }],
  ['hold', { ...HOLD, hold: 61_000 }],
] as const)('a site that signs a wrong %s is found as well', async (part, changes) => {
  expect(await verdictOf(receiptWith(changes))).toEqual({ verdict: 'altered', part });
});

test('a field that is added, left out or of another type makes it no receipt', async () => {
  const { seq, ...without } = receiptWith();
  for (const text of [
    { ...without },
    { ...without, seq: String(seq) },
    { ...without, seq, more: 1 },
    [],
    null,
  ]) {
    expect(await verdictOf(text as object)).toEqual({ verdict: 'notAReceipt' });
  }
  expect(await checkReceipt('{', publishedKeys())).toEqual({ verdict: 'notAReceipt' });
});

test('a key that is not published says so', async () => {
  expect(await verdictOf(receiptWith(), [])).toEqual({ verdict: 'unknownKey' });
});

test('the fields that a hash covers are those of the chain, and no other', () => {
  expect(linkOf({ ...LINK, more: 1 } as Link)).toEqual(LINK);
});
