import { readMigrationFiles } from 'drizzle-orm/migrator';
import { expect, test } from 'vitest';
import { parseMigration, readMigrations } from './migration';

function stepsOf(...statements: string[]) {
  const sql = statements.join('--> statement-breakpoint\n');
  return parseMigration({ tag: '0100_test', createdAt: 1, sql, careful: true }).steps;
}

test("a database that drizzle migrated is recognized: time and hash of each migration are drizzle's", () => {
  const drizzles = readMigrationFiles({ migrationsFolder: 'db/migrations' });
  expect(readMigrations().map(({ createdAt, hash }) => ({ createdAt, hash }))).toEqual(
    drizzles.map(({ folderMillis, hash }) => ({ createdAt: folderMillis, hash })),
  );
});

test('neighbouring statements share a transaction', () => {
  expect(
    stepsOf(
      'ALTER TABLE a ADD COLUMN b int;',
      '-- nothing but a comment\n',
      'ALTER TABLE a ADD COLUMN c int;',
    ),
  ).toEqual([
    {
      kind: 'transaction',
      statements: ['ALTER TABLE a ADD COLUMN b int;', 'ALTER TABLE a ADD COLUMN c int;'],
    },
  ]);
});

test.each([
  ['CREATE INDEX CONCURRENTLY "a_b" ON "a" USING btree ("b");', '"a_b"'],
  ['-- For the list.\ncreate unique index concurrently if not exists a_b on a (b)', 'a_b'],
  ['DROP INDEX CONCURRENTLY "a_b";', undefined],
  ['REINDEX INDEX CONCURRENTLY a_b', undefined],
  ['ALTER TABLE "public"."a" VALIDATE CONSTRAINT "a_positive";', undefined],
])('%s runs alone and lets others pass', (statement, index) => {
  const [before, step, after] = stepsOf('SELECT 1;', statement, 'SELECT 2;');
  expect([before?.kind, after?.kind]).toEqual(['transaction', 'transaction']);
  expect(step).toEqual({ kind: 'alone', statement, lenient: true, index });
});

test.each([
  'CREATE INDEX "a_b" ON "a" ("b");',
  'ALTER TABLE a ADD CONSTRAINT b CHECK (c > 0) NOT VALID, VALIDATE CONSTRAINT b;',
  "COMMENT ON TABLE a IS 'CREATE INDEX CONCURRENTLY';",
])('%s stays in its transaction', (statement) => {
  expect(stepsOf(statement)).toEqual([{ kind: 'transaction', statements: [statement] }]);
});

test('a change of rows may be marked as outside of a transaction, and nothing else may', () => {
  const portions = '-- outside a transaction\nDO $$ BEGIN COMMIT; END $$;';
  expect(stepsOf(portions)).toMatchObject([{ kind: 'alone', lenient: false }]);
  expect(() => stepsOf('-- outside a transaction\nALTER TABLE a ALTER COLUMN b TYPE text;')).toThrow(
    'only what changes rows',
  );
});
