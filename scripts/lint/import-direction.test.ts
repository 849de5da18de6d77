import { expect, test } from 'vitest';
import { importsOnDisk, ringsIn } from './import-direction';

test('no two rooms of lib or of components import each other, directly or by way of others', () => {
  const imports = importsOnDisk();
  expect(imports.size).toBeGreaterThan(30);
  expect(ringsIn(imports)).toEqual([]);
});

test('a ring is found wherever it begins, and what merely leads to it is no part of it', () => {
  const imports = new Map(
    Object.entries({ a: ['b'], b: ['c'], c: ['d', 'e'], d: ['b'], e: [] }).map(([room, others]) => [
      room,
      new Map(others.map((other) => [other, `${room}.ts`])),
    ]),
  );
  expect(ringsIn(imports).map((line) => line.split(' import')[0])).toEqual(['b and c', 'c and d', 'd and b']);
});
