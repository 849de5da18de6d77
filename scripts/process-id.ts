import { existsSync, readFileSync } from 'node:fs';

/**
 * Whether the process of this number runs and its command line contains `word`.
 *
 * Numbers in lock files outlive their processes and are given out again, so the number alone proves nothing. Where
 * command lines cannot be read (no /proc), it has to do.
 */
export function isRunning(pid: number, word: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
  } catch {
    return false;
  }
}
