import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { claimDataFolder, keptSecret, writeServices } from './data-folder';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'neighborbid-folder-'));
  return () => rmSync(dataDir, { recursive: true });
});

/** A process that waits, with `word` on its command line. */
async function processNamed(word: string): Promise<ChildProcess> {
  const code = 'process.stdout.write("up"); setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, ['-e', code, word], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

function writeClaim(...pids: (number | undefined)[]): void {
  writeFileSync(path.join(dataDir, 'runner.pid'), `${pids.join('\n')}\n`);
}

test('a folder that belongs to a running runner is refused', async () => {
  const other = await processNamed('scripts/start.ts');
  writeClaim(other.pid);
  expect(() => claimDataFolder(dataDir)).toThrow(`already runs on ${dataDir} (process ${other.pid})`);
});

test('a killed runner does not keep its folder, and the processes that it left running are ended', async () => {
  const left = await processNamed('scripts/end-with-parent.mjs');
  writeClaim(2 ** 22 + 1, left.pid);
  const ended = once(left, 'exit');
  const claim = claimDataFolder(dataDir);
  await ended;
  expect(readFileSync(path.join(dataDir, 'runner.pid'), 'utf8')).toBe(`${process.pid}\n`);
  claim.release();
  expect(existsSync(path.join(dataDir, 'runner.pid'))).toBe(false);
});

test('a process to which an old id was assigned since is left alone', async () => {
  const stranger = await processNamed('somebody-else');
  writeClaim(stranger.pid, stranger.pid);
  claimDataFolder(dataDir).release();
  // Only the first signal ends a process; it must be this one.
  const ended = once(stranger, 'exit');
  stranger.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
});

test('a folder that cannot be made is refused with the name of its variable', () => {
  const file = path.join(dataDir, 'file');
  writeFileSync(file, '');
  expect(() => claimDataFolder(path.join(file, 'data'))).toThrow(/^DATA_DIR: /);
});

test('only their owner can read secrets and addresses with passwords, and the secret stays the same', () => {
  const secret = keptSecret(dataDir);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(keptSecret(dataDir)).toBe(secret);
  const remove = writeServices(dataDir, {
    databaseUrl: 'a',
    ownerDatabaseUrl: undefined,
    redisUrl: 'b',
    demoMode: true,
  });
  for (const file of ['auth-secret', 'services.json']) {
    expect(statSync(path.join(dataDir, file)).mode & 0o777).toBe(0o600);
  }
  remove();
  expect(existsSync(path.join(dataDir, 'services.json'))).toBe(false);
});
