import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';

const FOLDERS = [
  'app',
  'bench',
  'components',
  'db',
  'demo',
  'e2e',
  'lib',
  'realtime-server',
  'scripts',
  'test',
  'worker',
];

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.posix.join(folder, name)),
);

test('properties are tried with one seed: fast-check is imported in one place', () => {
  const importing = sources.filter((file) =>
    /^import .*'fast-check';$/m.test(readFileSync(path.join(projectRoot, file), 'utf8')),
  );
  expect(importing).toEqual(['test/properties.ts']);
});
