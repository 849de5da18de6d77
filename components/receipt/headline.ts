import type { StoredAttempt } from '@/lib/receipts/attempts';
import type { Surroundings } from '@/lib/receipts/own-receipt';
import { minimumAt } from './minimum-at';
import { PLAIN_REFUSALS } from './plain-refusals';

type Figures = Partial<Record<'price' | 'missing' | 'unit' | 'amount', StoredAttempt['priceBefore']>> & {
  lateMs?: number;
};

/** The sentence about an attempt, as a key of `receipt.done` or `receipt.why`, with the figures that it may contain. */
export type Headline = Figures & ({ group: 'done'; name: Done } | { group: 'why'; name: Why });

type Done = (typeof DONE)[number] | 'leads' | 'raised' | 'answered' | 'other';
type Why = (typeof PLAIN_REFUSALS)[number] | 'tooLow' | 'belowStart' | 'late' | 'other';

const DONE = ['lowerAutoBid', 'buyNow', 'closeEarly', 'cancel'] as const;

/** The outcome of an attempt in words: for a refused one the reason, and how much was missing. */
export function headlineOf(
  attempt: StoredAttempt,
  around: Pick<Surroundings, 'bidUnit' | 'wasLed'>,
): Headline {
  if (attempt.code === null) return { group: 'done', ...done(attempt) };
  return { group: 'why', ...why(attempt, attempt.code, around) };
}

function done(attempt: StoredAttempt): Figures & { name: Done } {
  const { command, userId, leaderAfter, priceAfter: price, versionBefore, versionAfter, amount } = attempt;
  const isBid = command === 'bid' || command === 'autoBid';
  if (isBid && leaderAfter !== userId) return { name: 'answered', price };
  if (isBid && versionBefore === versionAfter) return { name: 'raised', amount: amount ?? price };
  if (isBid) return { name: 'leads', price };
  return { name: DONE.find((one) => one === command) ?? 'other', price };
}

function why(
  attempt: StoredAttempt,
  code: string,
  around: Pick<Surroundings, 'bidUnit' | 'wasLed'>,
): Figures & { name: Why } {
  const { amount, priceBefore: price, decidedAt, endAfter } = attempt;
  if (code === 'BID_TOO_LOW' && amount) {
    const missing = minimumAt(attempt, around).minus(amount);
    return { name: around.wasLed ? 'tooLow' : 'belowStart', price, missing };
  }
  const lateMs = decidedAt.getTime() - endAfter.getTime();
  if (code === 'AUCTION_ENDED' && lateMs >= 0) return { name: 'late', lateMs };
  return { name: PLAIN_REFUSALS.find((one) => one === code) ?? 'other', unit: around.bidUnit };
}
