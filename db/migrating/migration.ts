import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The first migration that `held-out.ts` checks; those before it were merged without that check. */
const FIRST_CAREFUL = 11;

/** A unit that commits as a whole. A statement that PostgreSQL accepts only outside of a transaction is its own step. */
export type MigrationStep =
  | { kind: 'transaction'; statements: string[] }
  | {
      kind: 'alone';
      statement: string;
      /** Whether everybody else can read and write while it waits and works; then it may wait for long. */
      lenient: boolean;
      /** The index that it builds, as SQL names it. */
      index: string | undefined;
    };

export interface Migration {
  tag: string;
  /** The number by which drizzle, and every database that it migrated, tells migrations apart. */
  createdAt: number;
  hash: string;
  steps: MigrationStep[];
  /** Whether it may not hold writers out of a large table while it reads or writes all of it. */
  careful: boolean;
}

const journalSchema = z.object({
  entries: z.array(z.object({ idx: z.int(), when: z.int(), tag: z.string() })),
});

/** The migrations of this release, oldest first, as drizzle-kit's journal lists them. */
export function readMigrations(
  folder = fileURLToPath(new URL('../migrations', import.meta.url)),
): Migration[] {
  const journal = journalSchema.parse(
    JSON.parse(readFileSync(path.join(folder, 'meta', '_journal.json'), 'utf8')),
  );
  return journal.entries.map(({ idx, when, tag }) => {
    const sql = readFileSync(path.join(folder, `${tag}.sql`), 'utf8');
    return parseMigration({ tag, createdAt: when, sql, careful: idx >= FIRST_CAREFUL });
  });
}

/**
 * Splits one file into its steps. Neighbouring statements share a transaction; each of these is a step of its own:
 * `CREATE INDEX CONCURRENTLY`, `DROP INDEX CONCURRENTLY`, `REINDEX … CONCURRENTLY`, `ALTER TABLE … VALIDATE CONSTRAINT`,
 * and a statement that changes rows in portions and has the comment `-- outside a transaction` on its first line.
 */
export function parseMigration(file: {
  tag: string;
  createdAt: number;
  sql: string;
  careful: boolean;
}): Migration {
  const { sql, ...rest } = file;
  const steps: MigrationStep[] = [];
  for (const statement of sql.split('--> statement-breakpoint').map((part) => part.trim())) {
    const bare = withoutComments(statement);
    if (bare === '') continue;
    const last = steps.at(-1);
    const lenient = LENIENT.test(bare);
    const marked = statement.startsWith('-- outside a transaction');
    if (marked && !lenient && !REPEATABLE.test(bare)) {
      throw new Error(`${file.tag}: only what changes rows may be marked as outside a transaction`);
    }
    if (lenient || marked) {
      steps.push({ kind: 'alone', statement, lenient, index: BUILT_INDEX.exec(bare)?.[1] });
    } else if (last?.kind === 'transaction') last.statements.push(statement);
    else steps.push({ kind: 'transaction', statements: [statement] });
  }
  return { ...rest, hash: sha256(sql), steps };
}

/** The hash of the first `count` steps, which shows whether a file was changed in a part that had already run. */
export function hashOfSteps(migration: Migration, count: number): string {
  return sha256(JSON.stringify(migration.steps.slice(0, count)));
}

const NAME = String.raw`(?:"[^"]+"|\w+)`;
const LENIENT = new RegExp(
  String.raw`^(?:(?:CREATE\s+(?:UNIQUE\s+)?|DROP\s+)INDEX\s+CONCURRENTLY\b|REINDEX\b[^;]*\bCONCURRENTLY\b` +
    String.raw`|ALTER\s+TABLE\s+(?:ONLY\s+)?(?:${NAME}\.)?${NAME}\s+VALIDATE\s+CONSTRAINT\s+${NAME}\s*;?$)`,
  'i',
);
/** Statements that may change very many rows, whose locks one transaction would hold for too long. The schema stays. */
const REPEATABLE = /^(?:DO|CALL|UPDATE|DELETE|INSERT|ANALYZE)\b/i;
const BUILT_INDEX = new RegExp(
  String.raw`^CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?(${NAME})\s+ON\b`,
  'i',
);

/** Removes the comments before a statement and between its words: enough to see how the statement begins. */
function withoutComments(statement: string): string {
  return statement
    .replace(/^\s*--.*$/gm, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .trim();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
