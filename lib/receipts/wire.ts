import { toWire } from '@/lib/money';
import type { StoredAttempt } from './attempts';

/** An attempt as a list of the API shows it. */
export function toWireAttempt(attempt: StoredAttempt) {
  return {
    id: attempt.id,
    command: attempt.command,
    amount: attempt.amount && toWire(attempt.amount),
    arrivedAt: attempt.arrivedAt.toISOString(),
    decidedAt: attempt.decidedAt.toISOString(),
    position: attempt.position,
    priceBefore: toWire(attempt.priceBefore),
    priceAfter: toWire(attempt.priceAfter),
    versionBefore: attempt.versionBefore,
    versionAfter: attempt.versionAfter,
    code: attempt.code,
    hash: attempt.hash,
  };
}
