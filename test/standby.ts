import { appendFileSync, cpSync, lchownSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type PostgresServer, startPostgres } from '@/scripts/embedded/postgres';

/**
 * Copies a PostgreSQL in its present state and starts the copy as its standby. The primary is stopped meanwhile, which
 * replaces a base backup, and started again at its port.
 *
 * @param link      the address where the standby reaches its primary: the primary's own URL, or that of a proxy before it
 * @param settings  of the primary from now on; values without spaces
 * @returns both
 */
export async function startStandby(options: {
  primary: PostgresServer;
  link: string;
  settings?: Record<string, string>;
}): Promise<{ primary: PostgresServer; standby: PostgresServer }> {
  const { primary: original, link, settings = {} } = options;
  const { folder } = original;
  const owner = new URL(original.ownerUrl('postgres'));
  const copy = path.join(path.dirname(folder), 'standby');
  await original.stop();
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
  giveToAccount(copy, path.join(folder, 'data'));
  const primary = await startPostgres({ folder, preferredPort: Number(owner.port), settings });
  const conninfo = `host=127.0.0.1 port=${new URL(link).port} user=${owner.username} password=${owner.password}`;
  appendFileSync(path.join(copy, 'data', 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`);
  const signal = path.join(copy, 'data', 'standby.signal');
  writeFileSync(signal, '');
  giveToAccount(signal, path.join(folder, 'data'));
  return { primary, standby: await startPostgres({ folder: copy }) };
}

/** When we are root, PostgreSQL runs as another account, which must own the files that it reads. */
function giveToAccount(target: string, like: string): void {
  const { uid, gid } = statSync(like);
  const inside = statSync(target).isDirectory()
    ? readdirSync(target, { recursive: true, encoding: 'utf8' }).map((name) => path.join(target, name))
    : [];
  for (const file of [target, ...inside]) lchownSync(file, uid, gid);
}
