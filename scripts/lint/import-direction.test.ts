import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';
import { cyclesIn, importsOnDisk } from './import-direction';

test('no two folders of lib or of components import each other, directly or by way of others', () => {
  const imports = importsOnDisk();
  expect(imports.size).toBeGreaterThan(30);
  expect(cyclesIn(imports)).toEqual([]);
});

test('a cycle is found wherever it begins, without the folders that merely lead to it', () => {
  const imports = new Map(
    Object.entries({ a: ['b'], b: ['c'], c: ['d', 'e'], d: ['b'], e: [] }).map(([folder, others]) => [
      folder,
      new Map(others.map((other) => [other, `${folder}.ts`])),
    ]),
  );
  expect(cyclesIn(imports).map((line) => line.split(' import')[0])).toEqual([
    'b and c',
    'c and d',
    'd and b',
  ]);
});

test('docs/architecture.md lists each folder of lib with the folders that it imports, which are listed above it', () => {
  const text = readFileSync(path.join(projectRoot, 'docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([\w-]+)` \|[^|]*\|([^|]*)\|$/gm)].map(
    ([, folder = '', cell = '']) => ({
      folder,
      imports: [...cell.matchAll(/`([\w-]+)`/g)].flatMap(([, name]) => name ?? []),
    }),
  );
  const onDisk = importsOnDisk();
  const folders = new Set(
    [...onDisk].flatMap(([folder, imported]) => [folder, ...imported.keys()]).filter(isLibFolder),
  );
  expect(rows.map(({ folder }) => `lib/${folder}`).sort()).toEqual([...folders].sort());
  for (const [index, { folder, imports }] of rows.entries()) {
    const real = [...(onDisk.get(`lib/${folder}`)?.keys() ?? [])].filter(isLibFolder);
    expect(imports.map((name) => `lib/${name}`).sort(), folder).toEqual(real.sort());
    const above = rows.slice(0, index).map((row) => row.folder);
    expect(
      imports.filter((name) => !above.includes(name)),
      folder,
    ).toEqual([]);
  }
});

/** Whether this is a folder of lib, and neither a leaf nor a folder of components. */
function isLibFolder(folder: string): boolean {
  return (
    folder.startsWith('lib/') &&
    statSync(path.join(projectRoot, folder), { throwIfNoEntry: false }) !== undefined
  );
}
