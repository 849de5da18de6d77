import type pg from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '@/db/connect';
import { testDatabase } from '@/test/database';
import { parseMigration } from './migration';
import { type Pace, runMigrations } from './run-migrations';
import { takeTurn } from './take-turn';

const db = testDatabase();
const FAST: Pace = { lockTimeoutMs: 100, pauseMs: 20, attempts: 1_000 };

let last = 0;

/** A migration that the database of this file has not seen, and that is checked as new ones are. */
function migration(...statements: string[]) {
  last += 1;
  return parseMigration({
    tag: `9${String(last).padStart(3, '0')}_test`,
    createdAt: 9_000_000_000_000 + last,
    sql: statements.join('--> statement-breakpoint\n'),
    careful: true,
  });
}

async function owner(): Promise<pg.Client> {
  const client = await connect('DATABASE_URL', db.ownerDatabaseUrl);
  onTestFinished(() => client.end());
  return client;
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS found', [name]);
  return rows[0].found;
}

test('a migration that fails leaves nothing of itself and those before it applied; the next run continues there', async () => {
  const client = await owner();
  const first = migration('CREATE TABLE first_table (id int);');
  const failing = migration('CREATE TABLE second_table (id int);', 'SELECT 1 / 0;');
  await expect(runMigrations(client, [first, failing], { pace: FAST })).rejects.toThrow(
    `${failing.tag} failed (division by zero)`,
  );
  expect([await exists(client, 'first_table'), await exists(client, 'second_table')]).toEqual([true, false]);

  const corrected = { ...migration('CREATE TABLE second_table (id int);'), createdAt: failing.createdAt };
  expect(await runMigrations(client, [first, corrected], { pace: FAST })).toBe(1);
  expect(await runMigrations(client, [first, corrected], { pace: FAST })).toBe(0);
});

test('a migration of a table with a long reader lets those behind it pass, and still gets its turn', async () => {
  const [client, reader, writer] = [await owner(), await owner(), await owner()];
  await reader.query('BEGIN; SELECT count(*) FROM regions');
  const waits = vi.fn();
  const running = runMigrations(client, [migration('ALTER TABLE regions ADD COLUMN note text;')], {
    pace: FAST,
    onNote: waits,
  });
  await vi.waitFor(
    () => expect(waits).toHaveBeenCalledWith(expect.stringContaining('neighborbid setup')),
    10_000,
  );

  // Each waits behind the migration for its hundred milliseconds at most. Behind a migration without a limit, each would
  // wait until the reader ends.
  await writer.query('SET lock_timeout = 20000');
  for (let i = 0; i < 20; i++) await writer.query('UPDATE regions SET name = name WHERE depth = 1');
  await reader.query('COMMIT');
  expect(await running).toBe(1);
});

test('a migration that never gets its lock names the process that has it, and leaves nothing half done', async () => {
  const [client, reader] = [await owner(), await owner()];
  await reader.query('BEGIN; SELECT count(*) FROM regions');
  const waiting = migration('CREATE TABLE half_done (id int);', 'ALTER TABLE regions ADD COLUMN other text;');
  await expect(runMigrations(client, [waiting], { pace: { ...FAST, attempts: 2 } })).rejects.toThrow(
    /in use at each of 2 attempts \(process \d+, neighborbid setup\)/,
  );
  expect(await exists(client, 'half_done')).toBe(false);
  await reader.query('COMMIT');
});

test('of two copies, one builds the index while the market runs and the other waits for its turn', async () => {
  const building = migration('CREATE INDEX CONCURRENTLY bids_by_turns ON bids (created_at);');
  const [first, second, reader, onlooker] = [await owner(), await owner(), await owner(), await owner()];
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM bids');
  await takeTurn(first, () => undefined);
  const waits = vi.fn();
  const turn = takeTurn(second, waits);
  const notes = vi.fn();
  const running = runMigrations(first, [building], { pace: { ...FAST, lockTimeoutMs: 1 }, onNote: notes });
  // The build has begun. It waits for the reader and not for the copy that waits for its turn.
  await vi.waitFor(async () => {
    expect(await exists(onlooker, 'bids_by_turns')).toBe(true);
    const building = await onlooker.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
         AND query LIKE 'CREATE INDEX CONCURRENTLY%'`,
    );
    expect(building.rows).toHaveLength(1);
  }, 10_000);
  await reader.query('COMMIT');
  expect(await running).toBe(1);
  // Nobody waits behind it, so it need not give up.
  expect(notes).not.toHaveBeenCalledWith(expect.stringContaining('waits for a table'));
  expect(waits).toHaveBeenCalledTimes(1);
  await first.end();
  await turn;
  expect(await runMigrations(second, [building], { pace: FAST })).toBe(0);
});

test('after a run that died while it built an index, the next keeps the finished steps and builds the index again', async () => {
  const [reader, next] = [await owner(), await owner()];
  const dying = await owner();
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM regions');
  const building = migration(
    'ALTER TABLE bids ADD COLUMN remark text;',
    'CREATE INDEX CONCURRENTLY bids_remark ON bids (remark);',
    'CREATE TABLE after_the_index (id int);',
  );
  const running = expect(runMigrations(dying, [building], { pace: FAST })).rejects.toThrow(
    /was broken off with its connection .*; what was finished before stays/,
  );
  const state = "SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('bids_remark')";
  await vi.waitFor(async () => expect((await next.query(state)).rows).toEqual([{ valid: false }]), 10_000);
  await next.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND datname = current_database()",
  );
  await running;
  await reader.query('COMMIT');
  expect((await next.query(state)).rows).toEqual([{ valid: false }]);

  expect(await runMigrations(next, [building], { pace: FAST })).toBe(1);
  expect((await next.query(state)).rows).toEqual([{ valid: true }]);
  expect(await exists(next, 'after_the_index')).toBe(true);
});

test('a run that stopped in the middle is not continued when a finished step was changed', async () => {
  const client = await owner();
  const stopping = migration('CREATE TABLE changed_behind (id int);', 'DROP INDEX CONCURRENTLY not_there;');
  await expect(runMigrations(client, [stopping], { pace: FAST })).rejects.toThrow('not_there');
  const changed = {
    ...migration('CREATE TABLE changed_behind (id bigint);', 'DROP INDEX CONCURRENTLY IF EXISTS not_there;'),
    createdAt: stopping.createdAt,
  };
  await expect(runMigrations(client, [changed], { pace: FAST })).rejects.toThrow('has been changed since');
});

test('an index that cannot be built leaves no remains that writers would have to maintain', async () => {
  const client = await owner();
  const failing = migration('CREATE UNIQUE INDEX CONCURRENTLY regions_one_a_depth ON regions (depth);');
  await expect(runMigrations(client, [failing], { pace: FAST })).rejects.toThrow(
    'could not create unique index',
  );
  expect(await exists(client, 'regions_one_a_depth')).toBe(false);
});

test.each([
  ['another type', 'ALTER TABLE auctions ALTER COLUMN bid_count TYPE bigint;', 'rewrite all of "auctions"'],
  [
    'a computed column',
    'ALTER TABLE bids ADD COLUMN doubled numeric GENERATED ALWAYS AS (amount * 2) STORED;',
    'rewrite all of "bids"',
  ],
  [
    'a default that differs by row',
    'ALTER TABLE transactions ADD COLUMN mark uuid DEFAULT gen_random_uuid();',
    'rewrite all of "transactions"',
  ],
  ['VACUUM by another name', 'CLUSTER bids USING bids_pkey;', 'rewrite all of "bids"'],
  ['its end', 'DROP TABLE notifications CASCADE;', 'rewrite all of "notifications"'],
  ['an index', 'CREATE INDEX auctions_by_title ON auctions (title);', 'read all of "auctions"'],
  [
    'an index, with a reason that is about another table',
    '-- reads bids under its lock: there are few\nCREATE INDEX auctions_by_title ON auctions (title);',
    'read all of "auctions"',
  ],
  [
    'a unique constraint',
    'ALTER TABLE transactions ADD CONSTRAINT one_a_bid UNIQUE (bid_id, type, id);',
    'read all of "transactions"',
  ],
  ['a check', 'ALTER TABLE bids ADD CONSTRAINT above_zero CHECK (amount > 0);', 'read all of "bids"'],
  [
    'a check that is added and validated at once',
    'ALTER TABLE bids ADD CONSTRAINT above_zero CHECK (amount > 0) NOT VALID, VALIDATE CONSTRAINT above_zero;',
    'read all of "bids"',
  ],
  [
    'a reference',
    'ALTER TABLE bids ADD CONSTRAINT again FOREIGN KEY (auction_id) REFERENCES auctions (id);',
    'read all of "bids"',
  ],
  [
    'NOT NULL',
    'ALTER TABLE transactions ALTER COLUMN description SET NOT NULL;',
    'read all of "transactions"',
  ],
  [
    'a backfill beside a new column',
    'ALTER TABLE auctions ADD COLUMN n int; UPDATE auctions SET n = 1;',
    'read all of "auctions"',
  ],
])('refused on a large table, although it is empty: %s', async (_what, statement, fault) => {
  const client = await owner();
  const refused = migration('CREATE TABLE beside_it (id int);', statement);
  await expect(runMigrations(client, [refused], { pace: FAST })).rejects.toThrow(
    new RegExp(`^${refused.tag} is refused: it would ${fault}`),
  );
  expect(await exists(client, 'beside_it')).toBe(false);
});

test.each([
  ['a look at all of it', ['CREATE TABLE counted AS SELECT count(*) FROM bids;']],
  ['a column', ['ALTER TABLE auctions ADD COLUMN plain text, ADD COLUMN counted int DEFAULT 0 NOT NULL;']],
  [
    'an index',
    [
      'CREATE INDEX CONCURRENTLY auctions_by_version ON auctions (version);',
      'DROP INDEX CONCURRENTLY auctions_by_version;',
    ],
  ],
  [
    'a check',
    [
      'ALTER TABLE bids ADD CONSTRAINT above_zero CHECK (amount > 0) NOT VALID;',
      'ALTER TABLE bids VALIDATE CONSTRAINT above_zero;',
    ],
  ],
  [
    'NOT NULL after its check',
    [
      'ALTER TABLE bids ADD COLUMN word text; ALTER TABLE bids ADD CONSTRAINT has_word CHECK (word IS NOT NULL) NOT VALID;',
      'ALTER TABLE bids VALIDATE CONSTRAINT has_word;',
      'ALTER TABLE bids ALTER COLUMN word SET NOT NULL; ALTER TABLE bids DROP CONSTRAINT has_word;',
    ],
  ],
  [
    'a unique constraint',
    [
      'CREATE UNIQUE INDEX CONCURRENTLY one_a_bid ON transactions (bid_id, type, id);',
      'ALTER TABLE transactions ADD CONSTRAINT one_a_bid UNIQUE USING INDEX one_a_bid;',
    ],
  ],
  [
    'a wider number that no check names',
    [
      'ALTER TABLE bids ADD COLUMN fee numeric(12,0);',
      'ALTER TABLE bids ALTER COLUMN fee TYPE numeric(18,0);',
    ],
  ],
  [
    'a scan that the migration gives a reason for',
    [
      '-- reads notifications under its lock: a day old at most, swept\nALTER TABLE notifications ADD CONSTRAINT old_enough CHECK (id > 0);',
    ],
  ],
  [
    'a backfill in portions',
    [
      '-- outside a transaction\nDO $$ BEGIN UPDATE notifications SET created_at = created_at WHERE id < 100; COMMIT; END $$;',
    ],
  ],
])('taken on a large table: %s', async (_what, statements) => {
  const client = await owner();
  expect(await runMigrations(client, [migration(...statements)], { pace: FAST })).toBe(1);
});
