import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { readMigrations } from '@/db/migrating/migration';
import { runMigrations } from '@/db/migrating/run-migrations';
import { takeTurn } from '@/db/migrating/take-turn';
import { prepareDatabase } from './migrate';

const secret = 'stands in for an owner password';

/** An empty database whose owner may create roles but is no superuser, as a hosting provider would supply it. */
async function emptyDatabase(): Promise<{
  name: string;
  ownerUrl: string;
  urlOf(role: string, password: string): string;
}> {
  const name = `prepare_${randomBytes(6).toString('hex')}`;
  await asSuperuser(`CREATE ROLE ${name}_owner LOGIN CREATEROLE PASSWORD 'owner'`);
  // From PostgreSQL 16 on, the right to create roles is not enough to grant a role that somebody else made.
  await asSuperuser(`GRANT neighborbid_application TO ${name}_owner WITH ADMIN OPTION`);
  await asSuperuser(`CREATE DATABASE ${name} OWNER ${name}_owner`);
  onTestFinished(async () => {
    await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`);
  });
  const urlOf = (role: string, password: string) => {
    const url = new URL(inject('template').ownerUrl);
    url.username = role;
    url.password = password;
    url.pathname = `/${name}`;
    return url.href;
  };
  return { name, ownerUrl: urlOf(`${name}_owner`, 'owner'), urlOf };
}

async function asSuperuser(sql: string): Promise<void> {
  const url = new URL(inject('template').ownerUrl);
  url.pathname = '/postgres';
  await query(url.href, sql);
}

async function query(url: string, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("with the owner's URL alone, an empty database is migrated and the application gets a role without tables", async () => {
  const { name, ownerUrl } = await emptyDatabase();
  const prepared = await prepareDatabase({ databaseUrl: ownerUrl, secret });
  expect(prepared.ownerUrl).toBe(ownerUrl);
  expect(prepared.migrationsRun).toBeGreaterThan(0);

  const rows = await query(
    prepared.appUrl,
    `SELECT current_user AS role, (SELECT count(*)::int FROM pg_tables WHERE tableowner = current_user) AS owned`,
  );
  expect(rows).toEqual([{ role: `${name}_app`, owned: 0 }]);
  await expect(query(prepared.appUrl, 'DELETE FROM transactions')).rejects.toThrow('permission denied');
  await expect(query(prepared.appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
});

test('a second start migrates nothing and arrives at the same application URL', async () => {
  const { ownerUrl } = await emptyDatabase();
  const first = await prepareDatabase({ databaseUrl: ownerUrl, secret });
  const second = await prepareDatabase({ databaseUrl: ownerUrl, secret });
  expect(second).toEqual({ ...first, migrationsRun: 0 });
});

test('of several copies that start at once, one migrates and all are ready', async () => {
  const { ownerUrl } = await emptyDatabase();
  const copies = await Promise.all(
    Array.from({ length: 4 }, () => prepareDatabase({ databaseUrl: ownerUrl, secret })),
  );
  expect(new Set(copies.map((copy) => copy.appUrl)).size).toBe(1);
  expect(copies.filter((copy) => copy.migrationsRun > 0)).toHaveLength(1);
});

test("with the owner's URL beside it, the application connects by DATABASE_URL as it is", async () => {
  const { name, ownerUrl, urlOf } = await emptyDatabase();
  const databaseUrl = urlOf(`${name}_web`, 'a password of its own');
  const prepared = await prepareDatabase({ databaseUrl, ownerDatabaseUrl: ownerUrl, secret });
  expect(prepared.appUrl).toBe(databaseUrl);
  expect(await query(databaseUrl, 'SELECT count(*)::int AS users FROM users')).toEqual([{ users: 0 }]);

  const changed = urlOf(`${name}_web`, 'another password');
  await prepareDatabase({ databaseUrl: changed, ownerDatabaseUrl: ownerUrl, secret });
  expect(await query(changed, 'SELECT count(*)::int AS users FROM users')).toEqual([{ users: 0 }]);
});

test('an application role alone is enough only when the schema is up to date', async () => {
  const { name, ownerUrl, urlOf } = await emptyDatabase();
  await asSuperuser(`CREATE ROLE ${name}_web LOGIN PASSWORD 'web'`);
  const databaseUrl = urlOf(`${name}_web`, 'web');
  await expect(prepareDatabase({ databaseUrl, secret })).rejects.toThrow(
    /DATABASE_URL: .* set OWNER_DATABASE_URL/,
  );

  await prepareDatabase({ databaseUrl, ownerDatabaseUrl: ownerUrl, secret });
  const prepared = await prepareDatabase({ databaseUrl, secret });
  expect(prepared).toEqual({ appUrl: databaseUrl, ownerUrl: undefined, migrationsRun: 0 });
});

test('the application is refused the role of the owner or of a superuser', async () => {
  const { ownerUrl, urlOf } = await emptyDatabase();
  await expect(
    prepareDatabase({ databaseUrl: ownerUrl, ownerDatabaseUrl: ownerUrl, secret }),
  ).rejects.toThrow('owns the tables');
  const superuser = new URL(inject('template').ownerUrl);
  await expect(
    prepareDatabase({
      databaseUrl: urlOf(superuser.username, superuser.password),
      ownerDatabaseUrl: ownerUrl,
      secret,
    }),
  ).rejects.toThrow('is a superuser');
});

test('a copy whose session ends while it waits for its turn fails with a sentence that says why', async () => {
  const { name, ownerUrl } = await emptyDatabase();
  const first = new pg.Client({ connectionString: ownerUrl });
  await first.connect();
  await takeTurn(first, () => undefined);
  const waits = vi.fn();
  const second = expect(prepareDatabase({ databaseUrl: ownerUrl, secret, onNote: waits })).rejects.toThrow(
    /^DATABASE_URL: the database went away while it was prepared/,
  );
  await vi.waitFor(() => expect(waits).toHaveBeenCalledWith(expect.stringContaining('Another copy')));
  await asSuperuser(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = '${name}' AND application_name = 'neighborbid setup'`,
  );
  await second;
  await first.end();
});

test('a wrong password and an unreachable server are reported in a sentence that hides the password', async () => {
  const { name, urlOf } = await emptyDatabase();
  const wrong = prepareDatabase({ databaseUrl: urlOf(`${name}_owner`, 'top secret'), secret });
  await expect(wrong).rejects.toThrow(/^DATABASE_URL: no connection to .*password authentication failed/);
  await expect(wrong).rejects.not.toThrow('top secret');
  const nobody = prepareDatabase({ databaseUrl: 'postgres://a:b@127.0.0.1:1/c', secret });
  await expect(nobody).rejects.toThrow(/^DATABASE_URL: no connection to .*ECONNREFUSED/);
});

test('an auction from before 0024 takes changes at each step of it, and keeps its end as the original one', async () => {
  const { ownerUrl } = await emptyDatabase();
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const all = readMigrations();
    const at = all.findIndex(({ tag }) => tag.startsWith('0024'));
    const [bidding] = all.slice(at, at + 1);
    if (!bidding) throw new Error('there is no migration 0024');
    await runMigrations(client, all.slice(0, at));
    await client.query(`
      INSERT INTO regions (code, name, depth, lat, lng) VALUES ('1', '서울', 1, 37.5, 127);
      INSERT INTO categories (slug, name_ko, name_en, position) VALUES ('etc', '기타', 'Other', 1);
      INSERT INTO users (username, email, nickname, password_hash, region_code, terms_agreed_at, privacy_agreed_at, age14_confirmed_at)
      VALUES ('seller', 'seller@example.test', 'seller', '-', '1', now(), now(), now());
      INSERT INTO auctions (seller_id, title, description, start_price, start_time, end_time, status, region_code, category,
        is_national, condition, shipping_payer, ended_at)
      SELECT max(id), '의자', '튼튼해요', 1000, now() - interval '1 hour', now() + interval '1 hour', status, '1', 'etc', false,
        'USED_A', 'SELLER', CASE status WHEN 'ENDED' THEN now() END
      FROM users, unnest(ARRAY['ACTIVE', 'ENDED']::auction_status[]) AS status GROUP BY status`);
    for (const step of bidding.steps) {
      if (step.kind === 'alone') await client.query(step.statement);
      else for (const statement of ['BEGIN', ...step.statements, 'COMMIT']) await client.query(statement);
      const changed = await client.query(`UPDATE auctions SET version = version + 1 WHERE status = 'ACTIVE'`);
      expect(changed.rowCount).toBe(1);
    }
    const { rows } = await client.query(
      'SELECT bool_and(original_end_time = end_time) AS same FROM auctions',
    );
    expect(rows).toEqual([{ same: true }]);
  } finally {
    await client.end();
  }
});
