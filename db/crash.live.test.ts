import { rmSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type PostgresServer, startPostgres } from '@/scripts/embedded/postgres';
import { makeRunFolder } from '@/test/run-folder';
import { closeDatabase } from './client';
import { prepareDatabase } from './migrate';
import { isPassingFailure } from './passing-failure';
import { CommitUnknownError, withTransaction } from './transaction';

// A real PostgreSQL that flushes slowly and crashes under its writers: each write that was acknowledged is there
// afterwards, and none that was reported as not done. One killed backend makes the whole server recover from its log.

const WRITERS = 6;
const CRASHES = 6;

let folder: string;
let server: PostgresServer;
let owner: pg.Pool;

beforeAll(async () => {
  folder = await makeRunFolder('crash');
  server = await startPostgres({
    folder: path.join(folder, 'postgres'),
    // Each COMMIT waits before it flushes, so that a crash finds many that have been sent and are not durable.
    settings: { commit_delay: '40000', commit_siblings: '0' },
  });
  const ownerUrl = server.ownerUrl('postgres');
  const { appUrl } = await prepareDatabase({ databaseUrl: ownerUrl, secret: 'crash' });
  owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  owner.on('error', () => undefined);
  process.env.DATABASE_URL = appUrl;
}, 60_000);

afterAll(async () => {
  await closeDatabase();
  delete process.env.DATABASE_URL;
  await owner.end();
  await server.stop();
  rmSync(server.folder, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

type Told = { done: string[]; notDone: string[]; unknown: string[] };

/** Writes one row in each transaction until it is told to stop, and sorts the rows by the answer to each. */
async function keepWriting(writer: string, told: Told, goesOn: () => boolean): Promise<void> {
  for (let turn = 0; goesOn(); turn += 1) {
    const topic = `${writer} ${turn}`;
    try {
      await withTransaction((tx) =>
        tx.execute(sql`INSERT INTO outbox (topic, payload, created_at) VALUES (${topic}, '{}', now())`),
      );
      told.done.push(topic);
    } catch (error) {
      if (error instanceof CommitUnknownError) told.unknown.push(topic);
      else if (isPassingFailure(error)) told.notDone.push(topic);
      else throw error;
    }
  }
}

/** Kills one of the writers' backends; PostgreSQL then ends all of them and recovers. */
async function crash(): Promise<void> {
  const { rows } = await owner.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE application_name = 'neighborbid' AND state = 'active' AND query = 'COMMIT' LIMIT 1`,
  );
  const [victim] = rows;
  if (!victim) throw new Error('nobody is committing');
  process.kill(victim.pid, 'SIGKILL');
}

it('loses no acknowledged write over many crashes, and keeps none that was reported as not done', async () => {
  const told: Told = { done: [], notDone: [], unknown: [] };
  for (let round = 0; round < CRASHES; round += 1) {
    let goesOn = true;
    const start = (name: string) =>
      Array.from({ length: WRITERS }, (_, index) =>
        keepWriting(`${round} ${name} ${index}`, told, () => goesOn),
      );
    const writersBefore = start('before');
    const done = told.done.length;
    await vi.waitFor(() => expect(told.done.length).toBeGreaterThan(done + 2 * WRITERS), 20_000);
    await vi.waitFor(crash, { timeout: 20_000, interval: 5 });
    // New transactions arrive meanwhile. Once it has recovered, the server assigns them the ids of those that it lost.
    const writersAfter = start('after');
    const doneAtCrash = told.done.length;
    await vi.waitFor(() => expect(told.done.length).toBeGreaterThan(doneAtCrash + 4 * WRITERS), 20_000);
    goesOn = false;
    await Promise.all([...writersBefore, ...writersAfter]);
  }
  const { rows } = await owner.query<{ topic: string }>('SELECT topic FROM outbox');
  const there = new Set(rows.map(({ topic }) => topic));
  expect(told.done.filter((topic) => !there.has(topic))).toEqual([]);
  expect(told.notDone.filter((topic) => there.has(topic))).toEqual([]);
  expect(told.notDone.length).toBeGreaterThan(0);
  // After so short a recovery nobody is left in doubt.
  expect(told.unknown).toEqual([]);
}, 180_000);
