import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { operatorActs, users } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { idSchema } from '@/lib/id';
import { byId, type IdPosition, idPosition } from '@/lib/paging/by-id';
import { type Page, pageOf } from '@/lib/paging/page';
import type { Result } from '@/lib/result';
import { lineSchema, neededParagraphsSchema } from '@/lib/text';
import { ACTS, type ActName, SUBJECT_TYPES, type SubjectType } from './act-names';
import { readAsOperator } from './operator';

/** The reason for an operator's act, in their own words. */
export const reasonSchema = neededParagraphsSchema(1_000);

type NewAct = {
  operatorId: string;
  act: ActName;
  subjectType: SubjectType;
  subjectId: string;
  reason: string;
  detail?: Record<string, unknown>;
};

/** Writes an act into the operators' log, in the transaction that carries it out. Returns its id. */
export async function recordAct(tx: Transaction, act: NewAct): Promise<string> {
  const [row] = await tx.insert(operatorActs).values(act).returning({ id: operatorActs.id });
  if (!row) throw new Error('an act came back without its row');
  return row.id;
}

export type OperatorLogEntry = {
  id: string;
  operator: { id: string; nickname: string };
  /** One of `ACTS`, unless another release wrote it. */
  act: string;
  subjectType: string;
  subjectId: string;
  reason: string;
  detail: unknown;
  createdAt: Date;
};

/** A filter of the log. */
export const actFilterSchema = z.object({
  act: z.enum(ACTS).optional(),
  operator: idSchema.optional(),
  subjectType: z.enum(SUBJECT_TYPES).optional(),
  subject: lineSchema(40).optional(),
});
export type ActFilter = z.output<typeof actFilterSchema>;

const { order, behind } = byId({ id: operatorActs.id, first: 'newest' });

/**
 * The operators' log, newest first.
 *
 * @param after  the parsed `nextCursor` of the page before
 * @param limit  1 to 100
 */
export async function listActs(
  options: ActFilter & { operatorId: string; after?: IdPosition; limit: number },
): Promise<Result<Page<OperatorLogEntry>, 'FORBIDDEN'>> {
  return readAsOperator(options.operatorId, () => readActs(options));
}

async function readActs(options: ActFilter & { after?: IdPosition; limit: number }) {
  const { act, operator, subjectType, subject, after, limit } = options;
  const rows = await database()
    .select({
      id: operatorActs.id,
      operator: { id: users.id, nickname: users.nickname },
      act: operatorActs.act,
      subjectType: operatorActs.subjectType,
      subjectId: operatorActs.subjectId,
      reason: operatorActs.reason,
      detail: operatorActs.detail,
      createdAt: operatorActs.createdAt,
    })
    .from(operatorActs)
    .innerJoin(users, eq(users.id, operatorActs.operatorId))
    .where(
      and(
        act && eq(operatorActs.act, act),
        operator === undefined ? undefined : eq(operatorActs.operatorId, operator),
        subjectType && eq(operatorActs.subjectType, subjectType),
        subject === undefined ? undefined : eq(operatorActs.subjectId, subject),
        behind(after),
      ),
    )
    .orderBy(order)
    .limit(limit + 1);
  return pageOf(rows, { limit, keys: idPosition, toItem: (act) => act });
}
