import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { prepareDatabase } from '@/db/migrate';
import { seedReferenceData } from '@/db/seed/reference-data';
import { findFreePort } from '@/scripts/embedded/ports';
import { type PostgresServer, startPostgres } from '@/scripts/embedded/postgres';
import { startValkey, type ValkeyProcess } from '@/scripts/embedded/valkey';
import { isRunning } from '@/scripts/process-id';
import { processPlans } from '@/scripts/start/plans';
import { type Supervised, supervise } from '@/scripts/start/processes';
import { createShutdownStack } from '@/scripts/start/shutdown-stack';
import { makeRunFolder } from '@/test/run-folder';
import { startStandby } from '@/test/standby';
import { type FaultProxy, openFaultProxy } from '@/test/tcp-fault-proxy';

/** The database server that is the primary at this moment. */
export interface Database {
  /** For the role that owns the tables. */
  ownerUrl(): string;
  /** For the application's role, without the proxy. */
  appUrl(): string;
  /** Kills one of the application's sessions, which makes the whole server recover from its log. */
  crash(): Promise<void>;
  /** Kills the server and starts it again. */
  killAndStart(): Promise<void>;
  /** The standby stops receiving, then the primary is killed for good, and the standby takes over at its address. */
  failOver(): Promise<void>;
}

export interface Redis {
  /** Kills it; the server that is started instead is empty. */
  killAndStart(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  url: string;
}

/** One process of the product, which is started again when it ends. */
export interface ProductProcess {
  name: string;
  signal(name: NodeJS.Signals): void;
}

/** The whole product: two copies of each process, on a PostgreSQL with a synchronous standby, and on a Valkey. */
export interface World {
  database: Database;
  redis: Redis;
  /** Between web and workers and the database. */
  databaseWay: FaultProxy;
  /** Between web and workers and Redis. */
  redisWay: FaultProxy;
  /** Between the gateways and Redis. */
  gatewayRedisWay: FaultProxy;
  processes: ProductProcess[];
  webOrigins: string[];
  gatewayUrls: string[];
  workerOrigins: string[];
  close(): Promise<void>;
}

const COPIES = [1, 2];
const ENDS_WITHIN_MS = 7_000;
/** Transactions that the primary commits in this time, after the standby stopped receiving, must not be acknowledged to anybody. */
const LAST_MOMENT_MS = 1_500;

/** Starts all of it; the web application must have been built. */
export async function openWorld({ authSecret }: { authSecret: string }): Promise<World> {
  const shutdown = createShutdownStack();
  try {
    const folder = await makeRunFolder('chaos');
    shutdown.add(() => rmSync(folder, { recursive: true, force: true }));
    const { database, databaseWay } = await openDatabase(folder, shutdown.add);
    const redis = await openRedis(shutdown.add);
    const [redisWay, gatewayRedisWay] = [await openFaultProxy(redis.url), await openFaultProxy(redis.url)];
    shutdown.add(() => Promise.all([redisWay.close(), gatewayRedisWay.close()]));

    const processes: ProductProcess[] = [];
    const supervised: Supervised[] = [];
    shutdown.add(() => Promise.all(supervised.map((one) => one.stop())));
    const ports = [];
    for (const copy of COPIES) {
      const own = {
        PORT: await findFreePort(),
        REALTIME_PORT: await findFreePort(),
        WORKER_PORT: await findFreePort(),
      };
      ports.push(own);
      const env = {
        ...process.env,
        ...Object.fromEntries(Object.entries(own).map(([name, port]) => [name, String(port)])),
        DATABASE_URL: databaseWay.url,
        OWNER_DATABASE_URL: '',
        REDIS_URL: redisWay.url,
        AUTH_SECRET: authSecret,
        APP_URL: '',
        REALTIME_URL: '',
        DATA_DIR: path.join(folder, `data-${copy}`),
        UPLOAD_DIR: path.join(folder, 'uploads'),
        DEMO_MODE: 'true',
        LOG_LEVEL: process.env.CHAOS_LOG_LEVEL || 'fatal',
        // A deployment has more connections; these are enough here.
        DATABASE_POOL_SIZE: '8',
      };
      for (const plan of processPlans({ dev: false, env, ports: own, endsWithinMs: ENDS_WITHIN_MS })) {
        if (plan.name === 'gateway') plan.env = { ...plan.env, REDIS_URL: gatewayRedisWay.url };
        plan.name = `${plan.name} ${copy}`;
        let current = 0;
        supervised.push(
          supervise(plan, {
            onStarted: (pid) => {
              current = pid;
            },
            onGivenUp: (why) => {
              throw why;
            },
          }),
        );
        processes.push({ name: plan.name, signal: (name) => process.kill(current, name) });
      }
    }
    await Promise.all(supervised.map((one) => one.ready()));
    return {
      database,
      redis,
      databaseWay,
      redisWay,
      gatewayRedisWay,
      processes,
      webOrigins: ports.map(({ PORT }) => `http://127.0.0.1:${PORT}`),
      gatewayUrls: ports.map(({ REALTIME_PORT }) => `ws://127.0.0.1:${REALTIME_PORT}/ws`),
      workerOrigins: ports.map(({ WORKER_PORT }) => `http://127.0.0.1:${WORKER_PORT}`),
      close: () => shutdown.run(),
    };
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

type AtTheEnd = (undo: () => unknown) => void;

async function openDatabase(folder: string, atTheEnd: AtTheEnd) {
  let primary = await startPostgres({ folder: path.join(folder, 'postgres') });
  let standby: PostgresServer | undefined;
  atTheEnd(async () => {
    for (const server of [primary, standby]) {
      await server?.stop();
      if (server) rmSync(server.folder, { recursive: true, force: true });
    }
  });
  const { appUrl } = await prepareDatabase({ databaseUrl: primary.ownerUrl('postgres'), secret: 'chaos' });
  const owner = new pg.Pool({ connectionString: primary.ownerUrl('postgres'), max: 1 });
  await seedReferenceData(owner);
  await owner.end();
  const primarySettings = {
    // A commit counts only when the standby has it too: otherwise a failover would lose acknowledged transactions.
    synchronous_standby_names: '*',
    // The flush is slow, so that a crash finds many transactions under way.
    commit_delay: '5000',
    commit_siblings: '2',
  };
  const link = await openFaultProxy(primary.ownerUrl('postgres'));
  atTheEnd(() => link.close());
  ({ primary, standby } = await startStandby({ primary, link: link.url, settings: primarySettings }));
  const way = await openFaultProxy(appUrl);
  atTheEnd(() => way.close());
  const ownerUrl = () => primary.ownerUrl('postgres');

  const database: Database = {
    ownerUrl,
    appUrl: () => {
      const url = new URL(appUrl);
      url.port = new URL(ownerUrl()).port;
      return url.href;
    },
    async crash() {
      const [victim] = await ask(
        ownerUrl(),
        `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'neighborbid%'
         ORDER BY (query = 'COMMIT' AND state = 'active') DESC, state_change DESC LIMIT 1`,
      );
      if (victim) process.kill(victim.pid, 'SIGKILL');
    },
    async killAndStart() {
      const port = Number(new URL(ownerUrl()).port);
      await killPostmaster(primary);
      primary = await startAgain(primary, port, primarySettings);
    },
    async failOver() {
      if (!standby) throw new Error('there is one failover, and it has been');
      link.block();
      await pause(LAST_MOMENT_MS);
      way.strand();
      await killPostmaster(primary);
      const fallen = primary;
      await ask(standby.ownerUrl('postgres'), 'SELECT pg_promote()');
      primary = standby;
      standby = undefined;
      way.redirect(database.appUrl());
      rmSync(fallen.folder, { recursive: true, force: true });
    },
  };
  return { database, databaseWay: way };
}

async function killPostmaster({ folder }: PostgresServer): Promise<void> {
  const pid = Number.parseInt(readFileSync(path.join(folder, 'data', 'postmaster.pid'), 'utf8'), 10);
  process.kill(pid, 'SIGKILL');
  while (isRunning(pid, 'postgres')) await pause(20);
}

/** Its orphaned processes end one after the other; while one is left, no other server starts on its files. */
async function startAgain(server: PostgresServer, preferredPort: number, settings: Record<string, string>) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await startPostgres({ folder: server.folder, preferredPort, settings });
    } catch (error) {
      if (tries === 40) throw error;
      await pause(250);
    }
  }
}

async function openRedis(atTheEnd: AtTheEnd): Promise<Redis> {
  let valkey: ValkeyProcess = await startValkey();
  const { url } = valkey;
  atTheEnd(() => valkey.stop());
  return {
    url,
    signal: (name) => process.kill(valkey.pid, name),
    async killAndStart() {
      await valkey.stop();
      valkey = await startValkey({ preferredPort: Number(new URL(url).port) });
      if (valkey.url !== url) throw new Error('its port was taken meanwhile');
    },
  };
}

/** One query on a connection of its own, without any proxy. */
export async function ask(url: string, statement: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A session that holds rows. @returns a function that releases them */
export async function hold(url: string, statement: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`BEGIN; ${statement}`);
  return async () => {
    const ended = once(client, 'end');
    await client.query('ROLLBACK').catch(() => undefined);
    await client.end();
    await ended;
  };
}
