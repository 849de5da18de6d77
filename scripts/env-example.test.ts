import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { settingSchemas } from '@/lib/env';
import { projectRoot } from './project';

test('every setting is explained in .env.example', () => {
  const example = readFileSync(path.join(projectRoot, '.env.example'), 'utf8');
  const explained = [...example.matchAll(/^#?([A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect(explained).toEqual(expect.arrayContaining(Object.keys(settingSchemas)));
  expect(new Set(explained).size).toBe(explained.length);
});
