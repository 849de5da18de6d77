import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';

test('pages and routes take money out only through the door that asks for a proof', () => {
  const files = ['app', 'components'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => path.join(folder, name)),
  );
  const past = files.filter((file) =>
    /payouts\/request-payout'|wallet\/withdraw'/.test(readFileSync(path.join(projectRoot, file), 'utf8')),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(past).toEqual([]);
});
