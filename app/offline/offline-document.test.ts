import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '@/scripts/project';
import { GET } from './route';

it('is cached by browsers under a name of its own, so that a changed page replaces the old one', async () => {
  const page = await (await GET()).text();
  const name = `offline-${createHash('sha256').update(page).digest('hex').slice(0, 8)}`;
  const worker = readFileSync(path.join(projectRoot, 'public', 'sw.js'), 'utf8');
  expect(/OFFLINE_CACHE = '(.*)'/.exec(worker)?.[1]).toBe(name);
});
