import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { auctions, reports } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { notify } from '@/lib/notifications/notify';
import { parseInput } from '@/lib/parse-input';
import { type Result, refuse } from '@/lib/result';
import { actAsOperator } from './operator';
import { reasonSchema, recordAct } from './operator-log';

const resolutionSchema = z.object({ outcome: z.enum(['ACTED', 'DISMISSED']), reason: reasonSchema });

/**
 * Settles all open reports of one item together, with one line in the operators' log, and tells the people who reported it.
 *
 * @param resolution  `outcome` ACTED or DISMISSED, and `reason`, the operator's note, which these people read
 * @returns the number of settled reports; NOT_FOUND if none is open
 */
export async function resolveReports({
  operatorId,
  auctionId,
  resolution,
}: {
  operatorId: string;
  auctionId: string;
  resolution: unknown;
}): Promise<Result<{ settled: number }, 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID_INPUT'>> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(resolutionSchema, resolution);
  if (!parsed.ok) return parsed;
  const { outcome, reason } = parsed.input;
  return actAsOperator<Result<{ settled: number }, 'NOT_FOUND'>>(operatorId, async (tx) => {
    const settled = await tx
      .update(reports)
      .set({ status: outcome, resolvedAt: sql`clock_timestamp()`, resolvedBy: operatorId })
      .where(and(eq(reports.auctionId, auctionId), eq(reports.status, 'OPEN')))
      .returning({ id: reports.id, reporterId: reports.reporterId });
    if (settled.length === 0) return refuse('NOT_FOUND');
    const [auction] = await tx
      .select({ title: auctions.title })
      .from(auctions)
      .where(eq(auctions.id, auctionId));
    await notify(
      tx,
      settled.map(({ reporterId }) => ({
        recipientId: reporterId,
        kind: 'REPORT_SETTLED',
        params: { title: auction?.title ?? '', outcome, reason },
        link: `/auctions/${auctionId}`,
        auctionId,
      })),
    );
    await recordAct(tx, {
      operatorId,
      act: 'RESOLVE_REPORTS',
      subjectType: 'auction',
      subjectId: auctionId,
      reason,
      detail: { outcome, reports: settled.map(({ id }) => id) },
    });
    return { ok: true, settled: settled.length };
  });
}
