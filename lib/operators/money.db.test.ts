import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { databasePool } from '@/db/client';
import { type IdPosition, idPositionSchema } from '@/lib/paging/by-id';
import { settleOrder } from '@/lib/payments/settle-order';
import { startDeposit } from '@/lib/payments/start-deposit';
import { listPayouts } from '@/lib/payouts/list';
import { processPayouts } from '@/lib/payouts/process';
import { demoSender } from '@/lib/payouts/sender';
import { auditLedger } from '@/lib/wallet/audit';
import { testDatabase } from '@/test/database';
import { holdings, makeOperator, makePayout, makeUser, only, toldKinds } from '@/test/market';
import { testRedis } from '@/test/redis';
import { listActs } from './operator-log';
import { overview } from './overview';
import { claimPayout, payPayout } from './pay-payout';
import { closePaymentCase, listPaymentCases } from './payment-cases';
import { type FoundPayout, listPayoutQueue } from './payout-queue';

const { openPool } = testDatabase();
testRedis();
beforeAll(() => {
  process.env.PAYMENT_PROVIDER = 'demo';
});
afterEach(async () => expect(await auditLedger(databasePool())).toEqual([]));

const SENT = { outcome: 'SENT', reason: '이체 번호 20261126-01' };
const RETURNED = { outcome: 'RETURNED', reason: '예금주 이름이 달라요.' };

/** A person with 50,000 won requests a payout of 20,000 won; there is an operator. */
async function requested() {
  const [operatorId, userId] = [await makeOperator(), await makeUser({ balance: 50_000 })];
  return { operatorId, userId, payoutId: await makePayout({ userId, amount: 20_000 }) };
}

async function seenBy(operatorId: string, payoutId: string): Promise<FoundPayout | undefined> {
  for (const status of ['REQUESTED', 'SENT', 'RETURNED'] as const) {
    const page = await listPayoutQueue({ operatorId, status, limit: 100 });
    const found = page.ok ? page.items.find(({ id }) => id === payoutId) : undefined;
    if (found) return found;
  }
  return undefined;
}

async function actsOn(operatorId: string, subject: string): Promise<string[]> {
  const acts = await listActs({ operatorId, subject, limit: 100 });
  return acts.ok ? acts.items.map(({ act }) => act) : [];
}

describe('a payout by hand', () => {
  test('is claimed, sent and recorded, and only its payer sees the complete account', async () => {
    const { operatorId, userId, payoutId } = await requested();
    const other = await makeOperator();
    expect(await seenBy(operatorId, payoutId)).toMatchObject({ accountNumber: '4567', claimedBy: null });
    expect(await claimPayout({ operatorId, payoutId, from: null })).toEqual({ ok: true });
    expect(await seenBy(operatorId, payoutId)).toMatchObject({
      accountNumber: '333301234567',
      claimedBy: { id: operatorId },
    });
    expect(await seenBy(other, payoutId)).toMatchObject({ accountNumber: '4567' });

    expect(await payPayout({ operatorId, payoutId, payment: SENT })).toEqual({ ok: true });
    expect(await holdings(userId)).toBe('30000/0');
    expect(await seenBy(operatorId, payoutId)).toMatchObject({ status: 'SENT', accountNumber: '4567' });
    expect(await actsOn(operatorId, payoutId)).toEqual(['SEND_PAYOUT', 'CLAIM_PAYOUT']);
    expect(await toldKinds(userId)).toEqual(['PAYOUT_SENT']);
  });

  test('that cannot be sent returns the money, and its owner reads why', async () => {
    const { operatorId, userId, payoutId } = await requested();
    await claimPayout({ operatorId, payoutId, from: null });
    expect(await payPayout({ operatorId, payoutId, payment: RETURNED })).toEqual({ ok: true });
    expect(await holdings(userId)).toBe('50000/0');
    const { items } = await listPayouts({ userId, limit: 10 });
    expect(only(items)).toMatchObject({ status: 'RETURNED', note: RETURNED.reason });
    for (const payment of [SENT, RETURNED]) {
      expect(await payPayout({ operatorId, payoutId, payment })).toMatchObject({
        code: 'ALREADY_TAKEN',
        fields: { payout: 'alreadyDone' },
      });
    }
    expect(await holdings(userId)).toBe('50000/0');
    expect(await actsOn(operatorId, payoutId)).toEqual(['REFUSE_PAYOUT', 'CLAIM_PAYOUT']);
    expect(await toldKinds(userId)).toEqual(['PAYOUT_RETURNED']);
  });

  test('has one payer: of two claims at once one succeeds, and taking over needs the name of the current payer', async () => {
    const { operatorId, payoutId } = await requested();
    const other = await makeOperator();
    const answers = await Promise.all(
      [operatorId, other].map((who) => claimPayout({ operatorId: who, payoutId, from: null })),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['ALREADY_TAKEN', 'ok']);
    const [holder, loser] = answers[0]?.ok ? [operatorId, other] : [other, operatorId];
    expect(await payPayout({ operatorId: loser, payoutId, payment: SENT })).toMatchObject({
      fields: { payout: 'takenByOther' },
    });
    expect(await claimPayout({ operatorId: loser, payoutId, from: holder })).toEqual({ ok: true });
    expect(await payPayout({ operatorId: holder, payoutId, payment: SENT })).toMatchObject({
      fields: { payout: 'takenByOther' },
    });
    // A repeated claim by the same operator changes nothing.
    expect(await claimPayout({ operatorId: loser, payoutId, from: null })).toEqual({ ok: true });
    expect(await payPayout({ operatorId: loser, payoutId, payment: SENT })).toEqual({ ok: true });
    expect(await actsOn(loser, payoutId)).toEqual(['SEND_PAYOUT', 'CLAIM_PAYOUT', 'CLAIM_PAYOUT']);
  });

  test('that is settled many times at once, as sent and as returned, has one outcome', async () => {
    const { operatorId, userId, payoutId } = await requested();
    await claimPayout({ operatorId, payoutId, from: null });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        payPayout({ operatorId, payoutId, payment: index % 2 ? SENT : RETURNED }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await actsOn(operatorId, payoutId)).toHaveLength(2);
    expect(['30000/0', '50000/0']).toContain(await holdings(userId));
  });

  test('is not taken from an operator by the automatic sender, and nobody pays their own', async () => {
    const { operatorId, payoutId } = await requested();
    await claimPayout({ operatorId, payoutId, from: null });
    expect(await processPayouts(demoSender)).toBe('done');
    expect(await seenBy(operatorId, payoutId)).toMatchObject({ status: 'REQUESTED' });
    await payPayout({ operatorId, payoutId, payment: RETURNED });

    const own = await makePayout({ userId: await withMoney(operatorId), amount: 1_000 });
    expect(await claimPayout({ operatorId, payoutId: own, from: null })).toEqual({
      ok: false,
      code: 'FORBIDDEN',
    });
    expect(await payPayout({ operatorId, payoutId: own, payment: SENT })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test.each([
    [{ outcome: 'SENT', reason: '' }, { reason: 'required' }],
    [{ outcome: 'SENT', reason: 'x'.repeat(1_001) }, { reason: 'tooLong' }],
    [{ outcome: 'BURNT', reason: 'x' }, { outcome: 'invalid' }],
    [{ reason: 'x' }, { outcome: 'required' }],
    ['SENT', { body: 'invalid' }],
  ])('with %o is refused, and says which field', async (payment, fields) => {
    const { operatorId, payoutId, userId } = await requested();
    await claimPayout({ operatorId, payoutId, from: null });
    expect(await payPayout({ operatorId, payoutId, payment })).toMatchObject({
      code: 'INVALID_INPUT',
      fields,
    });
    expect(await holdings(userId)).toBe('30000/0');
  });

  test('with an invalid id is not found', async () => {
    const operatorId = await makeOperator();
    for (const payoutId of ['', '0', 'abc', '-1', '99999999999999999999', '\0', '999999']) {
      expect(await claimPayout({ operatorId, payoutId, from: null })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await payPayout({ operatorId, payoutId, payment: SENT })).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('waits in line, the oldest first, and none is lost between pages', async () => {
    const operatorId = await makeOperator();
    const userId = await makeUser({ balance: 3_000 });
    const made: string[] = [];
    for (let number = 0; number < 3; number += 1) made.push(await makePayout({ userId, amount: 1_000 }));
    const seen: string[] = [];
    let after: IdPosition | undefined;
    do {
      const page = await listPayoutQueue({ operatorId, status: 'REQUESTED', user: userId, after, limit: 2 });
      if (!page.ok) throw new Error(page.code);
      seen.push(...page.items.map(({ id }) => id));
      after = page.nextCursor === null ? undefined : idPositionSchema.parse(page.nextCursor);
    } while (after);
    expect(seen).toEqual(made);
  });
});

describe('a payment that was cancelled after the wallet had it', () => {
  test('is listed until an operator says how it was settled; the ledger stays', async () => {
    const [operatorId, userId] = [await makeOperator(), await makeUser()];
    const started = await startDeposit({ userId, amount: 30_000 });
    if (!started.ok) throw new Error(started.code);
    const { orderId } = started.order;
    const cases = async () => {
      const listed = await listPaymentCases(operatorId);
      return listed.ok ? listed.cancelled.map(({ id }) => id) : [];
    };
    const close = (reason: unknown) => closePaymentCase({ operatorId, orderId, reason });
    expect(await close('없는 일')).toMatchObject({ code: 'NOT_FOUND' });

    const provider = { confirm: never, lookUp: never, giveBack: never, list: never };
    const answer = { outcome: 'given back', orderId, paymentKey: `demo-${orderId}` } as const;
    await Promise.all(
      Array.from({ length: 5 }, () => settleOrder(orderId, { call: 'lookUp', answer }, provider)),
    );
    expect(await cases()).toEqual([orderId]);
    expect(await overview(operatorId)).toMatchObject({ figures: { cancelledPayments: 1 } });
    expect(await holdings(userId)).toBe('30000/0');

    expect(await close(' ')).toMatchObject({ fields: { reason: 'required' } });
    const answers = await Promise.all([close('계좌로 돌려받았어요.'), close('계좌로 돌려받았어요.')]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['ALREADY_TAKEN', 'ok']);
    expect(await cases()).toEqual([]);
    expect(await actsOn(operatorId, orderId)).toEqual(['CLOSE_PAYMENT']);
    expect(await overview(operatorId)).toMatchObject({ figures: { cancelledPayments: 0 } });
  });

  test('is recorded once, and the record cannot change what it paid', async () => {
    const userId = await makeUser();
    const started = await startDeposit({ userId, amount: 1_000 });
    if (!started.ok) throw new Error(started.code);
    const application = openPool('application', 1);
    const change = (what: string) =>
      application.query(`UPDATE payment_orders SET ${what} WHERE order_id = '${started.order.orderId}'`);
    await expect(change("cancelled_at = now(), payment_key = 'another'")).rejects.toThrow('is PAID already');
    await change('cancelled_at = now()');
    await expect(change('cancelled_at = NULL')).rejects.toThrow('is PAID already');
  });
});

describe('a payment at the provider that fits no order', () => {
  test('is listed until one of two operators says how it was settled', async () => {
    const operatorId = await makeOperator();
    await databasePool().query(`INSERT INTO payment_findings (kind, payment_key, order_id, amount)
      VALUES ('NO_ORDER', 'tviva-of-nobody', 'order-of-nobody', 700)`);
    const found = async () => {
      const listed = await listPaymentCases(operatorId);
      return listed.ok ? listed.findings : [];
    };
    const finding = only(await found());
    expect(finding).toMatchObject({ kind: 'NO_ORDER', paymentKey: 'tviva-of-nobody' });
    expect(await overview(operatorId)).toMatchObject({ figures: { paymentFindings: 1 } });
    const close = (orderId: string) =>
      closePaymentCase({ operatorId, orderId, reason: '토스에서 취소했어요.' });
    for (const unknown of ['finding-0', 'finding-99999', 'finding-x']) {
      expect(await close(unknown)).toMatchObject({ code: 'NOT_FOUND' });
    }
    const answers = await Promise.all([close(finding.id), close(finding.id)]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['ALREADY_TAKEN', 'ok']);
    expect(await found()).toEqual([]);
    expect(await actsOn(operatorId, finding.id)).toEqual(['CLOSE_PAYMENT']);
    expect(await overview(operatorId)).toMatchObject({ figures: { paymentFindings: 0 } });
  });
});

function never(): Promise<never> {
  throw new Error('nobody is asked');
}

/** Puts money into an operator's own wallet. */
async function withMoney(userId: string): Promise<string> {
  const started = await startDeposit({ userId, amount: 5_000 });
  if (!started.ok) throw new Error(started.code);
  return userId;
}
