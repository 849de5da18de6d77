import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { findFreePort } from '@/scripts/embedded/ports';
import type { Failure } from '@/scripts/failure';
import { type ProcessPlan, type Supervised, supervise } from './processes';

let folder: string;

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  folder = mkdtempSync(path.join(os.tmpdir(), 'neighborbid-processes-'));
  return () => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  };
});

/** A web server that answers 200 and runs `also` first. */
async function plan(also: string): Promise<ProcessPlan> {
  const port = await findFreePort();
  const code = `${also}; require('node:http').createServer((_, answer) => answer.end()).listen(${port}, '127.0.0.1')`;
  return {
    name: 'trial',
    args: ['-e', code],
    env: process.env,
    readyUrl: `http://127.0.0.1:${port}/`,
    endsWithinMs: 1_000,
  };
}

function run(of: ProcessPlan) {
  const pids: number[] = [];
  const failures: Failure[] = [];
  const supervised: Supervised = supervise(of, {
    onStarted: (pid) => pids.push(pid),
    onGivenUp: (failure) => failures.push(failure),
  });
  onTestFinished(() => supervised.stop());
  return { pids, failures, supervised };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a process that is killed is started again', async () => {
  const { pids, supervised } = run(await plan(''));
  await supervised.ready();
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(pids).toHaveLength(2), { timeout: 5_000 });
  await supervised.ready();
  await supervised.stop();
  expect(pids.filter(isAlive)).toEqual([]);
});

test('the processes that a process started end with it', async () => {
  const file = path.join(folder, 'grandchild');
  const { pids, supervised } = run(
    await plan(`
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));`),
  );
  await supervised.ready();
  await supervised.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  await vi.waitFor(() => expect(isAlive(Number(readFileSync(file, 'utf8')))).toBe(false), { timeout: 5_000 });
});
