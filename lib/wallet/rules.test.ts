import Big from 'big.js';
import { expect, it } from 'vitest';
import { MAX_WON } from '@/lib/money';
import { fc } from '@/test/properties';
import { decideMovement, type Holding, type Movement } from './rules';

const amounts = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((amount) => new Big(amount)),
  fc.integer({ min: 0, max: 100 }).map((less) => MAX_WON.minus(less)),
);
const movements: fc.Arbitrary<Movement> = fc.oneof(
  fc.record({ type: fc.constant('WITHDRAWAL' as const), amount: amounts }),
  fc.record({ type: fc.constant('DEPOSIT' as const), amount: amounts }),
  fc.record({ type: fc.constant('DEPOSIT' as const), amount: amounts, returns: fc.constant(true as const) }),
);
/** Empty, small, just below the limit of deposits, and far beyond it, as after many sales. */
const held = fc.oneof(
  fc.integer({ min: 0, max: 1_000 }).map((amount) => new Big(amount)),
  amounts,
  fc.integer({ min: 1, max: 9_000 }).map((sales) => MAX_WON.times(sales)),
);

it('over any sequence of deposits and withdrawals, a wallet holds the deposits less the withdrawals', () => {
  fc.assert(
    fc.property(held, held, fc.array(movements, { maxLength: 30 }), (balance, locked, course) => {
      let holding: Holding = { balance, locked };
      let sum = balance;
      for (const movement of course) {
        const decision = decideMovement(holding, movement);
        if (!decision.ok) continue;
        sum = sum.plus(decision.balanceDelta);
        holding = decision.after;
        expect(decision.balanceDelta.abs().eq(movement.amount)).toBe(true);
        expect(holding.balance.gte(0) && holding.locked.eq(locked)).toBe(true);
      }
      expect(holding.balance.eq(sum)).toBe(true);
    }),
  );
});

it('refuses a withdrawal only for want of free money, and a deposit only when a person brings in too much', () => {
  fc.assert(
    fc.property(held, held, movements, (balance, locked, movement) => {
      const decision = decideMovement({ balance, locked }, movement);
      const code = decision.ok ? 'ok' : decision.code;
      if (movement.type === 'WITHDRAWAL') {
        expect(code).toBe(movement.amount.gt(balance) ? 'INSUFFICIENT_BALANCE' : 'ok');
      } else {
        const isTooMuch = balance.plus(locked).plus(movement.amount).gt(MAX_WON);
        expect(code).toBe(isTooMuch && !movement.returns ? 'BALANCE_LIMIT' : 'ok');
      }
    }),
  );
});

it('accepts deposits up to the last won that fits, and withdrawals up to the last won that is free', () => {
  const holding: Holding = { balance: MAX_WON.minus(100), locked: new Big(50) };
  const brings = (won: number) => decideMovement(holding, { type: 'DEPOSIT', amount: new Big(won) }).ok;
  expect([brings(50), brings(51)]).toEqual([true, false]);
  const takes = (amount: Big) => decideMovement(holding, { type: 'WITHDRAWAL', amount }).ok;
  expect([takes(holding.balance), takes(holding.balance.plus(1))]).toEqual([true, false]);
});
