import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';
import { FORBIDDEN, forbiddenWays, importsOf } from './browser-imports';

const clientFiles = ['app', 'components', 'lib'].flatMap((folder) =>
  readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.tsx?$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => /^'use client';/m.test(readFileSync(path.join(projectRoot, file), 'utf8'))),
);

test('no browser loads a schema, the database or a module of Node', () => {
  expect(clientFiles.length).toBeGreaterThan(60);
  expect(clientFiles.flatMap(forbiddenWays)).toEqual([]);
});

test('the live client, which is loaded later, counts like any other import', () => {
  expect(forbiddenWays('lib/live/listen.ts')).toEqual([]);
  expect(importsOf("import('./socket').then(start)")).toEqual(['./socket']);
});

test('values count and types do not', () => {
  const source = `
    import { z } from 'zod';
    import type { Person } from '@/lib/realtime/protocol';
    export type { Page } from '@/lib/paging/page';
    import { type A, b } from './mixed';`.replace(/^ {4}/gm, '');
  expect(importsOf(source)).toEqual(['zod', './mixed']);
  expect(['zod', 'node:crypto', '@/db/client'].filter((module) => !FORBIDDEN.test(module))).toEqual([]);
});
