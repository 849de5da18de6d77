import { expect, test } from 'vitest';
import { publishedKeys, signText } from './keys';
import { type Verifier, verifySignature } from './verify-signature';

/** The cryptography of a browser that knows no Ed25519. */
const WITHOUT_ED25519: Verifier = {
  importKey: () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError')),
  verify: () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError')),
};

function signedText(text: string) {
  const [key] = publishedKeys();
  if (!key) throw new Error('no key is published');
  return { text, signature: signText(text), key };
}

test.each([
  ['by the browser', crypto.subtle],
  ['by the library where the browser has no Ed25519', WITHOUT_ED25519],
])('%s, a signature fits its own text and key, and no other', async (_, verifier) => {
  const signed = signedText('{"amount":54000,"nickname":"김하늘"}');
  const otherKey = {
    ...signed.key,
    x: `${signed.key.x.startsWith('A') ? 'B' : 'A'}${signed.key.x.slice(1)}`,
  };
  const { signature } = signedText('{"amount":55000}');
  const verdict = (changed: Partial<typeof signed>) => verifySignature({ ...signed, ...changed }, verifier);
  expect(await verdict({})).toBe(true);
  expect(await verdict({ text: signed.text.replace('54000', '54001') })).toBe(false);
  expect(await verdict({ signature })).toBe(false);
  expect(await verdict({ signature: `${signed.signature.slice(0, 85)}` })).toBe(false);
  expect(await verdict({ key: otherKey })).toBe(false);
});
