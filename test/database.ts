import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject, onTestFinished, vi } from 'vitest';
import { closeDatabase, createPool } from '@/db/client';
import { allAreCounted } from '@/lib/rate-limit';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { auditLedger } from '@/lib/wallet/audit';
import { type FaultProxy, startFaultProxy } from './fault-proxy';

export interface TestDatabase {
  /** For the application's role, which owns nothing. */
  databaseUrl: string;
  /** For the role that owns the tables. */
  ownerDatabaseUrl: string;
  /** Removes it, and ends its connections. */
  drop(): Promise<void>;
}

/** A fresh database with the schema and the reference data, cloned from the template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('template');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const source = new URL(template.ownerUrl).pathname.slice(1);
  await queryServer(`CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY FILE_COPY`);
  return {
    databaseUrl: withDatabase(template.appUrl, name),
    ownerDatabaseUrl: withDatabase(template.ownerUrl, name),
    drop: async () => {
      await queryServer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

export interface TestDatabaseInUse {
  databaseUrl: string;
  ownerDatabaseUrl: string;
  /** A further pool, closed when the file ends. The application's own pool (`db/client.ts`) is closed without this. */
  openPool(role: 'application' | 'owner', max?: number): pg.Pool;
  /** Connects the application through a proxy that fails on demand, for the rest of the test. */
  throughProxy(): Promise<FaultProxy>;
}

/**
 * Gives the test file a database of its own: `DATABASE_URL` points at it, so that everything in `lib` uses it;
 * `asOwner` (test/market.ts) finds the owner by `OWNER_DATABASE_URL`.
 *
 * When the file ends, its books must add up and all connections must be closed.
 *
 * @param audit  false for a file that spoils the books on purpose
 * @returns a handle whose fields may be read when the tests run, not before
 */
export function testDatabase({ audit = true } = {}): TestDatabaseInUse {
  let current: TestDatabase | undefined;
  const pools: pg.Pool[] = [];

  function get(): TestDatabase {
    if (!current)
      throw new Error('the test database exists once the tests run: read it inside of a test or hook');
    return current;
  }

  beforeAll(async () => {
    current = await createTestDatabase();
    process.env.DATABASE_URL = current.databaseUrl;
    process.env.OWNER_DATABASE_URL = current.ownerDatabaseUrl;
  });

  afterAll(async () => {
    const used = get();
    try {
      // Otherwise they could open a connection again while the following checks run.
      await Promise.all([flushAnnounced(), allAreCounted()]);
      await Promise.all([closeDatabase(), ...pools.map((pool) => pool.end())]);
      await expectNobodyConnected(used);
      if (audit) await expectBooksToAddUp(used);
    } finally {
      delete process.env.DATABASE_URL;
      delete process.env.OWNER_DATABASE_URL;
      await used.drop();
    }
  });

  return {
    get databaseUrl() {
      return get().databaseUrl;
    },
    get ownerDatabaseUrl() {
      return get().ownerDatabaseUrl;
    },
    openPool(role, max = 10) {
      const { databaseUrl, ownerDatabaseUrl } = get();
      const pool = createPool({ connectionString: role === 'owner' ? ownerDatabaseUrl : databaseUrl, max });
      pools.push(pool);
      return pool;
    },
    async throughProxy() {
      const { databaseUrl } = get();
      const proxy = await startFaultProxy(databaseUrl);
      await closeDatabase();
      process.env.DATABASE_URL = proxy.url;
      onTestFinished(async () => {
        await closeDatabase();
        process.env.DATABASE_URL = databaseUrl;
      });
      return proxy;
    },
  };
}

async function expectBooksToAddUp({ databaseUrl }: TestDatabase): Promise<void> {
  const pool = createPool({ connectionString: databaseUrl, max: 1 });
  try {
    const findings = await auditLedger(pool);
    if (findings.length > 0) throw new Error(`the books do not add up: ${JSON.stringify(findings, null, 2)}`);
  } finally {
    await pool.end();
  }
}

/** A closed session leaves the server's list a moment after its socket, therefore this waits; sessions that are still open are named. */
async function expectNobodyConnected({ databaseUrl }: TestDatabase): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  await vi.waitFor(
    async () => {
      const sessions = await queryServer(
        `SELECT usename, application_name, state, query FROM pg_stat_activity WHERE datname = '${name}'`,
      );
      if (sessions.length > 0) {
        throw new Error(`the tests left ${sessions.length} connections open: ${JSON.stringify(sessions)}`);
      }
    },
    { interval: 20 },
  );
}

async function queryServer(sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: withDatabase(inject('template').ownerUrl, 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query(sql);
    return rows;
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
