import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { testDatabase } from '@/test/database';
import { startFaultProxy } from '@/test/fault-proxy';
import { closeDatabase, createPool, database, databasePool, statementName } from './client';
import { proveWritable } from './health';
import { isPassingFailure } from './passing-failure';
import { type Transaction, withTransaction } from './transaction';

const db = testDatabase();
/** The longest wait, long enough for a busy machine. */
const PATIENCE_MS = 10_000;

afterEach(async () => {
  delete process.env.DATABASE_POOL_SIZE;
  await closeDatabase();
  await asOwner('DELETE FROM outbox');
});

async function asOwner(statement: string, values: unknown[] = []) {
  return (await db.openPool('owner', 1).query(statement, values)).rows;
}

function write(tx: Transaction, topic: string) {
  return tx.execute(sql`INSERT INTO outbox (topic, payload, created_at) VALUES (${topic}, '{}', now())`);
}

async function written(): Promise<string[]> {
  const rows = await asOwner('SELECT topic FROM outbox ORDER BY topic');
  return rows.map(({ topic }) => topic as string);
}

/** The number of sessions of this database that wait for an advisory lock. */
async function waitingForAdvisoryLock(): Promise<number> {
  const [row] = await asOwner(
    `SELECT count(*)::int AS sessions FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'`,
  );
  return row?.sessions as number;
}

/** The number of sessions of this database that wait for a table. */
async function waitingForTable(): Promise<number> {
  const [row] = await asOwner(
    `SELECT count(*)::int AS sessions FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'relation'`,
  );
  return row?.sessions as number;
}

async function committedByWitness(): Promise<string> {
  const [row] = await asOwner('SELECT sum(number)::text AS transactions FROM commit_witnesses');
  return row?.transactions as string;
}

/** Makes every COMMIT that wrote to the outbox wait until `release` is called. */
async function holdCommits(): Promise<{ release(): Promise<void> }> {
  const holder = await db.openPool('owner', 1).connect();
  await holder.query(`
    CREATE OR REPLACE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NULL; END $$`);
  await holder.query(`
    CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait_at_commit()`);
  await holder.query('SELECT pg_advisory_lock(1)');
  onTestFinished(async () => {
    await holder.query('SELECT pg_advisory_unlock_all()');
    await holder.query('DROP TRIGGER wait_at_commit ON outbox');
    holder.release();
  });
  return {
    release: async () => {
      await holder.query('SELECT pg_advisory_unlock(1)');
    },
  };
}

describe('a COMMIT whose answer is lost', () => {
  it('is known to have taken effect, also when every connection lost one and was replaced', async () => {
    process.env.DATABASE_POOL_SIZE = '2';
    const proxy = await db.throughProxy();
    const commits = await holdCommits();
    const blocker = await db.openPool('owner', 1).connect();
    await blocker.query('BEGIN; LOCK TABLE rate_limits IN ACCESS EXCLUSIVE MODE');
    const both = ['one', 'other'].map((topic) => withTransaction((tx) => write(tx, topic)));
    await vi.waitFor(async () => expect(await waitingForAdvisoryLock()).toBe(2), PATIENCE_MS);
    const others = Array.from({ length: 4 }, () =>
      withTransaction((tx) => tx.execute(sql`SELECT count(*) FROM rate_limits`)),
    );
    proxy.cut();
    await vi.waitFor(async () => expect(await waitingForTable()).toBe(2), PATIENCE_MS);
    await commits.release();
    await Promise.all(both);
    expect(await written()).toEqual(['one', 'other']);
    await blocker.query('COMMIT');
    blocker.release();
    await Promise.all(others);
  });

  it('is waited for while its backend still works on it', async () => {
    const proxy = await db.throughProxy();
    const commits = await holdCommits();
    const hook = vi.fn();
    const under = withTransaction(async (tx) => {
      tx.afterCommit(hook);
      await write(tx, 'slow');
    });
    await vi.waitFor(async () => expect(await waitingForAdvisoryLock()).toBe(1), PATIENCE_MS);
    proxy.cut();
    // The question has been asked and waits for the transaction: an answer now would be a guess.
    await vi.waitFor(async () => {
      const [row] = await asOwner(
        `SELECT count(*)::int AS asked FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO commit_witnesses%'`,
      );
      expect(row?.asked).toBe(1);
    }, PATIENCE_MS);
    expect(hook).not.toHaveBeenCalled();
    await commits.release();
    await under;
    expect(hook).toHaveBeenCalledOnce();
    expect(await written()).toEqual(['slow']);
  });

  it('is known to have been lost when it never arrived, and the error allows another try', async () => {
    const proxy = await db.throughProxy();
    const hook = vi.fn();
    const cut = proxy.cutBefore('COMMIT');
    const failure = await withTransaction(async (tx) => {
      tx.afterCommit(hook);
      await write(tx, 'lost');
    }).catch((error: unknown) => error);
    await cut;
    expect(isPassingFailure(failure)).toBe(true);
    expect(hook).not.toHaveBeenCalled();
    expect(await written()).toEqual([]);
  });

  it('is not mistaken for the transaction before or after it on the same connection', async () => {
    process.env.DATABASE_POOL_SIZE = '2';
    const proxy = await db.throughProxy();
    await withTransaction((tx) => write(tx, 'before'));
    const cut = proxy.cutBefore('COMMIT');
    await expect(withTransaction((tx) => write(tx, 'lost'))).rejects.toThrow();
    await cut;
    await withTransaction((tx) => write(tx, 'then'));
    expect(await written()).toEqual(['before', 'then']);
  });
});

describe('a useless connection', () => {
  it('that fell silent ends in an error and is not used again', async () => {
    const proxy = await startFaultProxy(db.databaseUrl);
    const pool = createPool({ connectionString: proxy.url, max: 1, query_timeout: 300 });
    onTestFinished(() => pool.end());
    const pools = { transactions: pool, questions: pool };
    await withTransaction((tx) => write(tx, 'before'), pools);
    proxy.block();
    const failure = await withTransaction((tx) => write(tx, 'lost'), pools).catch((error: unknown) => error);
    expect(isPassingFailure(failure)).toBe(true);
    // New connections get through: only the old one hung.
    proxy.unblock();
    await withTransaction((tx) => write(tx, 'then'), pools);
    expect((await written()).filter((topic) => topic !== 'lost')).toEqual(['before', 'then']);
  });

  it('gives up on silence later than the server gives up on a statement', () => {
    const { options } = databasePool() as unknown as { options: Record<string, number | boolean> };
    expect(options.query_timeout).toBeGreaterThan(options.statement_timeout as number);
    expect(options.statement_timeout).toBeGreaterThan(options.lock_timeout as number);
    expect(options.keepAlive).toBe(true);
    expect(options.maxLifetimeSeconds).toBeGreaterThan(0);
  });

  it('that takes no writes costs one error, and not one for each connection opened with it', async () => {
    process.env.DATABASE_POOL_SIZE = '4';
    await closeDatabase();
    await Promise.all(
      Array.from({ length: 4 }, () =>
        withTransaction((tx) => tx.execute(sql`SET default_transaction_read_only = on`)),
      ),
    );
    const failure = await withTransaction((tx) => write(tx, 'refused')).catch((error: unknown) => error);
    expect(isPassingFailure(failure)).toBe(true);
    for (const topic of ['1', '2', '3', '4']) await withTransaction((tx) => write(tx, topic));
    expect(await written()).toEqual(['1', '2', '3', '4']);
  });

  it('opened while the database takes no writes is not kept for later', async () => {
    await closeDatabase();
    const name = new URL(db.databaseUrl).pathname.slice(1);
    await asOwner(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    try {
      const failure = await withTransaction((tx) => write(tx, 'refused')).catch((error: unknown) => error);
      expect(isPassingFailure(failure)).toBe(true);
      await expect(database().execute(sql`SELECT 1`)).rejects.toThrow();
      await expect(proveWritable()).rejects.toThrow();
    } finally {
      // A session of this database could not do it: it would be read-only.
      await db
        .openPool('owner', 1)
        .query(`BEGIN READ WRITE; ALTER DATABASE ${name} RESET default_transaction_read_only; COMMIT`);
    }
    await withTransaction((tx) => write(tx, 'taken'));
    await database().execute(sql`SELECT 1`);
    await vi.waitFor(() => proveWritable(), PATIENCE_MS);
  });
});

it('reads, and the proof of health, do not wait for transactions that hold every connection', async () => {
  process.env.DATABASE_POOL_SIZE = '2';
  await closeDatabase();
  const blocker = await db.openPool('owner', 1).connect();
  await blocker.query('BEGIN; LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE');
  const held = Array.from({ length: 8 }, (_, index) => withTransaction((tx) => write(tx, `held ${index}`)));
  await vi.waitFor(async () => expect(await waitingForTable()).toBe(2), PATIENCE_MS);
  await database().execute(sql`SELECT 1`);
  const before = await committedByWitness();
  // An earlier proof is reused for a moment; this waits until a new one is made.
  await vi.waitFor(async () => {
    await proveWritable();
    expect(await committedByWitness()).not.toBe(before);
  }, PATIENCE_MS);
  await blocker.query('COMMIT');
  blocker.release();
  await Promise.all(held);
});

describe('a statement that is kept prepared', () => {
  const readTrial = (tx: Transaction, id: string) =>
    tx.executePrepared<{ amount: string; at: string }>(
      sql`SELECT amount, at FROM prepared_trial WHERE id = ${id}`,
    );

  async function makeTable() {
    await asOwner('CREATE TABLE prepared_trial (id bigint, amount numeric(12,0), at timestamptz)');
    await asOwner(`INSERT INTO prepared_trial VALUES (1, 5000, '2026-11-30 12:00:00+00')`);
    await asOwner('GRANT SELECT ON prepared_trial TO neighborbid_application');
    onTestFinished(async () => void (await asOwner('DROP TABLE prepared_trial')));
  }

  it('is parsed once a connection, and read as every other', async () => {
    process.env.DATABASE_POOL_SIZE = '2';
    await makeTable();
    const rows = await withTransaction(async (tx) => {
      const plain = await tx.execute(sql`SELECT amount, at FROM prepared_trial WHERE id = ${'1'}`);
      const prepared = [await readTrial(tx, '1'), await readTrial(tx, '2')];
      const names = await tx.execute(sql`SELECT name FROM pg_prepared_statements`);
      return { plain: plain.rows, prepared: prepared.map((read) => read.rows), names: names.rows };
    });
    expect(rows.prepared).toEqual([rows.plain, []]);
    expect(rows.plain).toHaveLength(1);
    expect(rows.names).toEqual([{ name: expect.stringMatching(/^prepared_[0-9a-f]{24}$/) }]);
  });

  it('that a migration has outdated costs one passing failure, and then fits again on every connection', async () => {
    await makeTable();
    let both = 0;
    const readOnTwoConnections = () =>
      withTransaction(async (tx) => {
        const { rows } = await readTrial(tx, '1');
        both += 1;
        await vi.waitFor(() => expect(both % 2).toBe(0));
        return rows.map(({ amount }) => amount);
      });
    await Promise.all([readOnTwoConnections(), readOnTwoConnections()]);
    await asOwner('ALTER TABLE prepared_trial ALTER COLUMN amount TYPE numeric(18,0)');
    const failure = await withTransaction((tx) => readTrial(tx, '1')).catch((error: unknown) => error);
    expect(String(failure)).toContain('cached plan must not change result type');
    expect(isPassingFailure(failure)).toBe(true);
    expect(await Promise.all([readOnTwoConnections(), readOnTwoConnections()])).toEqual([['5000'], ['5000']]);
  });
});

describe('behind a pooler in transaction mode', () => {
  it('each transaction sets its limits, and nothing depends on the session', async () => {
    process.env.DATABASE_POOLER = 'transaction';
    process.env.DATABASE_POOL_SIZE = '2';
    onTestFinished(() => {
      delete process.env.DATABASE_POOLER;
    });
    await closeDatabase();
    const limits = await withTransaction((tx) =>
      tx.execute(sql`SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement,
        current_setting('idle_in_transaction_session_timeout') AS idle`),
    );
    expect(limits.rows).toEqual([{ lock: '4s', statement: '10s', idle: '10s' }]);
    const { rows } = await databasePool().query({
      name: statementName('any'),
      text: `SELECT count(*)::int AS prepared,
      current_setting('lock_timeout') AS lock FROM pg_prepared_statements`,
    });
    expect(rows).toEqual([{ prepared: 0, lock: '0' }]);
    const names = await withTransaction(async (tx) => {
      await tx.executePrepared(sql`SELECT 1`);
      return tx.execute(sql`SELECT name FROM pg_prepared_statements`);
    });
    expect(names.rows).toEqual([]);
  });

  it('no statement has a name; without a pooler it has one and is prepared', async () => {
    await closeDatabase();
    const { rows } = await databasePool().query({
      name: statementName('any'),
      text: 'SELECT name FROM pg_prepared_statements',
    });
    expect(rows).toEqual([{ name: 'any' }]);
  });
});
