import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '@/scripts/project';

// A product of its own, on a PostgreSQL and a Valkey of its own, in processes of its own.
test.setTimeout(240_000);

/** The whole list is what `npm run chaos` goes through; these are the ones that met the most on their way. */
const FAULTS = [
  'redis-lost-while-cut',
  'database-crash+web-kill',
  'wallet-held+worker-kill',
  'commits-lost+gateway-kill',
  'redis-kill',
  'failover',
];

test('all that anybody was told is so, and the market goes on, after crashes, cuts and a failover under load', async () => {
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
