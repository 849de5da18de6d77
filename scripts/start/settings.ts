import path from 'node:path';
import { z } from 'zod';
import { kindOf, type MarketKind } from '@/lib/accounts/market-kind';
import { EnvError, parseEnv, parseSettings, settingSchemas } from '@/lib/env';
import { Failure } from '@/scripts/failure';
import { projectRoot } from '@/scripts/project';

/** The environment as it was given, before the runner fills in the services of its own. */
export interface StartSettings {
  /** Absent: run our own PostgreSQL. */
  databaseUrl: string | undefined;
  ownerDatabaseUrl: string | undefined;
  /** Absent: run our own Valkey. */
  redisUrl: string | undefined;
  /** Absent: use the one that is kept in `dataDir`. */
  authSecret: string | undefined;
  /** Absent: use the one that is kept in `dataDir`. */
  receiptKey: string | undefined;
  dataDir: string;
  uploadDir: string;
  demoMode: boolean;
  marketKind: MarketKind;
  ports: { PORT: number; REALTIME_PORT: number; WORKER_PORT: number };
  /** How long a process may take to end. */
  shutdownWithinMs: number;
  /** The folder of Next's build. */
  distDir: string;
}

const placeholders = {
  DATABASE_URL: 'postgres://127.0.0.1/neighborbid',
  REDIS_URL: 'redis://127.0.0.1',
  AUTH_SECRET: 'to be read from the data folder later on',
};

const ownerSchema = z.object({ OWNER_DATABASE_URL: settingSchemas.DATABASE_URL.optional() });

/**
 * Checks the environment before anything is started.
 *
 * @throws Failure naming the variables at fault
 */
export function readSettings(source: Record<string, string | undefined>): StartSettings {
  const given: Record<string, string | undefined> = { DEMO_MODE: 'true', ...withoutEmpty(source) };
  const env = checked(() => parseEnv({ ...placeholders, ...given }));
  const { OWNER_DATABASE_URL } = checked(() => parseSettings(ownerSchema, given));
  if (OWNER_DATABASE_URL && !given.DATABASE_URL) {
    throw new Failure(
      "OWNER_DATABASE_URL needs DATABASE_URL beside it: the application's own role on that database.",
    );
  }
  const { PORT, REALTIME_PORT, WORKER_PORT } = env;
  return {
    databaseUrl: given.DATABASE_URL,
    ownerDatabaseUrl: OWNER_DATABASE_URL,
    redisUrl: given.REDIS_URL,
    authSecret: given.AUTH_SECRET,
    receiptKey: given.RECEIPT_SIGNING_KEY,
    dataDir: path.resolve(projectRoot, env.DATA_DIR),
    uploadDir: path.resolve(projectRoot, env.UPLOAD_DIR),
    demoMode: env.DEMO_MODE,
    marketKind: kindOf(env),
    ports: { PORT, REALTIME_PORT, WORKER_PORT },
    shutdownWithinMs: env.SHUTDOWN_WITHIN_MS,
    distDir: path.resolve(projectRoot, env.NEXT_DIST_DIR),
  };
}

function checked<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof EnvError) throw new Failure(`Wrong setting: ${error.message}.`);
    throw error;
  }
}

/** An empty variable counts as absent, as in `lib/env.ts`. */
function withoutEmpty(source: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
}
