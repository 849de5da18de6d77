import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Transaction, withTransaction } from '@/db/transaction';
import { mayOperateSql } from '@/lib/accounts/may-operate';
import { type Refusal, type Result, refuse } from '@/lib/result';

/** Whether this user may act as an operator now. */
export async function isOperator(userId: string): Promise<boolean> {
  const { rows } = await database().execute<{ may: boolean }>(sql`
    SELECT ${mayOperateSql} AS may FROM users WHERE id = ${userId}`);
  return rows[0]?.may ?? false;
}

/**
 * Reads data that only operators may see.
 *
 * @returns FORBIDDEN for anybody else, without reading
 */
export async function readAsOperator<T extends object>(
  operatorId: string,
  read: () => Promise<T>,
): Promise<Result<T, 'FORBIDDEN'>> {
  if (!(await isOperator(operatorId))) return refuse('FORBIDDEN');
  return { ok: true, ...(await read()) };
}

/**
 * Makes a change that only operators may make, in one transaction. The operator's row is locked before it is checked, so
 * that an operator whose role is being taken away cannot act.
 *
 * @param subjectUserId  a user whose row `work` will change. It is locked together with the operator's, in ascending id,
 *   because two operators may act on each other
 * @param work           refuses before its first write, and records the act with `recordAct`
 */
export async function actAsOperator<R extends { ok: true } | Refusal>(
  operatorId: string,
  work: (tx: Transaction) => Promise<R>,
  subjectUserId?: string,
): Promise<R | Refusal<'FORBIDDEN'>> {
  return withTransaction(async (tx) => {
    const ids = subjectUserId === undefined ? [operatorId] : [operatorId, subjectUserId];
    const { rows } = await tx.execute<{ id: string; may: boolean }>(sql`
      SELECT id, ${mayOperateSql} AS may FROM users
      WHERE id = ANY(${sql.param(ids)}::bigint[]) ORDER BY id FOR NO KEY UPDATE`);
    if (!rows.some((row) => row.id === operatorId && row.may)) return refuse('FORBIDDEN');
    return work(tx);
  });
}
