import { expect, test } from 'vitest';
import { firstWords, hasFurtherWords } from './first-words';
import { listAuctionsSchema } from './input';

test('of a search line its first six words are searched for, each once', () => {
  expect(firstWords('하나 둘 하나 셋 넷 다섯 여섯 일곱')).toBe('하나 둘 셋 넷 다섯 여섯');
  expect(firstWords(' 원목  의자 ')).toBe('원목 의자');
  expect(hasFurtherWords('하나 둘 하나 셋 넷 다섯 여섯')).toBe(false);
  expect(hasFurtherWords('하나 둘 셋 넷 다섯 여섯 일곱')).toBe(true);
});

test('a very long word counts with its beginning, whole letters of it', () => {
  expect([...firstWords('가'.repeat(90))]).toHaveLength(30);
  expect(firstWords('👍'.repeat(31))).toBe('👍'.repeat(30));
});

test('no list is asked for more words', () => {
  const q = Array.from({ length: 30 }, (_, index) => index).join(' ');
  expect(listAuctionsSchema.parse({ q }).q).toBe('0 1 2 3 4 5');
});
