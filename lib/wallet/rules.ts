import { MAX_WON, type Money, ZERO } from '@/lib/money';
import type { Refusal } from '@/lib/result';

export type Holding = { balance: Money; locked: Money };

export type Movement = { type: 'DEPOSIT' | 'WITHDRAWAL'; amount: Money };

export type WalletDecision = { ok: true; balanceDelta: Money; after: Holding } | Refusal;

/**
 * Decides a deposit or a withdrawal for one wallet. Only free money goes out: what bids hold stays.
 *
 * @returns the movement and what the wallet holds after it, or why not
 */
export function decideMovement(holding: Holding, { type, amount }: Movement): WalletDecision {
  const balanceDelta = type === 'DEPOSIT' ? amount : amount.neg();
  const balance = holding.balance.plus(balanceDelta);
  if (balance.lt(ZERO)) return { ok: false, code: 'INSUFFICIENT_BALANCE', available: holding.balance };
  if (balance.plus(holding.locked).gt(MAX_WON)) return { ok: false, code: 'BALANCE_LIMIT' };
  return { ok: true, balanceDelta, after: { balance, locked: holding.locked } };
}
