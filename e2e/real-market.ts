import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { prepareDatabase } from '@/db/migrate';
import { seedReferenceData } from '@/db/seed/reference-data';
import { projectRoot } from '@/scripts/project';
import { folderNote } from '@/test/run-folder';
import { startWebCopy } from './web-copy';

/** A market of real money: a database of its own beside the demo market, and a web process for it. */
export type RealMarket = {
  origin: string;
  /** Gives a member the role of an operator. */
  appoint(username: string): void;
  /** Ends the process, audits the books, and drops the database. */
  stop(): Promise<void>;
};

export async function startRealMarket(settings: Record<string, string>): Promise<RealMarket> {
  const dataDir = readFileSync(folderNote(process.env.E2E_PORT ?? ''), 'utf8');
  const services = JSON.parse(readFileSync(path.join(dataDir, 'services.json'), 'utf8'));
  const name = `real_${randomBytes(4).toString('hex')}`;
  await run(services.ownerDatabaseUrl, `CREATE DATABASE ${name}`);
  const ownerUrl = new URL(services.ownerDatabaseUrl);
  ownerUrl.pathname = `/${name}`;
  const { appUrl } = await prepareDatabase({ databaseUrl: ownerUrl.href, secret: name });
  const pool = new pg.Pool({ connectionString: ownerUrl.href, max: 1 });
  await seedReferenceData(pool);
  await pool.end();
  const web = await startWebCopy({ ...settings, DATABASE_URL: appUrl, DEMO_MODE: 'false' });
  const command = (script: string, ...args: string[]) =>
    execFileSync(process.execPath, ['--import', 'tsx', path.join('scripts', script), ...args], {
      cwd: projectRoot,
      env: { ...process.env, DATABASE_URL: ownerUrl.href },
    });
  return {
    origin: web.origin,
    appoint: (username) => void command('make-operator.ts', username),
    async stop() {
      await web.stop();
      command('audit.ts');
      await run(services.ownerDatabaseUrl, `DROP DATABASE ${name}`);
    },
  };
}

async function run(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
