import { expect, test } from 'vitest';
import { hasVerifiedEmail } from './providers';

test.each([
  ['the claim of OpenID Connect', { email_verified: true }, true],
  ['both fields of Kakao', { kakao_account: { is_email_valid: true, is_email_verified: true } }, true],
  [
    'an address of Kakao that another account took over',
    { kakao_account: { is_email_valid: false, is_email_verified: true } },
    false,
  ],
  [
    'an address that Kakao has not checked',
    { kakao_account: { is_email_valid: true, is_email_verified: false } },
    false,
  ],
  ['a claim that only looks true', { email_verified: 'true' }, false],
  ['an address of Naver', { response: { id: '1', email: 'a@example.test' } }, false],
  ['no profile', undefined, false],
])('%s: %j is verified: %s', (_, profile, verified) => {
  expect(hasVerifiedEmail(profile)).toBe(verified);
});
