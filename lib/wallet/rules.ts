import { MAX_WON, type Money, ZERO } from '@/lib/money';
import type { Refusal } from '@/lib/result';

export type Holding = { balance: Money; locked: Money };

export type Movement =
  | { type: 'WITHDRAWAL'; amount: Money }
  /** `returns`: money that had left and did not arrive. */
  | { type: 'DEPOSIT'; amount: Money; returns?: true };

export type WalletDecision = { ok: true; balanceDelta: Money; after: Holding } | Refusal;

/**
 * Whether somebody may still bring this much in. The limit applies to deposits that people ask for: earnings, refunds
 * and returned payouts are never refused, because nobody could do anything about a refusal.
 */
export function mayBringIn({ balance, locked }: Holding, amount: Money): boolean {
  return balance.plus(locked).plus(amount).lte(MAX_WON);
}

/**
 * Decides a deposit or a withdrawal for one wallet. Only free money goes out: money locked by bids stays.
 *
 * @returns the movement and the balances after it, or why it is refused
 */
export function decideMovement(holding: Holding, movement: Movement): WalletDecision {
  const { type, amount } = movement;
  const balanceDelta = type === 'DEPOSIT' ? amount : amount.neg();
  const balance = holding.balance.plus(balanceDelta);
  if (balance.lt(ZERO)) return { ok: false, code: 'INSUFFICIENT_BALANCE', available: holding.balance };
  if (type === 'DEPOSIT' && !movement.returns && !mayBringIn(holding, amount)) {
    return { ok: false, code: 'BALANCE_LIMIT' };
  }
  return { ok: true, balanceDelta, after: { balance, locked: holding.locked } };
}
