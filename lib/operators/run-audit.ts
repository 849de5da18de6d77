import { desc, eq } from 'drizzle-orm';
import { database, databasePool } from '@/db/client';
import { operatorActs } from '@/db/schema';
import { databaseTime } from '@/lib/database-time';
import { type Result, refuse } from '@/lib/result';
import { type AuditFinding, auditLedger } from '@/lib/wallet/audit';
import { NO_REASON } from './act-names';
import { actAsOperator, isOperator } from './operator';
import { recordAct } from './operator-log';

/** A page waits no longer than this; larger ledgers are checked by `npm run audit`. */
const PATIENCE_MS = 20_000;
const RETRY_AFTER_SECONDS = 60;
/** PostgreSQL's error code for a statement that was stopped at its time limit. */
const QUERY_CANCELED = '57014';

/**
 * Audits the books now and records the result in the operators' log.
 *
 * @param patienceMs  how long to wait for the database
 * @returns the findings, empty if the books add up; BUSY if the ledger is too large for this patience
 */
export async function runAudit({
  operatorId,
  patienceMs = PATIENCE_MS,
}: {
  operatorId: string;
  patienceMs?: number;
}): Promise<Result<{ findings: AuditFinding[]; checkedAt: Date; tookMs: number }, 'FORBIDDEN' | 'BUSY'>> {
  // Checked before the work as well: nobody else may make the database read the whole ledger.
  if (!(await isOperator(operatorId))) return refuse('FORBIDDEN');
  const startedAt = performance.now();
  let findings: AuditFinding[];
  try {
    findings = await auditLedger(databasePool(), { timeoutMs: patienceMs });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED) {
      return { ok: false, code: 'BUSY', retryAfterSeconds: RETRY_AFTER_SECONDS };
    }
    throw error;
  }
  const tookMs = Math.round(performance.now() - startedAt);
  return actAsOperator(operatorId, async (tx) => {
    await recordAct(tx, {
      operatorId,
      act: 'AUDIT_LEDGER',
      subjectType: 'ledger',
      subjectId: 'all',
      reason: NO_REASON,
      detail: { findings: findings.length, tookMs },
    });
    return { ok: true as const, findings, checkedAt: await databaseTime(), tookMs };
  });
}

/** The time and the number of findings of the last audit by an operator; null before the first. */
export async function lastAudit(): Promise<{ at: Date; findings: number } | null> {
  const [row] = await database()
    .select({ at: operatorActs.createdAt, detail: operatorActs.detail })
    .from(operatorActs)
    .where(eq(operatorActs.act, 'AUDIT_LEDGER'))
    .orderBy(desc(operatorActs.id))
    .limit(1);
  if (!row) return null;
  const findings = (row.detail as { findings?: unknown }).findings;
  return { at: row.at, findings: typeof findings === 'number' ? findings : 0 };
}
