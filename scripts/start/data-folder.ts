import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '@/scripts/failure';
import { isRunning } from '@/scripts/process-id';

export interface DataFolderClaim {
  /** Records a process that must not outlive this runner; if this runner is killed, the next one ends it. */
  noteChild(pid: number): void;
  release(): void;
}

/** One of these is in the command line of each of our processes: an id in an old file may belong to another by now. */
const ours = ['end-with-parent.mjs', 'next-server', 'valkey-server.ts'];

/**
 * Makes the data folder and claims it for this process, so that two runners never share one. Processes that a killed
 * runner left running are ended.
 *
 * @throws Failure when the folder cannot be written, or belongs to another runner
 */
export function claimDataFolder(dataDir: string): DataFolderClaim {
  // The process id of the runner, then those of its children, one in each line.
  const lockFile = path.join(dataDir, 'runner.pid');
  try {
    mkdirSync(dataDir, { recursive: true });
    if (existsSync(lockFile)) {
      const [runner = 0, ...children] = readFileSync(lockFile, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map(Number);
      if (runner !== process.pid && isRunning(runner, 'start.ts')) {
        throw new Failure(
          `NeighborBid already runs on ${dataDir} (process ${runner}): stop it, or set DATA_DIR to another folder.`,
        );
      }
      for (const child of children) endLeftBehind(child);
      rmSync(lockFile);
    }
    // 'wx': of two runners that start at the same moment, one fails here.
    writeFileSync(lockFile, `${process.pid}\n`, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      `DATA_DIR: ${dataDir} cannot be used (${error instanceof Error ? error.message : error}).`,
    );
  }
  return {
    noteChild: (pid) => appendFileSync(lockFile, `${pid}\n`),
    release: () => rmSync(lockFile, { force: true }),
  };
}

function endLeftBehind(pid: number): void {
  if (!ours.some((word) => isRunning(pid, word))) return;
  try {
    // The negative id ends the whole process group, that is, also the processes that the child started.
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
  }
}

/** The secret behind sessions and tickets, made at the first start and kept, so that logins outlive a restart. */
export function keptSecret(dataDir: string): string {
  return keptFile(path.join(dataDir, 'auth-secret'), () => randomBytes(32).toString('hex'));
}

/** The key that signs receipts, made at the first start and kept, so that receipts stay valid. */
export function keptReceiptKey(dataDir: string): string {
  return keptFile(path.join(dataDir, 'receipt-key'), () => randomBytes(32).toString('base64url'));
}

function keptFile(file: string, make: () => string): string {
  if (!existsSync(file)) writeFileSync(file, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

export interface Services {
  databaseUrl: string;
  ownerDatabaseUrl: string | undefined;
  redisUrl: string;
  demoMode: boolean;
}

/** Lets commands beside the runner (`npm run audit`, …) find its services; see `scripts/join-runner.ts`. */
export function writeServices(dataDir: string, services: Services): () => void {
  const file = path.join(dataDir, 'services.json');
  // Removed first: the mode applies only to a new file.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(services, null, 2)}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}
