import { expect, test } from 'vitest';
import { canonicalJson } from './canonical';
import { CHAIN_START, commitmentText, type Link, linkText } from './chain';
import { commitmentsTo, hashOf, saltsOf } from './seal';

const LINK: Link = {
  id: '2214',
  auction: '12',
  seq: 1,
  actor: 'q83vEjRWeJCrze8S',
  subject: null,
  command: 'autoBid',
  arrivedAt: '2026-11-30T11:59:59.812Z',
  decidedAt: '2026-11-30T11:59:59.815Z',
  position: 0,
  priceBefore: 54_000,
  priceAfter: 55_000,
  versionBefore: 7,
  versionAfter: 8,
  code: null,
  leaderAfter: 'q83vEjRWeJCrze8S',
  endAfter: '2026-11-30T12:01:00.000Z',
  leaderStopped: false,
};
const SALT = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
const SECRETS = { amount: 80_000, hold: 80_000, salt: SALT };

test('canonical JSON has one form: names in order, no spaces, numbers as they are', () => {
  expect(canonicalJson({ b: 1, a: '가"\n', 'a b': null, B: true })).toBe(
    '{"B":true,"a":"가\\"\\n","a b":null,"b":1}',
  );
});

test('the format of a hash is the one of all hashes that people hold already', () => {
  expect(linkText(LINK, { amountCommitment: 'A', holdCommitment: 'H' }, CHAIN_START)).toBe(
    '{"actor":"q83vEjRWeJCrze8S","amountCommitment":"A","arrivedAt":"2026-11-30T11:59:59.812Z","auction":"12","code":null,"command":"autoBid","decidedAt":"2026-11-30T11:59:59.815Z","endAfter":"2026-11-30T12:01:00.000Z","holdCommitment":"H","id":"2214","leaderAfter":"q83vEjRWeJCrze8S","leaderStopped":false,"position":0,"previousHash":"","priceAfter":55000,"priceBefore":54000,"seq":1,"subject":null,"versionAfter":8,"versionBefore":7}',
  );
  expect(hashOf(LINK, SECRETS, CHAIN_START)).toBe(
    '4a5a5980e6c07a9a73f0b1c1f5e79905eb8c2f7beaaeba4cf2071e99ba1a29eb',
  );
});

test('an amount is in a hash only behind its salt, of which nobody else has the half that hides the hold', () => {
  const { amountSalt, holdSalt } = saltsOf(SALT);
  expect([amountSalt, holdSalt]).toEqual(['AAECAwQFBgcICQoLDA0ODw', 'EBESExQVFhcYGRobHB0eHw']);
  expect(commitmentText(amountSalt, 80_000)).toBe('{"salt":"AAECAwQFBgcICQoLDA0ODw","value":80000}');
  const commitments = commitmentsTo(SECRETS);
  expect(commitments.amountCommitment).not.toBe(commitments.holdCommitment);
  expect(linkText(LINK, commitments, CHAIN_START)).not.toContain('80000');
  const another = commitmentsTo({ ...SECRETS, salt: Buffer.alloc(32) });
  expect(another.amountCommitment).not.toBe(commitments.amountCommitment);
});

test('each field changes the hash, and so does the attempt before', () => {
  const hash = hashOf(LINK, SECRETS, CHAIN_START);
  for (const [field, value] of Object.entries(LINK)) {
    const changed = { ...LINK, [field]: typeof value === 'number' ? value + 1 : `${value}x` } as Link;
    expect(hashOf(changed, SECRETS, CHAIN_START), field).not.toBe(hash);
  }
  for (const secrets of [
    { ...SECRETS, amount: null },
    { ...SECRETS, hold: 81_000 },
  ]) {
    expect(hashOf(LINK, secrets, CHAIN_START)).not.toBe(hash);
  }
  expect(hashOf(LINK, SECRETS, hash)).not.toBe(hash);
});
