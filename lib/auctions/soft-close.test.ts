import { expect, test } from 'vitest';
import { isLastExtension, softCloseFor } from './soft-close';

test('a national auction moves by a minute up to half an hour, a local one by five minutes up to an hour', () => {
  expect(softCloseFor({ isNational: true })).toEqual({ extendWindow: 60, extendCap: 30 * 60 });
  expect(softCloseFor({ isNational: false })).toEqual({ extendWindow: 5 * 60, extendCap: 60 * 60 });
});

test('the last extension is the one that reaches the cap', () => {
  const cap = { extendCapMs: 30 * 60_000 };
  const end = (time: string) => ({
    originalEndTime: '2026-11-30T12:00:00.000Z',
    endTime: `2026-11-30T${time}Z`,
  });
  expect(isLastExtension(end('12:29:59.999'), cap)).toBe(false);
  expect(isLastExtension(end('12:30:00.000'), cap)).toBe(true);
  // An auction of an earlier release has no cap, and a message of an earlier release no original end.
  expect(isLastExtension(end('12:00:00.000'), { extendCapMs: 0 })).toBe(false);
  expect(isLastExtension({ endTime: '2026-11-30T12:30:00.000Z' }, cap)).toBe(false);
});
