import { expect, test } from 'vitest';
import { spanInWords, waitInWords } from './wait';

test.each([
  [0.2, '1초', '1 second'],
  [45, '45초', '45 seconds'],
  [60, '1분', '1 minute'],
  [301, '6분', '6 minutes'],
  [3_600, '60분', '60 minutes'],
  [3_601, '2시간', '2 hours'],
])('%s seconds are "%s" and "%s"', (seconds, korean, english) => {
  expect([waitInWords(seconds, 'ko'), waitInWords(seconds, 'en')]).toEqual([korean, english]);
});

test.each([
  [60, '60초', '60 seconds', '60 sec'],
  [90, '90초', '90 seconds', '90 sec'],
  [300, '5분', '5 minutes', '5 min'],
  [3_600, '60분', '60 minutes', '60 min'],
])('a span of %s seconds is "%s", "%s" and in short "%s"', (seconds, korean, english, short) => {
  expect(spanInWords(seconds, 'ko')).toBe(korean);
  expect(spanInWords(seconds, 'ko', { unitDisplay: 'short' })).toBe(korean);
  expect(spanInWords(seconds, 'en')).toBe(english);
  expect(spanInWords(seconds, 'en', { unitDisplay: 'short' })).toBe(short);
});
