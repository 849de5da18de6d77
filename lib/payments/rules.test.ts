import Big from 'big.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PaymentAnswer } from './provider';
import { nextStep, type OrderState, type OrderStatus, secondsUntilNextCheck } from './rules';

const amounts = fc.integer({ min: 1, max: 5 }).map((won) => new Big(won));
const orderIds = fc.constantFrom('order-1', 'order-2');
const answers: fc.Arbitrary<PaymentAnswer> = fc.oneof(
  fc.record({
    outcome: fc.constant('paid' as const),
    paymentKey: fc.constantFrom('key-1', 'key-2'),
    orderId: orderIds,
    amount: amounts,
  }),
  fc.record({
    outcome: fc.constantFrom('refused' as const, 'unknown' as const),
    code: fc.constantFrom('A', 'B'),
  }),
  fc.record({ outcome: fc.constantFrom('given back' as const, 'waiting' as const) }),
);
const orders: fc.Arbitrary<OrderState> = fc.record({
  status: fc.constantFrom<OrderStatus>('CREATED', 'CONFIRMING', 'UNKNOWN', 'FAILED', 'PAID'),
  orderId: orderIds,
  amount: amounts,
  failureCode: fc.constantFrom(null, 'AMOUNT_MISMATCH'),
  cancelledAt: fc.constant(null),
});

it('credits only money that was taken, for this order, of exactly its amount', () => {
  fc.assert(
    fc.property(orders, answers, (order, answer) => {
      const fits =
        answer.outcome === 'paid' && answer.orderId === order.orderId && answer.amount.eq(order.amount);
      expect(nextStep(order, answer).step === 'credit').toBe(fits && order.status !== 'PAID');
    }),
  );
});

it('gives back only money that was taken for this order', () => {
  fc.assert(
    fc.property(orders, answers, (order, answer) => {
      if (nextStep(order, answer).step !== 'give back') return;
      expect(answer).toMatchObject({ outcome: 'paid', orderId: order.orderId });
    }),
  );
});

it('credits an order at most once, and forgets no money, whatever answers come in whatever order', () => {
  fc.assert(
    fc.property(orders, fc.array(answers, { maxLength: 12 }), (first, course) => {
      const order = { ...first, status: 'CONFIRMING' as OrderStatus };
      let credited = 0;
      for (const answer of course) {
        const next = nextStep(order, answer);
        if (next.step === 'credit') {
          credited += 1;
          order.status = 'PAID';
        }
        if (next.step === 'fail') order.status = 'FAILED';
        if (next.step === 'give back' || next.step === 'ask again') order.status = 'UNKNOWN';
        // Money that is there stays in view: credited, or on its way back under an open order.
        if (answer.outcome === 'paid' && answer.orderId === order.orderId) {
          expect(['PAID', 'UNKNOWN']).toContain(order.status);
        }
      }
      expect(credited).toBeLessThanOrEqual(1);
    }),
  );
});

it('of what is paid notes a cancellation, all or part, once, and changes nothing else', () => {
  fc.assert(
    fc.property(orders, answers, (first, answer) => {
      const order = { ...first, status: 'PAID' as OrderStatus };
      const isLess =
        answer.outcome === 'paid' && answer.orderId === order.orderId && answer.amount.lt(order.amount);
      const step = answer.outcome === 'given back' || isLess ? 'note cancellation' : 'nothing';
      expect(nextStep(order, answer)).toEqual({ step });
      expect(nextStep({ ...order, cancelledAt: new Date() }, answer)).toEqual({ step: 'nothing' });
    }),
  );
});

it('settles nothing while the answer is open', () => {
  fc.assert(
    fc.property(orders, fc.constantFrom('waiting' as const, 'unknown' as const), (order, outcome) => {
      const answer = outcome === 'unknown' ? { outcome, code: 'TIMEOUT' } : { outcome };
      expect(['nothing', 'ask again']).toContain(nextStep(order, answer).step);
    }),
  );
});

it('waits longer each time, and ten minutes at most', () => {
  expect([0, 1, 2, 8, 9, 1_000].map(secondsUntilNextCheck)).toEqual([2, 4, 8, 512, 600, 600]);
});
