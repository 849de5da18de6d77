import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stopLeftBehind } from '@/scripts/embedded/postgres';
import { isRunning } from '@/scripts/process-id';

/** The file in which the product of the browser tests names its data folder, so that a test can start a further process beside it. */
export function folderNote(port: string): string {
  return path.join(os.tmpdir(), `neighborbid-product-on-${port}`);
}

/**
 * Makes a temporary folder for this test run, and ends the processes and removes the folders of killed runs.
 *
 * @param kind  a word for the folder's name
 */
export async function makeRunFolder(kind: string): Promise<string> {
  const prefix = `neighborbid-${kind}-`;
  for (const entry of readdirSync(os.tmpdir())) {
    const runner = entry.startsWith(prefix) ? Number.parseInt(entry.slice(prefix.length), 10) : Number.NaN;
    if (Number.isNaN(runner) || isRunning(runner, 'node')) continue;
    const folder = path.join(os.tmpdir(), entry);
    await stopLeftBehind(path.join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  // When we are root, PostgreSQL runs as another account, which must be able to enter.
  chmodSync(folder, 0o755);
  return folder;
}
