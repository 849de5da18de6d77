import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, DatabaseError } from 'pg';
import { DatabaseSetupError, isConnectionLost } from '@/db/connect';
import { heldOut, largeTables } from './held-out';
import { hashOfSteps, type Migration, type MigrationStep } from './migration';
import { appliedMigrations, finishedSteps, noteStep, prepareRecord } from './record';

export interface Pace {
  /** How long a statement waits for a lock. Everybody who comes later waits behind it for that time. */
  lockTimeoutMs: number;
  /** Pause before the second attempt; doubled each time, up to twenty times this. */
  pauseMs: number;
  /** Attempts at each step. */
  attempts: number;
}

/** Five minutes in all; others wait for at most seconds at a time. */
const PACE: Pace = { lockTimeoutMs: 2_000, pauseMs: 500, attempts: 28 };
const LONG_WAIT_MS = 10_000;

interface Run {
  client: Client;
  pace: Pace;
  onNote: (sentence: string) => void;
}

/**
 * Runs the migrations that this database has not seen, in order, each in a transaction of its own.
 *
 * No statement waits long for a lock: it gives up, lets those behind it pass, and the step is tried again after a
 * growing pause. Whatever ends a run, finished steps stay, and the next run continues after them. The caller must have
 * the turn (`takeTurn`).
 *
 * @returns the number of migrations that were run
 * @throws DatabaseSetupError naming the migration and the reason; the step that failed left nothing behind
 */
export async function runMigrations(
  client: Client,
  migrations: readonly Migration[],
  options: { pace?: Pace; onNote?: (sentence: string) => void } = {},
): Promise<number> {
  const run: Run = { client, pace: options.pace ?? PACE, onNote: options.onNote ?? (() => undefined) };
  await prepareSession(client);
  await prepareRecord(client);
  const applied = await appliedMigrations(client);
  const waiting = migrations.filter(({ createdAt }) => !applied.includes(createdAt));
  for (const migration of waiting) await runMigration(run, migration);
  return waiting.length;
}

/** A migration may take long. When its process has vanished, its session must not keep its locks and the turn. */
async function prepareSession(client: Client): Promise<void> {
  await client.query(
    `SET statement_timeout = 0; SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning;
     SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
     SELECT set_config('transaction_timeout', '0', false) WHERE current_setting('server_version_num')::int >= 170000`,
  );
}

async function runMigration(run: Run, migration: Migration): Promise<void> {
  const finished = await finishedSteps(run.client, migration);
  if (finished.count > 0 && finished.hash !== hashOfSteps(migration, finished.count)) {
    throw new DatabaseSetupError(
      `${migration.tag}: an earlier run stopped in its middle, and what that run had finished has been changed since; finish it by hand.`,
    );
  }
  // An empty file is one step without statements: it has to be noted as applied.
  const steps: MigrationStep[] =
    migration.steps.length > 0 ? migration.steps : [{ kind: 'transaction', statements: [] }];
  for (let count = finished.count; count < steps.length; count++) {
    await untilLocked(run, migration, async () => {
      const step = steps[count];
      if (step?.kind === 'transaction') await runTogether(run, migration, step.statements, count + 1);
      else if (step) await runAlone(run, migration, step, count + 1);
    });
  }
}

/** Tries a step until no lock is in its way, and turns any other failure into a sentence. */
async function untilLocked(run: Run, migration: Migration, work: () => Promise<void>): Promise<void> {
  const { pauseMs, attempts } = run.pace;
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isLockFailure(error)) throw inWords(migration, error);
      const others = await whoIsBusy(run.client);
      if (attempt === attempts) {
        throw new DatabaseSetupError(
          `${migration.tag}: a table it changes was in use at each of ${attempts} attempts (${others}); nothing is half done, run it again later.`,
        );
      }
      run.onNote(`${migration.tag} waits for a table that is in use (${others}); it lets others pass.`);
      await sleep(Math.min(pauseMs * 2 ** (attempt - 1), pauseMs * 20) * (0.75 + Math.random() / 2));
    }
  }
}

async function runTogether(
  { client, pace }: Run,
  migration: Migration,
  statements: readonly string[],
  count: number,
): Promise<void> {
  await client.query(`BEGIN; SET LOCAL lock_timeout = ${pace.lockTimeoutMs}`);
  try {
    const before = migration.careful ? await largeTables(client) : [];
    for (const statement of statements) await client.query(statement);
    const fault = await heldOut(client, before, statements.join('\n'));
    if (fault) {
      throw new DatabaseSetupError(
        `${migration.tag} is refused: ${fault}; CONTRIBUTING.md, "Migrations", says how it is done. Nothing of it was kept.`,
      );
    }
    await noteStep(client, migration, count);
    await client.query('COMMIT');
  } catch (error) {
    // The session may be gone; its work is then rolled back with it.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function runAlone(
  { client, pace, onNote }: Run,
  migration: Migration,
  step: Extract<MigrationStep, { kind: 'alone' }>,
  count: number,
): Promise<void> {
  // Nobody waits behind a lenient step. It waits for every older transaction itself, also for those in other tables.
  await client.query(`SET lock_timeout = ${step.lenient ? 0 : pace.lockTimeoutMs}`);
  const longWait = setTimeout(() => {
    onNote(`${migration.tag} works beside the running market; it may wait for transactions that are older.`);
  }, LONG_WAIT_MS);
  try {
    if (step.index) await buildIndex(client, step.index, step.statement);
    else await client.query(step.statement);
  } finally {
    clearTimeout(longWait);
  }
  await client.query('BEGIN');
  await noteStep(client, migration, count);
  await client.query('COMMIT');
}

/**
 * Leaves a valid index, or none. The remains of an interrupted build are useless to readers, cost every writer, and
 * refuse rows if the index is unique.
 */
async function buildIndex(client: Client, name: string, statement: string): Promise<void> {
  const valid = await stateOfIndex(client, name);
  if (valid) return;
  if (valid === false) await client.query(`DROP INDEX CONCURRENTLY ${name}`);
  try {
    await client.query(statement);
  } catch (error) {
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`).catch(() => undefined);
    throw error;
  }
}

/** Whether an index is valid: false for the remains of an interrupted build, undefined without an index. */
async function stateOfIndex(client: Client, name: string): Promise<boolean | undefined> {
  const { rows } = await client.query<{ valid: boolean }>(
    'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
    [name],
  );
  return rows[0]?.valid;
}

function isLockFailure(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '55P03' || error.code === '40P01');
}

function inWords(migration: Migration, error: unknown): unknown {
  if (error instanceof DatabaseSetupError || !(error instanceof Error)) return error;
  const what = isConnectionLost(error) ? 'was broken off with its connection' : 'failed';
  return new DatabaseSetupError(
    `${migration.tag} ${what} (${error.message}); what was finished before stays, and the next run goes on from there.`,
    { cause: error },
  );
}

/** The processes that hold locks on tables, as far as a role that is no superuser may know. */
async function whoIsBusy(client: Client): Promise<string> {
  const { rows } = await client.query<{ who: string }>(
    `SELECT DISTINCT format('process %s, %s', a.pid, coalesce(nullif(a.application_name, ''), 'nameless')) AS who
     FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'relation' AND l.granted AND a.datname = current_database() AND l.pid <> pg_backend_pid()
     LIMIT 3`,
  );
  return rows.map(({ who }) => who).join('; ') || 'whoever it was has finished';
}
