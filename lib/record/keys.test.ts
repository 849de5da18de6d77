import { afterEach, expect, test } from 'vitest';
import { publishedKeys, signingKeyId, signText } from './keys';

const SEED = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const PUBLIC = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');

afterEach(() => {
  delete process.env.RECEIPT_SIGNING_KEY;
  delete process.env.RECEIPT_RETIRED_KEYS;
});

test('signatures are those of RFC 8032', () => {
  process.env.RECEIPT_SIGNING_KEY = SEED.toString('base64url');
  expect(publishedKeys()[0]?.x).toBe(PUBLIC.toString('base64url'));
  expect(Buffer.from(signText(''), 'base64url').toString('hex')).toBe(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  );
});

test('the id of a key is its thumbprint, as RFC 8037 computes it', () => {
  process.env.RECEIPT_SIGNING_KEY = SEED.toString('base64url');
  expect(signingKeyId()).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

test('without a setting, the key follows from the secret of the site', () => {
  const derived = signingKeyId();
  expect(signingKeyId()).toBe(derived);
  process.env.RECEIPT_SIGNING_KEY = SEED.toString('base64url');
  expect(signingKeyId()).not.toBe(derived);
});

test('retired keys stay published, behind the one that signs', () => {
  const [before] = publishedKeys();
  process.env.RECEIPT_SIGNING_KEY = SEED.toString('base64url');
  process.env.RECEIPT_RETIRED_KEYS = ` ${before?.x} , ${'A'.repeat(43)}`;
  expect(publishedKeys().map(({ kid }) => kid)).toEqual([signingKeyId(), before?.kid, expect.any(String)]);
  expect(publishedKeys()[1]).toEqual(before);
});
