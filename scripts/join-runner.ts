import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { loadDotEnv } from './dotenv';
import { projectRoot } from './project';

const schema = z.object({
  databaseUrl: z.string(),
  ownerDatabaseUrl: z.string().optional(),
  redisUrl: z.string(),
  demoMode: z.boolean().default(false),
});

/**
 * Lets a command work beside a running `npm start`: settings that neither the environment nor `.env` holds are taken from
 * the data folder, where the runner left them.
 *
 * @param options.asOwner  keep the URL of the owner of the tables; without it the URL is removed, wherever it was set
 */
export function joinRunner({ asOwner }: { asOwner: boolean }): void {
  loadDotEnv();
  const dataDir = path.resolve(projectRoot, process.env.DATA_DIR || '.data');
  takeServices(path.join(dataDir, 'services.json'));
  takeSecret('AUTH_SECRET', path.join(dataDir, 'auth-secret'));
  takeSecret('RECEIPT_SIGNING_KEY', path.join(dataDir, 'receipt-key'));
  // Empty rather than absent: Next would read an absent one from `.env` by itself.
  if (!asOwner) process.env.OWNER_DATABASE_URL = '';
}

function takeSecret(setting: 'AUTH_SECRET' | 'RECEIPT_SIGNING_KEY', file: string): void {
  if (!process.env[setting] && existsSync(file)) process.env[setting] = readFileSync(file, 'utf8').trim();
}

function takeServices(file: string): void {
  if (!existsSync(file)) return;
  const services = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  // Only for a further process of the same market, not for one of another market in the same folder.
  if (!process.env.DATABASE_URL || isSameDatabase(process.env.DATABASE_URL, services.databaseUrl)) {
    process.env.DEMO_MODE ||= String(services.demoMode);
  }
  // Both URLs of the database or none: one from here and one from elsewhere could mean two databases.
  if (!process.env.DATABASE_URL) {
    process.env.DATABASE_URL = services.databaseUrl;
    if (services.ownerDatabaseUrl) process.env.OWNER_DATABASE_URL = services.ownerDatabaseUrl;
  }
  process.env.REDIS_URL ||= services.redisUrl;
}

function isSameDatabase(one: string, other: string): boolean {
  // A malformed URL is reported when the settings are checked, not here.
  if (!URL.canParse(one)) return false;
  const [a, b] = [new URL(one), new URL(other)];
  return a.host === b.host && a.pathname === b.pathname;
}
