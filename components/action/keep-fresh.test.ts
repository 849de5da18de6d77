import { expect, test } from 'vitest';
import { wasShown } from './keep-fresh';

test('a page that comes back is recognised, and a rendering that has just arrived is not, however old it is', () => {
  expect(wasShown('/me', '2026-11-30T10:00:00.000Z')).toBe(false);
  expect(wasShown('/me', '2026-11-30T10:00:00.000Z')).toBe(true);
  expect(wasShown('/me', '2026-11-30T10:00:09.000Z')).toBe(false);
  expect(wasShown('/me', '2026-11-30T10:00:00.000Z')).toBe(true);
  expect(wasShown('/wallet', '2026-11-30T10:00:00.000Z')).toBe(false);
});
