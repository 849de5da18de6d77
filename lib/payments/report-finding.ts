import { database } from '@/db/client';
import { paymentFindings } from '@/db/schema';
import { log } from '@/lib/log';
import type { Money } from '@/lib/money';
import type { Payment } from './provider';

type FindingKind = (typeof paymentFindings.kind.enumValues)[number];

/** `amount`: the money of the payment that the provider holds; null when that could not be found out. */
export type Finding = { kind: FindingKind; payment: Payment; amount: Money | null };

/** Reports a payment that the comparison could not settle to people, once, however often it is found. */
export async function reportFinding({ kind, payment, amount }: Finding): Promise<void> {
  const { paymentKey, orderId } = payment;
  const written = await database()
    .insert(paymentFindings)
    .values({ kind, paymentKey, orderId, amount })
    .onConflictDoNothing()
    .returning({ id: paymentFindings.id });
  if (written.length > 0) {
    log.error({ kind, paymentKey, orderId }, 'a payment at the provider does not fit our orders');
  }
}
