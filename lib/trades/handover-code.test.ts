import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { counterBytes, handoverCode, truncated } from './handover-code';

it('truncates as the test vectors of RFC 4226, appendix D', () => {
  const codes = Array.from({ length: 10 }, (_, counter) =>
    truncated(createHmac('sha1', '12345678901234567890').update(counterBytes(counter)).digest()),
  );
  expect(codes).toEqual('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' '));
});

it('is another one for another trade, and for each new code', () => {
  const codes = ['1', '2', '12'].flatMap((id) => [0, 1, 2].map((counter) => handoverCode(id, counter)));
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^\d{6}$/);
  expect(handoverCode('7', 3)).toBe(handoverCode('7', 3));
});
