import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import { REFUSAL_EXAMPLES } from '@/lib/api/refusal-examples';
import { LOCALES, type Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { type FormRefusal, refused } from './action-state';
import { type OwnRefusalWords, refusalMessage } from './use-refusal-message';

async function messageOf(refusal: FormRefusal | undefined, locale: Locale, own?: OwnRefusalWords) {
  const messages = await loadMessages(locale);
  type Words = Parameters<typeof refusalMessage>[1]['errors'];
  const words = (namespace: 'errors' | OwnRefusalWords) =>
    createTranslator({ locale, messages, namespace }) as unknown as Words;
  return refusalMessage(refusal, { errors: words('errors'), own: words(own ?? 'errors'), locale });
}

// No form gets OTHER_ACCOUNT from its action: it is a fault, with a sentence of its own.
const { OTHER_ACCOUNT: _, ...EXAMPLES } = REFUSAL_EXAMPLES;
/** These have figures that only the page of the auction knows; see `bid-refusal.tsx`. */
const BID_SENTENCES = ['BID_TOO_LOW', 'BID_NOT_ON_STEP', 'INVALID_INPUT'];

describe.each(LOCALES)('in %s', (locale) => {
  test.each(Object.values(EXAMPLES))('$code is a whole sentence in every form', async (refusal) => {
    for (const own of [undefined, 'wallet.refusal', 'seller.act.failed', 'bid.refusal'] as const) {
      if (own === 'bid.refusal' && BID_SENTENCES.includes(refusal.code)) continue;
      const { summary } = await messageOf(refused(refusal, null).refusal, locale, own);
      expect(summary).toMatch(/\p{L}.*[.!?요]$/u);
      expect(summary).not.toMatch(/[{}]|errors\.|refusal\.|failed\./);
    }
  });
});

test('a sentence carries the figures of its refusal, money as people write it', async () => {
  const { refusal } = refused(REFUSAL_EXAMPLES.BID_TOO_LOW, null);
  expect(await messageOf(refusal, 'ko')).toMatchObject({ summary: expect.stringContaining('55,000원') });
  expect(await messageOf(refusal, 'en')).toMatchObject({ summary: expect.stringContaining('₩55,000') });
  const tooOften = await messageOf(refused(REFUSAL_EXAMPLES.RATE_LIMITED, null).refusal, 'ko');
  expect(tooOften.summary).toContain('30초');
});

test('the words of a form take precedence over the common ones; a code that it does not name is its OTHER', async () => {
  const messages = await loadMessages('ko');
  const busy = refused(REFUSAL_EXAMPLES.BUSY, null).refusal;
  expect((await messageOf(busy, 'ko')).summary).toBe(messages.errors.BUSY);
  expect((await messageOf(busy, 'ko', 'wallet.refusal')).summary).toBe(messages.wallet.refusal.BUSY);
  expect((await messageOf(busy, 'ko', 'seller.act.failed')).summary).toBe(messages.seller.act.failed.OTHER);
  const newer = { code: 'A_CODE_OF_A_NEWER_SERVER' } as unknown as FormRefusal;
  expect((await messageOf(newer, 'ko')).summary).toBe(messages.errors.OTHER);
});

test('each field at fault has its own sentence, also with a key that this build has no words for', async () => {
  const { errors } = await loadMessages('ko');
  const fields = { nickname: 'nicknameTaken', email: 'a key of a newer server' };
  const message = await messageOf({ code: 'ALREADY_TAKEN', fields }, 'ko');
  expect(message.fields).toEqual(['nickname', 'email']);
  expect(message.ofField('nickname')).toBe(errors.fields.nicknameTaken);
  expect(message.ofField('email')).toBe(errors.fields.invalid);
  expect(message.ofField('region')).toBeUndefined();
});

test('without a refusal nothing is said', async () => {
  const message = await messageOf(undefined, 'ko');
  expect([message.summary, message.fields, message.ofField('nickname')]).toEqual([null, [], undefined]);
});
