import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { loadDotEnv } from './dotenv';
import { projectRoot } from './project';

// Loaded before a command (`node --import tsx --import ./scripts/attach.ts …`), this lets it work beside a running
// `npm start`: what the environment does not set is taken from the data folder, where the runner left it.

const schema = z.object({
  databaseUrl: z.string(),
  ownerDatabaseUrl: z.string().optional(),
  redisUrl: z.string(),
  demoMode: z.boolean().default(false),
});

loadDotEnv();
const dataDir = path.resolve(projectRoot, process.env.DATA_DIR || '.data');

const servicesFile = path.join(dataDir, 'services.json');
if (existsSync(servicesFile)) {
  const services = schema.parse(JSON.parse(readFileSync(servicesFile, 'utf8')));
  // A further process of the same market, not one of another that happens to lie beside it.
  if (!process.env.DATABASE_URL || isSameDatabase(process.env.DATABASE_URL, services.databaseUrl)) {
    process.env.DEMO_MODE ||= String(services.demoMode);
  }
  // Both URLs of the database or none: one from here and one from elsewhere would be two databases.
  if (!process.env.DATABASE_URL) {
    process.env.DATABASE_URL = services.databaseUrl;
    if (services.ownerDatabaseUrl) process.env.OWNER_DATABASE_URL = services.ownerDatabaseUrl;
  }
  process.env.REDIS_URL ||= services.redisUrl;
}

const secretFile = path.join(dataDir, 'auth-secret');
if (!process.env.AUTH_SECRET && existsSync(secretFile)) {
  process.env.AUTH_SECRET = readFileSync(secretFile, 'utf8').trim();
}

function isSameDatabase(one: string, other: string): boolean {
  // A wrong one is named when the settings are checked, not here.
  if (!URL.canParse(one)) return false;
  const [a, b] = [new URL(one), new URL(other)];
  return a.host === b.host && a.pathname === b.pathname;
}
