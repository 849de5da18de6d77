import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { findFreePort } from '@/scripts/embedded/ports';
import { projectRoot } from '@/scripts/project';
import { folderNote } from '@/test/run-folder';

/** A further copy of the web process, beside the product of the other tests and on its database, with settings of its own. */
export type WebCopy = {
  origin: string;
  /** Asks the process to end. */
  terminate(): void;
  /** Its exit code after it has ended; null if it was killed. */
  ended: Promise<number | null>;
  stop(): Promise<void>;
};

export async function startWebCopy(settings: Record<string, string>): Promise<WebCopy> {
  const port = await findFreePort();
  const origin = `http://localhost:${port}`;
  const web = spawn(process.execPath, ['--import', 'tsx', path.join('scripts', 'web.ts')], {
    cwd: projectRoot,
    env: {
      ...process.env,
      DATA_DIR: readFileSync(folderNote(process.env.E2E_PORT ?? ''), 'utf8'),
      PORT: String(port),
      SHUTDOWN_DRAIN_MS: '0',
      DEMO_MODE: 'true',
      ...settings,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => web.once('exit', resolve));
  const isUp = () =>
    fetch(`${origin}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
  await expect.poll(isUp, { timeout: 60_000 }).toBe(true);
  return {
    origin,
    terminate: () => void web.kill('SIGTERM'),
    ended,
    async stop() {
      web.kill('SIGTERM');
      await ended;
    },
  };
}
