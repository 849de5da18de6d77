import { toWire } from '@/lib/money';
import { pseudonymKey } from '@/lib/pseudonym';
import type { Link } from '@/lib/record/chain';
import { saltsOf } from '@/lib/record/seal';
import type { StoredAttempt } from './attempts';
import type { OpenedAttempt } from './auction-record';

/** Whether only an operator gives this command. Only the log of the operators names that person. */
export function isOperators(command: string): boolean {
  return command === 'cancelByOperator' || command === 'excludeBidder';
}

/** An attempt as its hash covers it: with pseudonyms and without secrets. */
export function linkFrom(attempt: StoredAttempt): Link {
  const { auctionId, userId, subjectId, leaderAfter, command } = attempt;
  const pseudonym = (id: string | null) => (id === null ? null : pseudonymKey(auctionId, id));
  return {
    id: attempt.id,
    auction: auctionId,
    seq: attempt.seq,
    actor: isOperators(command) ? 'operator' : (pseudonym(userId) ?? 'clock'),
    subject: pseudonym(subjectId),
    command,
    arrivedAt: attempt.arrivedAt.toISOString(),
    decidedAt: attempt.decidedAt.toISOString(),
    position: attempt.position,
    priceBefore: toWire(attempt.priceBefore),
    priceAfter: toWire(attempt.priceAfter),
    versionBefore: attempt.versionBefore,
    versionAfter: attempt.versionAfter,
    code: attempt.code,
    leaderAfter: pseudonym(leaderAfter),
    endAfter: attempt.endAfter.toISOString(),
    leaderStopped: attempt.leaderStopped,
  };
}

/** An attempt as everybody reads it once the auction is over: its commitments are opened. */
export function recordedFrom(attempt: StoredAttempt): OpenedAttempt {
  const { auction: _, ...link } = linkFrom(attempt);
  const { amount, hold, salt, hash } = attempt;
  return { ...link, ...saltsOf(salt), amount: amount && toWire(amount), hold: hold && toWire(hold), hash };
}
