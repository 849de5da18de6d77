import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '@/scripts/failure';

/** The account that runs PostgreSQL; both undefined means the person who runs us. */
export interface Account {
  uid: number | undefined;
  gid: number | undefined;
}

/** The place where root puts files that another account must be able to read. */
export const sharedDir = '/var/lib/neighborbid';

const ourselves: Account = { uid: undefined, gid: undefined };

/**
 * The account to run PostgreSQL, which refuses to run as root. When we are root, it runs as the owner of the data or,
 * before there are any, as the account `postgres`, which is created if the system has none.
 *
 * @param dataDir  the data folder, which may not exist yet
 */
export function postgresAccount(dataDir: string): Account {
  if (process.getuid?.() !== 0) return ourselves;
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir);
    if (uid !== 0) return { uid, gid };
  }
  return findPostgresUser() ?? createPostgresUser();
}

function findPostgresUser(): Account | undefined {
  const uid = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', 'postgres'], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createPostgresUser(): Account {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      stdio: 'ignore',
    });
  } catch {
    throw new Failure(
      'PostgreSQL cannot run as root and no user "postgres" could be created: run this as an ordinary user, or set DATABASE_URL.',
    );
  }
  const account = findPostgresUser();
  if (!account) throw new Failure('The user "postgres" was created but cannot be found.');
  return account;
}

/**
 * Makes `wanted` a folder that `account` owns. Where it cannot enter that path (a project in root's home), the
 * folder is made under /var/lib instead, at a place that depends on `wanted` alone.
 *
 * @returns the folder made
 */
export function makeFolderFor(account: Account, wanted: string): string {
  const { uid, gid } = account;
  if (uid === undefined || gid === undefined) {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    return wanted;
  }
  const created = !existsSync(wanted);
  mkdirSync(wanted, { recursive: true, mode: 0o700 });
  chownSync(wanted, uid, gid);
  if (canWrite(account, wanted)) return wanted;
  if (created && readdirSync(wanted).length === 0) rmdirSync(wanted);

  const elsewhere = path.join(sharedDir, createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  mkdirSync(sharedDir, { recursive: true, mode: 0o755 });
  mkdirSync(elsewhere, { recursive: true, mode: 0o700 });
  chownSync(elsewhere, uid, gid);
  if (!canWrite(account, elsewhere)) {
    throw new Failure(
      `PostgreSQL, which cannot run as root, may enter neither ${wanted} nor ${elsewhere}: set DATA_DIR to a folder that others may enter.`,
    );
  }
  return elsewhere;
}

/** Asks the system as that account, because every folder of the path counts, and ACLs as well. */
function canWrite({ uid, gid }: Account, folder: string): boolean {
  const test = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], { uid, gid, cwd: '/' });
  return test.status === 0;
}
