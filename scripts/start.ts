import { buildIfNeeded } from '@/scripts/start/build';
import { claimDataFolder, keptReceiptKey, keptSecret, writeServices } from '@/scripts/start/data-folder';
import { bringUpToDate, fillEmptyMarket, keepMarket } from '@/scripts/start/migrate-and-seed';
import { processPlans } from '@/scripts/start/plans';
import { requireFreePorts } from '@/scripts/start/ports';
import { provideDatabase } from '@/scripts/start/postgres';
import { supervise } from '@/scripts/start/processes';
import { provideRedis } from '@/scripts/start/redis';
import { done, say } from '@/scripts/start/report';
import { readSettings, type StartSettings } from '@/scripts/start/settings';
import { createShutdownStack } from '@/scripts/start/shutdown-stack';
import { welcome } from '@/scripts/start/welcome';
import { loadDotEnv } from './dotenv';
import { Failure } from './failure';

// `npm start` and `npm run dev`: everything that the product needs, in one terminal. This file is the overview; each step
// is a file under `start/`.

type NoteChild = (pid: number) => void;

const dev = process.argv.includes('--dev');
const shutdown = createShutdownStack();

async function start(): Promise<void> {
  const startedAt = performance.now();
  loadDotEnv();
  const settings = readSettings(process.env);
  const claim = claimDataFolder(settings.dataDir);
  shutdown.add(claim.release);
  await requireFreePorts(settings.ports);
  const authSecret = settings.authSecret ?? keptSecret(settings.dataDir);
  // This process fills the demo market, whose records contain pseudonyms.
  process.env.AUTH_SECRET = authSecret;

  // The build needs no service, and the services need no build.
  const [, urls] = await Promise.all([
    buildWeb(settings),
    prepareServices(settings, authSecret, claim.noteChild),
  ]);

  shutdown.add(writeServices(settings.dataDir, { ...urls, demoMode: settings.demoMode }));
  const env = {
    ...process.env,
    DATABASE_URL: urls.databaseUrl,
    // The rights of the owner are for migrations alone. Empty rather than absent: Next would read it from `.env`.
    OWNER_DATABASE_URL: '',
    REDIS_URL: urls.redisUrl,
    AUTH_SECRET: authSecret,
    RECEIPT_SIGNING_KEY: settings.receiptKey ?? keptReceiptKey(settings.dataDir),
    DATA_DIR: settings.dataDir,
    UPLOAD_DIR: settings.uploadDir,
    DEMO_MODE: String(settings.demoMode),
  };
  await runProcesses(settings, env, claim.noteChild);
  welcome({ port: settings.ports.PORT, demoMode: settings.demoMode, startedAt });
}

async function buildWeb({ distDir, dataDir, uploadDir }: StartSettings): Promise<void> {
  if (dev) return;
  const startedAt = performance.now();
  const built = await buildIfNeeded({ distDir, except: [dataDir, uploadDir], signal: shutdown.signal });
  done(built ? 'Production build' : 'Production build is up to date', startedAt);
}

async function prepareServices(settings: StartSettings, authSecret: string, noteChild: NoteChild) {
  const [databaseUrl, redisUrl] = await Promise.all([
    provideDatabase(settings, shutdown),
    provideRedis(settings, shutdown, noteChild),
  ]);
  const { appUrl, ownerUrl } = await bringUpToDate({
    databaseUrl,
    ownerDatabaseUrl: settings.ownerDatabaseUrl,
    secret: authSecret,
  });
  await keepMarket(appUrl, settings.marketKind);
  if (settings.demoMode) {
    await fillEmptyMarket({ databaseUrl: ownerUrl ?? appUrl, uploadDir: settings.uploadDir });
  }
  return { databaseUrl: appUrl, ownerDatabaseUrl: ownerUrl, redisUrl };
}

async function runProcesses(
  settings: StartSettings,
  env: NodeJS.ProcessEnv,
  noteChild: NoteChild,
): Promise<void> {
  const startedAt = performance.now();
  const plans = processPlans({
    dev,
    env,
    ports: settings.ports,
    endsWithinMs: settings.shutdownWithinMs,
  });
  const processes = plans.map((plan) => supervise(plan, { onStarted: noteChild, onGivenUp: fail }));
  shutdown.add(() => Promise.all(processes.map((process) => process.stop())));
  await Promise.all(processes.map((process) => process.ready()));
  done(`${plans.map((plan) => plan.name).join(', ')} ready`, startedAt);
}

let leaving = false;

async function leave(code: number): Promise<void> {
  if (leaving) return;
  leaving = true;
  await shutdown.run();
  process.exit(code);
}

function fail(error: unknown): void {
  if (leaving) return;
  process.stderr.write(`${error instanceof Failure ? error.message : describe(error)}\n`);
  void leave(1);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!leaving) say('\nStopping …');
    void leave(0);
  });
}
process.on('uncaughtException', fail);
// The terminal may be gone while we still stop the processes.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

start().catch(fail);
