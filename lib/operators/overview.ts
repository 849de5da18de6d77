import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { openStatusesSql } from '@/lib/payments/orders';
import { isPaidByHand } from '@/lib/payouts/process';
import type { Result } from '@/lib/result';
import { readAsOperator } from './operator';
import { lastAudit } from './run-audit';

/** Figures of the market that an operator may have to act on. */
export type Overview = {
  /** Open reports, and the number of reported items. */
  openReports: number;
  reportedItems: number;
  suspendedUsers: number;
  liveAuctions: number;
  liveNational: number;
  /** Announcements that were not made yet, and the age of the oldest in seconds. */
  outbox: number;
  outboxOldestSeconds: number;
  /** Push messages and mails that were given up in the last seven days. */
  failedDeliveries: number;
  /** Payments with an unknown outcome, and payouts that were not sent yet. */
  openPayments: number;
  openPayouts: number;
  /** Whether payouts wait for an operator. */
  paidByHand: boolean;
  /** Payments that the provider cancelled after they had been credited, and that nobody has settled yet. */
  cancelledPayments: number;
  /** Payments at the provider that fit no order, and that nobody has settled yet. */
  paymentFindings: number;
};

export async function overview(
  operatorId: string,
): Promise<Result<{ figures: Overview; audit: { at: Date; findings: number } | null }, 'FORBIDDEN'>> {
  return readAsOperator(operatorId, async () => {
    const [figures, audit] = await Promise.all([readFigures(), lastAudit()]);
    return { figures, audit };
  });
}

async function readFigures(): Promise<Overview> {
  const { rows } = await database().execute<Omit<Overview, 'paidByHand'>>(sql`
    SELECT
      (SELECT count(*)::int FROM reports WHERE status = 'OPEN') AS "openReports",
      (SELECT count(DISTINCT auction_id)::int FROM reports WHERE status = 'OPEN') AS "reportedItems",
      (SELECT count(*)::int FROM users WHERE suspended_at IS NOT NULL) AS "suspendedUsers",
      live.running AS "liveAuctions", live.national AS "liveNational",
      waiting.count AS outbox, waiting.oldest AS "outboxOldestSeconds",
      (SELECT count(*)::int FROM deliveries d JOIN notifications n ON n.id = d.notification_id
        WHERE d.status = 'FAILED' AND n.created_at > now() - interval '7 days') AS "failedDeliveries",
      (SELECT count(*)::int FROM payment_orders WHERE status IN ${openStatusesSql}) AS "openPayments",
      (SELECT count(*)::int FROM payouts WHERE status = 'REQUESTED') AS "openPayouts",
      (SELECT count(*)::int FROM payment_orders o WHERE cancelled_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM operator_acts WHERE subject_type = 'payment' AND subject_id = o.order_id
          AND act = 'CLOSE_PAYMENT')) AS "cancelledPayments",
      (SELECT count(*)::int FROM payment_findings WHERE closed_at IS NULL) AS "paymentFindings"
    FROM
      (SELECT count(*)::int AS running, count(*) FILTER (WHERE is_national)::int AS national
        FROM auctions WHERE status = 'ACTIVE' AND end_time > now()) AS live,
      (SELECT count(*)::int AS count,
        coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::int AS oldest FROM outbox) AS waiting`);
  const [figures] = rows;
  if (!figures) throw new Error('the database counted nothing');
  return { ...figures, paidByHand: isPaidByHand() };
}
