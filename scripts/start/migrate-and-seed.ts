import pg from 'pg';
import { DatabaseSetupError } from '@/db/connect';
import { type PreparedDatabase, prepareDatabase } from '@/db/migrate';
import { seedReferenceData } from '@/db/seed/reference-data';
import { fillNicknameKeys } from '@/lib/accounts/fill-nickname-keys';
import { claimMarket, type MarketKind, OtherMarketError } from '@/lib/accounts/market-kind';
import { Failure } from '@/scripts/failure';
import { done, progressOf, say } from './report';

/**
 * Brings the database up to date: schema, the application's role, regions and categories.
 *
 * @throws Failure naming the variable at fault
 */
export async function bringUpToDate(options: {
  databaseUrl: string;
  ownerDatabaseUrl: string | undefined;
  secret: string;
}): Promise<PreparedDatabase> {
  const startedAt = performance.now();
  const prepared = await prepare(options);
  if (prepared.ownerUrl) await seedReference(prepared.ownerUrl);
  const count = prepared.migrationsRun;
  done(`Database up to date (${count === 0 ? 'nothing to migrate' : `${count} migrations`})`, startedAt);
  return prepared;
}

async function prepare(options: {
  databaseUrl: string;
  ownerDatabaseUrl: string | undefined;
  secret: string;
}): Promise<PreparedDatabase> {
  try {
    return await prepareDatabase({ ...options, onNote: (sentence) => say(`  ${sentence}`) });
  } catch (error) {
    if (error instanceof DatabaseSetupError) throw new Failure(error.message);
    throw error;
  }
}

async function seedReference(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  try {
    await seedReferenceData(pool);
    await fillNicknameKeys(pool);
  } finally {
    await pool.end();
  }
}

/**
 * Makes sure that the database holds a market of this kind, or none yet, before anything is written into it.
 *
 * @throws Failure that says what to do
 */
export async function keepMarket(databaseUrl: string, kind: MarketKind): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await claimMarket(client, kind);
  } catch (error) {
    if (error instanceof OtherMarketError) throw new Failure(error.message);
    throw error;
  } finally {
    await client.end();
  }
}

/**
 * Fills a database without people with the demo market. A database with people is left alone.
 *
 * @param options.databaseUrl  the URL of the owner where it is known: no other role may make the market's operator
 */
export async function fillEmptyMarket(options: { databaseUrl: string; uploadDir: string }): Promise<void> {
  if (await hasPeople(options.databaseUrl)) return;
  const startedAt = performance.now();
  // Loaded only now: it brings the image library along, and most starts find a market with people.
  const { seedDemoMarket } = await import('@/demo/seed-demo-market');
  await seedDemoMarket({ ...options, onProgress: progressOf('Demo market') });
  done('Demo market', startedAt);
}

async function hasPeople(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM users) AS found');
    return rows[0]?.found ?? false;
  } finally {
    await client.end();
  }
}
