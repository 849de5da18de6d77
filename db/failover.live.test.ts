import { rmSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type PostgresServer, startPostgres } from '@/scripts/embedded/postgres';
import { startFaultProxy } from '@/test/fault-proxy';
import { makeRunFolder } from '@/test/run-folder';
import { startStandby } from '@/test/standby';
import { closeDatabase } from './client';
import { prepareDatabase } from './migrate';
import { isPassingFailure } from './passing-failure';
import { CommitUnknownError, withTransaction } from './transaction';

// A real primary with a real standby, and the application behind an address that follows the one that leads.

let folder: string;
let primary: PostgresServer;
let standby: PostgresServer;
let appUrl: string;

beforeAll(async () => {
  folder = await makeRunFolder('failover');
  primary = await startPostgres({ folder: path.join(folder, 'primary') });
  appUrl = (await prepareDatabase({ databaseUrl: primary.ownerUrl('postgres'), secret: 'failover' })).appUrl;
}, 60_000);

afterEach(async () => {
  await closeDatabase();
  delete process.env.DATABASE_URL;
});

afterAll(async () => {
  for (const server of [primary, standby]) {
    await server?.stop();
    rmSync(server?.folder ?? folder, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
});

async function ask(server: PostgresServer, statement: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: server.ownerUrl('postgres') });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

function write(topic: string): Promise<unknown> {
  return withTransaction((tx) =>
    tx.execute(sql`INSERT INTO outbox (topic, payload, created_at) VALUES (${topic}, '{}', now())`),
  );
}

async function topics(server: PostgresServer): Promise<string[]> {
  return (await ask(server, 'SELECT topic FROM outbox ORDER BY topic')).map(({ topic }) => topic as string);
}

it('does not report a transaction as done when the standby that was to confirm it did not', async () => {
  await ask(primary, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  await ask(primary, 'SELECT pg_reload_conf()');
  try {
    process.env.DATABASE_URL = appUrl;
    const lonely = write('lonely').catch((error: unknown) => error);
    // When it is cancelled, the server stops waiting, warns, and answers COMMIT all the same.
    await vi.waitFor(async () => {
      const cancelled = await ask(
        primary,
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query = 'COMMIT' AND wait_event = 'SyncRep'",
      );
      expect(cancelled).toHaveLength(1);
    }, 10_000);
    expect(await lonely).toBeInstanceOf(CommitUnknownError);
  } finally {
    await ask(primary, 'ALTER SYSTEM RESET synchronous_standby_names');
    await ask(primary, 'SELECT pg_reload_conf()');
  }
});

it('knows after a failover which transactions the new primary never received, and goes on there', async () => {
  const link = await startFaultProxy(primary.ownerUrl('postgres'));
  ({ primary, standby } = await startStandby({ primary, link: link.url }));
  const address = await startFaultProxy(appUrl);
  process.env.DATABASE_URL = address.url;
  await write('received');
  await vi.waitFor(async () => expect(await topics(standby)).toContain('received'), 10_000);

  link.block();
  const cut = address.cutAfter('COMMIT').then(() => address.down());
  const lost = write('lost').catch((error: unknown) => error);
  await cut;
  expect(await topics(primary)).toContain('lost');
  await ask(standby, 'SELECT pg_promote()');
  address.redirect(standby.ownerUrl('postgres'));
  await address.up();
  expect(isPassingFailure(await lost)).toBe(true);
  await vi.waitFor(() => write('afterwards'), 10_000);
  expect((await topics(standby)).filter((topic) => topic !== 'lonely')).toEqual(['afterwards', 'received']);

  // A primary that was replaced and still runs: its answer about a newer history counts for nothing.
  await closeDatabase();
  const cutAgain = address.cutBefore('COMMIT').then(() => address.redirect(primary.ownerUrl('postgres')));
  await expect(write('of the new history')).rejects.toThrow(CommitUnknownError);
  await cutAgain;
}, 60_000);
