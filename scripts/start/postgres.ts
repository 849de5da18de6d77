import path from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '@/scripts/embedded/postgres';
import { done, say } from './report';
import type { StartSettings } from './settings';
import type { ShutdownStack } from './shutdown-stack';

const database = 'neighborbid';
const preferredPort = 54_329;
const watchEveryMs = 2_000;

/** The URL of the database to use: the configured one, or that of our own PostgreSQL, for its owner. */
export async function provideDatabase(settings: StartSettings, shutdown: ShutdownStack): Promise<string> {
  if (settings.databaseUrl) return settings.databaseUrl;
  const startedAt = performance.now();
  const folder = path.join(settings.dataDir, 'postgres');
  const options = { folder, preferredPort };
  const starting = startPostgres(options);
  shutdown.add(async () => (await starting).stop());
  const server = await starting;
  await createDatabase(server);
  if (server.folder !== folder) {
    say(`  PostgreSQL cannot run as root and may not enter ${folder}: its data lie in ${server.folder}`);
  }
  const how = server.adopted ? 'still running from before' : `in ${server.folder}`;
  done(`PostgreSQL (embedded, ${how})`, startedAt);
  watchPostgres(server, options, shutdown);
  return server.ownerUrl(database);
}

async function createDatabase(server: PostgresServer): Promise<void> {
  const client = new pg.Client({ connectionString: server.ownerUrl('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}

/** PostgreSQL recovers by itself when one of its processes dies; only after the loss of the first one must we act. */
function watchPostgres(server: PostgresServer, options: { folder: string }, shutdown: ShutdownStack): void {
  const { port } = new URL(server.ownerUrl(database));
  const timer = setInterval(async () => {
    if (shutdown.ending || server.isRunning()) return;
    say('! PostgreSQL ended; starting it again');
    await startPostgres({ ...options, preferredPort: Number(port) });
  }, watchEveryMs);
  shutdown.add(() => clearInterval(timer));
}
