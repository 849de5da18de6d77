import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';
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

test('docs/architecture.md names every room of lib with the rooms that it imports, below all of them', () => {
  const text = readFileSync(path.join(projectRoot, 'docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([\w-]+)` \|[^|]*\|([^|]*)\|$/gm)].map(([, room = '', cell = '']) => ({
    room,
    imports: [...cell.matchAll(/`([\w-]+)`/g)].flatMap(([, name]) => name ?? []),
  }));
  const onDisk = importsOnDisk();
  const rooms = new Set([...onDisk].flatMap(([room, imported]) => [room, ...imported.keys()]).filter(isRoom));
  expect(rows.map(({ room }) => `lib/${room}`).sort()).toEqual([...rooms].sort());
  for (const [index, { room, imports }] of rows.entries()) {
    const real = [...(onDisk.get(`lib/${room}`)?.keys() ?? [])].filter(isRoom);
    expect(imports.map((name) => `lib/${name}`).sort(), room).toEqual(real.sort());
    const above = rows.slice(0, index).map((row) => row.room);
    expect(
      imports.filter((name) => !above.includes(name)),
      room,
    ).toEqual([]);
  }
});

/** Whether this is a folder of lib, and neither a leaf nor a folder of components. */
function isRoom(room: string): boolean {
  return (
    room.startsWith('lib/') && statSync(path.join(projectRoot, room), { throwIfNoEntry: false }) !== undefined
  );
}
