import Big from 'big.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_WON } from '@/lib/money';
import { decideMovement, type Holding, type Movement } from './rules';

const amounts = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((amount) => new Big(amount)),
  fc.integer({ min: 0, max: 100 }).map((less) => MAX_WON.minus(less)),
);
const movements: fc.Arbitrary<Movement> = fc.record({
  type: fc.constantFrom('DEPOSIT' as const, 'WITHDRAWAL' as const),
  amount: amounts,
});
const locked = fc.integer({ min: 0, max: 1_000 }).map((amount) => new Big(amount));

it('over any course of deposits and withdrawals, a wallet is what came in less what went out', () => {
  fc.assert(
    fc.property(locked, fc.array(movements, { maxLength: 30 }), (held, course) => {
      let holding: Holding = { balance: new Big(0), locked: held };
      let sum = new Big(0);
      for (const movement of course) {
        const decision = decideMovement(holding, movement);
        if (!decision.ok) continue;
        sum = sum.plus(decision.balanceDelta);
        holding = decision.after;
        expect(decision.balanceDelta.abs().eq(movement.amount)).toBe(true);
        expect(holding.balance.gte(0) && holding.balance.plus(holding.locked).lte(MAX_WON)).toBe(true);
        expect(holding.locked.eq(held)).toBe(true);
      }
      expect(holding.balance.eq(sum)).toBe(true);
    }),
  );
});

it('refuses only what is too much: more than is free, or more than a wallet holds', () => {
  fc.assert(
    fc.property(amounts, locked, movements, (free, held, movement) => {
      const balance = free.gt(MAX_WON.minus(held)) ? MAX_WON.minus(held) : free;
      const isTooMuch =
        movement.type === 'WITHDRAWAL'
          ? movement.amount.gt(balance)
          : balance.plus(held).plus(movement.amount).gt(MAX_WON);
      expect(decideMovement({ balance, locked: held }, movement).ok).toBe(!isTooMuch);
    }),
  );
});
