import { expect, test, vi } from 'vitest';
import { singleton } from './singleton';

test('an object is made once under its name, and another bundle of the same module gets that one', async () => {
  const make = vi.fn(() => ({ asked: 0 }));
  const first = singleton('test of singleton', make);
  vi.resetModules();
  const bundledApart = await import('./singleton');
  expect(bundledApart.singleton).not.toBe(singleton);
  expect(bundledApart.singleton('test of singleton', make)).toBe(first);
  expect(make).toHaveBeenCalledTimes(1);
  expect(bundledApart.singleton('another test of singleton', make)).not.toBe(first);
});
