import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../embedded/postgres';
import { redisFault } from '../embedded/redis-answers';
import { startValkey, type ValkeyProcess } from '../embedded/valkey';
import { Failure } from '../failure';
import type { Endings } from './endings';
import { done, say } from './report';
import type { StartSettings } from './settings';

const database = 'neighborbid';
const preferredPorts = { postgres: 54_329, valkey: 63_799 };
const watchEveryMs = 2_000;

/** The database to use: the one configured, or one of a PostgreSQL of our own. Its owner's URL in that case. */
export async function provideDatabase(settings: StartSettings, endings: Endings): Promise<string> {
  if (settings.databaseUrl) return settings.databaseUrl;
  const startedAt = performance.now();
  const folder = path.join(settings.dataDir, 'postgres');
  const options = { folder, preferredPort: preferredPorts.postgres };
  const starting = startPostgres(options);
  endings.add(async () => (await starting).stop());
  const server = await starting;
  await createDatabase(server);
  if (server.folder !== folder) {
    say(`  PostgreSQL cannot run as root and may not enter ${folder}: its data lie in ${server.folder}`);
  }
  const how = server.adopted ? 'still running from before' : `in ${server.folder}`;
  done(`PostgreSQL (embedded, ${how})`, startedAt);
  watchPostgres(server, options, endings);
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

/** PostgreSQL mends itself when one of its processes dies; only the loss of the first one needs us. */
function watchPostgres(server: PostgresServer, options: { folder: string }, endings: Endings): void {
  const { port } = new URL(server.ownerUrl(database));
  const timer = setInterval(async () => {
    if (endings.ending || server.isRunning()) return;
    say('! PostgreSQL ended; starting it again');
    await startPostgres({ ...options, preferredPort: Number(port) });
  }, watchEveryMs);
  endings.add(() => clearInterval(timer));
}

/**
 * The Redis to use: the one configured, or a Valkey of our own.
 *
 * @throws Failure when the one configured does not answer
 */
export async function provideRedis(
  settings: StartSettings,
  endings: Endings,
  noteChild: (pid: number) => void,
): Promise<string> {
  if (settings.redisUrl) {
    const fault = await redisFault(settings.redisUrl, 5_000);
    if (fault)
      throw new Failure(`REDIS_URL: no connection to ${new URL(settings.redisUrl).host} (${fault}).`);
    return settings.redisUrl;
  }
  const startedAt = performance.now();
  let newest = startValkey({ preferredPort: preferredPorts.valkey });
  endings.add(async () => (await newest).stop());
  const valkey = await newest;
  noteChild(valkey.pid);
  done('Valkey (embedded)', startedAt);
  void keepValkey(valkey, endings, async (restarting) => {
    newest = restarting;
    noteChild((await restarting).pid);
  });
  return valkey.url;
}

/** Replaces it, on the same port, when it has died or no longer answers. */
async function keepValkey(
  first: ValkeyProcess,
  endings: Endings,
  onRestart: (valkey: Promise<ValkeyProcess>) => void,
): Promise<void> {
  let valkey = first;
  const preferredPort = Number(new URL(first.url).port);
  for (;;) {
    const died = await Promise.race([
      valkey.ended.then(() => true),
      delay(watchEveryMs, false, { ref: false }),
    ]);
    if (endings.ending) return;
    if (!died && !(await redisFault(valkey.url, watchEveryMs))) continue;
    if (endings.ending) return;
    say('! Valkey ended; starting it again');
    await valkey.stop();
    const restarting = startValkey({ preferredPort });
    onRestart(restarting);
    valkey = await restarting;
  }
}
