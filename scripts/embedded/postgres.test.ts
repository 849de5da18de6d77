import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRunFolder } from '@/test/run-folder';
import { type PostgresServer, startPostgres } from './postgres';

let folder: string;
let server: PostgresServer;

beforeAll(async () => {
  folder = await makeRunFolder('postgres');
  server = await startPostgres({ folder: path.join(folder, 'postgres') });
}, 30_000);

afterAll(async () => {
  await server.stop();
  rmSync(server.folder, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

async function query(sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: server.ownerUrl('postgres') });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('it is a PostgreSQL 18 that sorts Korean, finds by trigram and listens on this machine alone', async () => {
  await query('CREATE EXTENSION pg_trgm');
  const [row] = await query(`
    SELECT current_setting('server_version_num')::int / 10000 AS version,
           current_setting('listen_addresses') AS listens,
           (SELECT string_agg(word, '' ORDER BY word COLLATE "ko-x-icu") FROM unnest(ARRAY['하', '가', '나']) AS word) AS sorted,
           similarity('캠핑 의자', '캠핑의자') > 0.3 AS similar`);
  expect(row).toEqual({ version: 18, listens: '127.0.0.1', sorted: '가나하', similar: true });
});

test('a server that an earlier runner left behind is taken over as it is', async () => {
  await query('CREATE TABLE kept AS SELECT 1 AS one');
  // A killed runner cannot stop the server, which does not notice anything.
  const again = await startPostgres({ folder: path.join(folder, 'postgres') });
  expect(again.adopted).toBe(true);
  expect(again.ownerUrl('postgres')).toBe(server.ownerUrl('postgres'));
  expect(await query('SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

test('a lock file whose process id belongs to another process by now does not prevent a start', async () => {
  await server.stop();
  expect(server.isRunning()).toBe(false);
  const lock = [process.pid, server.folder, 0, 54_321, '', '127.0.0.1', '', 'ready'].join('\n');
  writeFileSync(path.join(server.folder, 'data', 'postmaster.pid'), lock);
  server = await startPostgres({ folder: path.join(folder, 'postgres') });
  expect(server.adopted).toBe(false);
  expect(await query('SELECT one FROM kept')).toEqual([{ one: 1 }]);
});
