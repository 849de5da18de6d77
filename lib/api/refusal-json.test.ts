import { describe, expect, test } from 'vitest';
import { LOCALES } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { won } from '@/lib/money';
import { REFUSAL_EXAMPLES, refusalSchema } from './refusal-examples';
import { refusalJson } from './refusal-json';

describe.each(LOCALES)('in %s', (locale) => {
  test.each(Object.values(REFUSAL_EXAMPLES))(
    '$code has a complete sentence and its facts',
    async (refusal) => {
      const json = await refusalJson(refusal, locale);
      expect(json.message).toMatch(/^\p{L}.+[.!?요]$|^₩?\d.+[.]$/u);
      expect(json.message).not.toMatch(/[{}]|errors\./);
      refusalSchema(refusal.code).strict().parse(json);
    },
  );
});

test('money is an integer in the facts and readable in the sentence', async () => {
  const refusal = { ok: false, code: 'BID_TOO_LOW', minimum: won(55_000) } as const;
  expect(await refusalJson(refusal, 'ko')).toMatchObject({
    minimum: 55_000,
    message: expect.stringContaining('55,000원'),
  });
  expect(await refusalJson(refusal, 'en')).toMatchObject({ message: expect.stringContaining('₩55,000') });
});

test('both languages have the same messages', async () => {
  const [ko, en] = await Promise.all([loadMessages('ko'), loadMessages('en')]);
  expect(Object.keys(en.errors.fields).sort()).toEqual(Object.keys(ko.errors.fields).sort());
  expect(keysOf(en.account)).toEqual(keysOf(ko.account));
});

function keysOf(words: object): string[] {
  return Object.entries(words)
    .flatMap(([key, value]) => (typeof value === 'object' ? keysOf(value).map((k) => `${key}.${k}`) : [key]))
    .sort();
}
