import { createHash } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import pg, { type ClientBase, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { statementName } from './client';

const dialect = new PgDialect();

/** By the text of the statement. The texts are few: they differ by the parts that a statement leaves out. */
const names = new Map<string, string>();

/** Times as PostgreSQL writes them, as everywhere in Drizzle. */
const TIMES: ReadonlySet<number> = new Set([
  pg.types.builtins.DATE,
  pg.types.builtins.TIMESTAMP,
  pg.types.builtins.TIMESTAMPTZ,
]);
const asDrizzleReads: QueryConfig['types'] = {
  getTypeParser: (oid, format) =>
    TIMES.has(oid) ? (text: string) => text : pg.types.getTypeParser(oid, format),
};

/**
 * Executes a statement that its connection keeps prepared, for those that every bid sends: PostgreSQL parses each of them once
 * a connection, and plans it a few times. Anything that varies has to be a parameter, because each text is kept for as long as
 * the connection lives.
 */
export function executePrepared<Row extends QueryResultRow>(
  client: ClientBase,
  statement: SQL,
): Promise<QueryResult<Row>> {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return client.query<Row>({
    name: statementName(nameOf(text)),
    text,
    values: params,
    types: asDrizzleReads,
  });
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `prepared_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  names.set(text, name);
  return name;
}
