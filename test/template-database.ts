import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '@/db/migrate';
import { seedReferenceData } from '@/db/seed/reference-data';
import { startPostgres } from '@/scripts/embedded/postgres';
import { makeRunFolder } from './run-folder';

type Template = { ownerUrl: string; appUrl: string };
type Close = () => Promise<void>;

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated database with the reference data, to be cloned; for the owner and for the application's role. */
    template: Template;
  }
}

/** Runs before the first database test: starts PostgreSQL with the template. Returns a function that ends it. */
export async function setup(project: TestProject): Promise<Close> {
  const { template, close } = await openTemplate();
  project.provide('template', template);
  return close;
}

async function openTemplate(): Promise<{ template: Template; close: Close }> {
  const name = `neighborbid_template_${randomBytes(4).toString('hex')}`;
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    const template = await createTemplate(given, name);
    return { template, close: () => query(given, `DROP DATABASE ${name}`) };
  }
  const folder = await makeRunFolder('test');
  const server = await startPostgres({
    folder: path.join(folder, 'postgres'),
    // Without fsync, only a power cut loses data, not a killed process; and hundreds of databases are made.
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

async function createTemplate(serverUrl: string, name: string): Promise<Template> {
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
