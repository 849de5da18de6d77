import { existsSync, readFileSync } from 'node:fs';

/**
 * Whether the process with this id runs and its command line contains `word`.
 *
 * Ids in lock files outlive their processes and are assigned again, so the id alone proves nothing. Where command lines
 * cannot be read (no /proc), the id alone has to suffice.
 */
export function isRunning(pid: number, word: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs under another account.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
  } catch {
    return false;
  }
}
