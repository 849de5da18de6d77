import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, test } from 'vitest';
import { writeServices } from '@/scripts/start/data-folder';
import { projectRoot } from './project';

const services = {
  databaseUrl: 'postgres://app:secret@127.0.0.1:5432/market',
  ownerDatabaseUrl: undefined,
  redisUrl: 'redis://127.0.0.1:6379',
};
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'neighborbid-services-'));
  return () => rmSync(dataDir, { recursive: true });
});

/** The value of a setting in a process beside the runner, after the preload. */
async function settingOf(
  name: string,
  environment: Record<string, string> = {},
  preloaded = './scripts/use-running-services.ts',
): Promise<string> {
  const args = ['--import', 'tsx', '--import', preloaded];
  const unset = { DATABASE_URL: '', OWNER_DATABASE_URL: '', REDIS_URL: '', DEMO_MODE: '' };
  const code = `process.stdout.write(process.env.${name} ?? 'absent')`;
  const { stdout } = await promisify(execFile)(process.execPath, [...args, '-e', code], {
    cwd: projectRoot,
    env: { ...process.env, ...unset, DATA_DIR: dataDir, ...environment },
  });
  return stdout;
}

test('a further process learns from the runner whether its market is a demo, and nothing about another market', async () => {
  writeServices(dataDir, { ...services, demoMode: true });
  const found = await Promise.all([
    settingOf('DEMO_MODE', { DATABASE_URL: 'postgres://owner:other@127.0.0.1:5432/market' }),
    settingOf('DEMO_MODE', { DATABASE_URL: 'postgres://app:secret@db.example:5432/market' }),
    settingOf('DEMO_MODE', { DEMO_MODE: 'false' }),
  ]);
  expect(found).toEqual(['true', '', 'false']);
});

test('commands that act as the owner get the URL of the owner, and processes that serve people do not', async () => {
  const ownerDatabaseUrl = 'postgres://owner:secret@127.0.0.1:5432/market';
  writeServices(dataDir, { ...services, ownerDatabaseUrl, demoMode: true });
  const given = { DATABASE_URL: services.databaseUrl, OWNER_DATABASE_URL: ownerDatabaseUrl };
  const found = await Promise.all(
    ['./scripts/use-running-services.ts', './scripts/use-running-services-as-owner.ts'].flatMap((preloaded) =>
      [{}, given].map((environment) => settingOf('OWNER_DATABASE_URL', environment, preloaded)),
    ),
  );
  expect(found).toEqual(['', '', ownerDatabaseUrl, ownerDatabaseUrl]);
});

test('only the commands that need the owner act as the owner', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
  const preloading = Object.keys(scripts).filter((name) =>
    scripts[name].includes('use-running-services-as-owner'),
  );
  const importing = readdirSync(path.join(projectRoot, 'scripts'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => /import '.*use-running-services-as-owner'/.test(read(name)));
  expect([...preloading, ...importing]).toEqual(['operator', 'migrate.ts']);
  expect(read('web.ts')).toContain("import './use-running-services';");
});

function read(name: string): string {
  return readFileSync(path.join(projectRoot, 'scripts', name), 'utf8');
}
