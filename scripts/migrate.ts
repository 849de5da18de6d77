import './use-running-services-as-owner';
import { bringUpToDate, fillEmptyMarket, keepMarket } from '@/scripts/start/migrate-and-seed';
import { readSettings } from '@/scripts/start/settings';
import { Failure } from './failure';

// `npm run migrate`: schema, the application's role, regions and categories, and with DEMO_MODE=true the demo market
// on an empty database. Safe to run at every deployment, also by several at once.

async function main(): Promise<void> {
  const settings = readSettings({ DEMO_MODE: 'false', ...process.env });
  const { databaseUrl, ownerDatabaseUrl, authSecret } = settings;
  if (!databaseUrl) throw new Failure('DATABASE_URL is not set.');
  if (!authSecret) throw new Failure('AUTH_SECRET is not set.');
  const { appUrl, ownerUrl } = await bringUpToDate({ databaseUrl, ownerDatabaseUrl, secret: authSecret });
  if (settings.demoMode) {
    await keepMarket(appUrl, settings.marketKind);
    await fillEmptyMarket({ databaseUrl: ownerUrl ?? appUrl, uploadDir: settings.uploadDir });
  }
}

main().catch((error) => {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
