import { expect, test } from 'vitest';
import { waitInWords } from './wait';

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
