import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Failure } from '@/scripts/failure';
import { projectRoot } from '@/scripts/project';
import { findFreePort } from './ports';

export interface ValkeyProcess {
  url: string;
  pid: number;
  /** Resolves when the process is gone, whatever the reason. */
  ended: Promise<void>;
  /** Ends it at once: it holds no data that is needed after a restart. */
  stop(): Promise<void>;
}

/**
 * Starts a real Valkey, compiled to WebAssembly, in a child process that ends with this one. It is for development, tests
 * and trying out: it has no persistence and no limit on the data that a slow subscriber leaves unread.
 *
 * @throws Failure when it does not start
 */
export async function startValkey(options: { preferredPort?: number } = {}): Promise<ValkeyProcess> {
  const port = await findFreePort(options.preferredPort);
  const entry = fileURLToPath(new URL('valkey-server.ts', import.meta.url));
  const child = fork(entry, [String(port)], {
    cwd: projectRoot,
    execArgv: ['--import', 'tsx', '--no-warnings'],
    // In its own process group: Ctrl-C in the terminal reaches only the runner, which ends this process after its clients.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => undefined);
  const ready = once(child, 'message').then(() => true);
  if (!(await Promise.race([ready, ended.then(() => false)])) || child.pid === undefined) {
    throw new Failure('The embedded Valkey does not start: set REDIS_URL to a Redis or Valkey of your own.');
  }
  return { url: `redis://127.0.0.1:${port}`, pid: child.pid, ended, stop: () => kill(child, ended) };
}

async function kill(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
