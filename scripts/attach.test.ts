import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, test } from 'vitest';
import { projectRoot } from './project';
import { writeServices } from './start/data-folder';

const services = {
  databaseUrl: 'postgres://app:secret@127.0.0.1:5432/market',
  ownerDatabaseUrl: undefined,
  redisUrl: 'redis://127.0.0.1:6379',
};
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'neighborbid-attach-'));
  return () => rmSync(dataDir, { recursive: true });
});

/** What a process beside the runner takes its market for. */
async function demoModeOf(environment: Record<string, string> = {}): Promise<string> {
  const args = ['--import', 'tsx', '--import', './scripts/attach.ts'];
  const unset = { DATABASE_URL: '', OWNER_DATABASE_URL: '', REDIS_URL: '', DEMO_MODE: '' };
  const code = 'process.stdout.write(process.env.DEMO_MODE)';
  const { stdout } = await promisify(execFile)(process.execPath, [...args, '-e', code], {
    cwd: projectRoot,
    env: { ...process.env, ...unset, DATA_DIR: dataDir, ...environment },
  });
  return stdout;
}

test('a further process knows from the runner whether its market is a demo, and of no other market', async () => {
  writeServices(dataDir, { ...services, demoMode: true });
  const found = await Promise.all([
    demoModeOf({ DATABASE_URL: 'postgres://owner:other@127.0.0.1:5432/market' }),
    demoModeOf({ DATABASE_URL: 'postgres://app:secret@db.example:5432/market' }),
    demoModeOf({ DEMO_MODE: 'false' }),
  ]);
  expect(found).toEqual(['true', '', 'false']);
});
