import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { closeDatabase } from '@/db/client';
import { prepareDatabase } from '@/db/migrate';
import { seedReferenceData } from '@/db/seed/reference-data';
import { allAreCounted } from '@/lib/rate-limit';
import { startPostgres } from '@/scripts/embedded/postgres';

/**
 * A fresh database for one benchmark, migrated, with regions and categories; `DATABASE_URL` points at it.
 * It is on the server of `BENCH_DATABASE_URL` (an owner's URL) if that is set, otherwise on an embedded one with its
 * ordinary settings, fsync included.
 *
 * @param fill  writes the rows, as the owner, without the application's limits on time; the tables are analysed and vacuumed
 *   afterwards
 * @returns a function that removes the database; `analyze` updates the planner's statistics, as autovacuum does within a
 *   minute or so, so that plans for empty tables are made again
 */
export async function openBenchDatabase(
  fill: (owner: pg.Client) => Promise<void> = async () => undefined,
): Promise<(() => Promise<void>) & { analyze(): Promise<void> }> {
  const given = process.env.BENCH_DATABASE_URL;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'neighborbid-bench-'));
  const server = given ? null : await startPostgres({ folder });
  const serverUrl = given ?? server?.ownerUrl('postgres') ?? '';
  const name = `bench_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const ownerUrl = new URL(serverUrl);
  ownerUrl.pathname = `/${name}`;
  const { appUrl } = await prepareDatabase({ databaseUrl: ownerUrl.href, secret: name });
  const owner = new pg.Pool({ connectionString: ownerUrl.href, max: 1 });
  await seedReferenceData(owner);
  await owner.end();
  const filler = new pg.Client({ connectionString: ownerUrl.href });
  await filler.connect();
  await fill(filler);
  await filler.query('VACUUM ANALYZE');
  await filler.end();
  process.env.DATABASE_URL = appUrl;
  const close = async () => {
    await allAreCounted();
    await closeDatabase();
    await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    if (server) {
      await server.stop();
      rmSync(server.folder, { recursive: true, force: true });
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return Object.assign(close, { analyze: () => onServer(ownerUrl.href, 'ANALYZE') });
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
