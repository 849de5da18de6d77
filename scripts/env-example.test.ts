import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { settingSchemas } from '@/lib/env';
import { LIMITS } from '@/lib/limits';
import { projectRoot } from './project';

const example = readFileSync(path.join(projectRoot, '.env.example'), 'utf8');

test('every setting is explained in .env.example', () => {
  const explained = [...example.matchAll(/^#?([A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect(explained).toEqual(expect.arrayContaining(Object.keys(settingSchemas)));
  expect(new Set(explained).size).toBe(explained.length);
});

test.each(Object.values(LIMITS))(
  'the default of $setting is the one of a real market',
  ({ setting, real }) => {
    expect(example).toContain(`\n#${setting}=${real}\n`);
  },
);
