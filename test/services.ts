import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '@/db/migrate';
import { seedReferenceData } from '@/db/seed/reference-data';
import { startPostgres } from '@/scripts/embedded/postgres';
import { startValkey } from '@/scripts/embedded/valkey';
import { makeRunFolder } from './run-folder';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated database with the reference data, to be cloned; for the owner and for the application's role. */
    template: { ownerUrl: string; appUrl: string };
    /** One a worker. */
    redisUrls: string[];
  }
}

type Close = () => Promise<void>;

/** Before the first database test: PostgreSQL with the template, and a Valkey for each worker. Returns the end. */
export async function setup(project: TestProject): Promise<Close> {
  const [postgres, redis] = await Promise.all([openPostgres(), openRedis(project.config.maxWorkers)]);
  project.provide('template', postgres.template);
  project.provide('redisUrls', redis.urls);
  return async () => {
    await Promise.all([postgres.close(), redis.close()]);
  };
}

async function openPostgres(): Promise<{ template: { ownerUrl: string; appUrl: string }; close: Close }> {
  const name = `neighborbid_template_${randomBytes(4).toString('hex')}`;
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    const template = await createTemplate(given, name);
    return { template, close: () => query(given, `DROP DATABASE ${name}`) };
  }
  const folder = await makeRunFolder('test');
  const server = await startPostgres({
    folder: path.join(folder, 'postgres'),
    // A killed process loses nothing without fsync, only a power cut would; and hundreds of databases are made.
    settings: { fsync: 'off', full_page_writes: 'off' },
  });
  const template = await createTemplate(server.ownerUrl('postgres'), name);
  return {
    template,
    close: async () => {
      await server.stop();
      rmSync(server.folder, { recursive: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createTemplate(
  serverUrl: string,
  name: string,
): Promise<{ ownerUrl: string; appUrl: string }> {
  await query(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { appUrl } = await prepareDatabase({ databaseUrl: url.href, secret: name });
  const pool = new pg.Pool({ connectionString: url.href, max: 1 });
  await seedReferenceData(pool);
  await pool.end();
  return { ownerUrl: url.href, appUrl };
}

async function query(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function openRedis(workers: number): Promise<{ urls: string[]; close: Close }> {
  const given = process.env.TEST_REDIS_URL;
  if (given) return { urls: [given], close: async () => undefined };
  const servers = await Promise.all(Array.from({ length: workers }, () => startValkey()));
  return {
    urls: servers.map((server) => server.url),
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
