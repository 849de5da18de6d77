import { expect, test } from 'vitest';
import { Allowance } from './allowance';

test('a burst is allowed, then a number per second', () => {
  const allowance = new Allowance({ burst: 3, perSecond: 2 }, 0);
  const asked = [0, 0, 0, 500, 500, 1500, 1500].map((now) => allowance.take(now).ok);
  expect(asked).toEqual([true, true, true, true, false, true, false]);
});

test('a long silence saves up no more than one burst', () => {
  const allowance = new Allowance({ burst: 3, perSecond: 2 }, 0);
  const asked = Array.from({ length: 4 }, () => allowance.take(60_000).ok);
  expect(asked).toEqual([true, true, true, false]);
});

test('refused messages count as well: only a connection that pauses is allowed again', () => {
  const allowance = new Allowance({ burst: 1, perSecond: 1 }, 0);
  const asked = [0, 0, 500, 1000, 4000].map((now) => allowance.take(now).ok);
  expect(asked).toEqual([true, false, false, false, true]);
});

test('a connection that does not pause exceeds the limit more and more', () => {
  const allowance = new Allowance({ burst: 1, perSecond: 1 }, 0);
  expect(Array.from({ length: 4 }, () => allowance.take(0).over)).toEqual([0, 1, 2, 3]);
});
