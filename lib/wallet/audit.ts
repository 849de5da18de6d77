import type { Pool, QueryConfig } from 'pg';
import { AUDIT_SQL } from './audit-sql';

/** A rule of the ledger that does not hold, where, and the figures that disagree. */
export type AuditFinding = { rule: string; subject: string; figures: Record<string, unknown> };

const TEN_MINUTES_MS = 600_000;

/**
 * Checks the invariants of the ledger (`audit-sql.ts`) on one snapshot, while trading goes on.
 *
 * @param timeoutMs  after which the database gives up, with SQLSTATE 57014
 * @returns one finding for each row that breaks a rule; none when the books are right
 */
export async function auditLedger(
  pool: Pool,
  { timeoutMs = TEN_MINUTES_MS }: { timeoutMs?: number } = {},
): Promise<AuditFinding[]> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}`);
    // The pool's own timeout is for statements of a page. `pg` takes one for a single query; its types do not know that.
    const patient: QueryConfig & { query_timeout: number } = {
      text: AUDIT_SQL,
      query_timeout: timeoutMs + 5_000,
    };
    const findings = await client.query<AuditFinding>(patient);
    await client.query('COMMIT');
    client.release();
    return findings.rows;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
