import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '@/scripts/project';

// The product runs on a PostgreSQL and a Valkey of its own, in processes of its own.
test.setTimeout(240_000);

/** `npm run chaos` goes through the whole list; these faults found the most bugs. */
const FAULTS = [
  'redis-lost-while-cut',
  'database-crash+web-kill',
  'wallet-held+worker-kill',
  'commits-lost+gateway-kill',
  'redis-kill',
  'failover',
];

test('every answer that anybody got holds, and the market goes on, after crashes, cuts and a failover under load', async () => {
  const storm = spawn(
    process.execPath,
    ['--import', 'tsx', path.join('test', 'chaos', 'main.ts'), ...FAULTS, '--seed', '8'],
    { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [storm.stdout, storm.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  await once(storm, 'close');
  expect(output).toContain('Every promise held.');
});
