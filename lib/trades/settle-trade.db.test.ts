import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, it, test } from 'vitest';
import { database } from '@/db/client';
import { won, ZERO } from '@/lib/money';
import { auditLedger } from '@/lib/wallet/audit';
import { withdraw } from '@/lib/wallet/withdraw';
import { testDatabase } from '@/test/database';
import { hold, whenSomebodyWaits } from '@/test/locks';
import { holdings, makeOperator, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { codeOf, makeTrade, tradeOf, turnClock, wrongCodeOf } from '@/test/trades';
import { settleTrade } from './settle-trade';
import type { Trade } from './trade';

const db = testDatabase();
testRedis();

const audit = () => auditLedger(db.openPool('application', 1));

async function money({ buyerId, sellerId }: Trade): Promise<string> {
  return `${await holdings(buyerId)} ${await holdings(sellerId)}`;
}

/** What was booked on the auction of a trade after the close, oldest first. */
async function entriesOf({ auctionId, openedAt }: Trade): Promise<string[]> {
  const { rows } = await database().execute<{ text: string }>(sql`
    SELECT type || ' ' || balance_delta || '/' || locked_delta AS text FROM transactions
    WHERE auction_id = ${auctionId} AND created_at > ${openedAt.toISOString()} ORDER BY id`);
  return rows.map(({ text }) => text);
}

async function eventsOf({ id }: Trade): Promise<string[]> {
  const { rows } = await database().execute<{ kind: string }>(
    sql`SELECT kind FROM trade_events WHERE trade_id = ${id} ORDER BY seq`,
  );
  return rows.map(({ kind }) => kind);
}

it('holds the price from the win to the code at the door, and pays in that moment', async () => {
  const trade = await makeTrade();
  expect(await money(trade)).toBe('14000/86000 0/0');
  expect(await withdraw({ userId: trade.sellerId, amount: 1_000 })).toMatchObject({
    code: 'INSUFFICIENT_BALANCE',
  });
  expect(await audit()).toEqual([]);
  const code = await codeOf(trade.id);
  const answer = await settleTrade(trade.id, { kind: 'handover', userId: trade.sellerId, code });
  expect(answer).toEqual({ ok: true, tradeId: trade.id, state: 'COMPLETED', version: 1 });
  expect(await money(trade)).toBe('14000/0 86000/0');
  expect(await entriesOf(trade)).toEqual(['PAYMENT 0/-86000', 'EARNING 86000/0']);
  expect(await eventsOf(trade)).toEqual(['OPENED', 'HANDED_OVER']);
  expect(await audit()).toEqual([]);
});

it('gives a part back in a settlement, and the rest to the seller', async () => {
  const trade = await makeTrade();
  const { id, buyerId, sellerId } = trade;
  await settleTrade(id, { kind: 'dispute', userId: buyerId, reason: 'NOT_AS_DESCRIBED' });
  await settleTrade(id, { kind: 'offer', userId: sellerId, refund: won(43_000), returns: false });
  expect(await audit()).toEqual([]);
  await settleTrade(id, { kind: 'takeOffer', userId: buyerId, refund: won(43_000) });
  expect(await money(trade)).toBe('57000/0 43000/0');
  expect(await entriesOf(trade)).toEqual(['BID_REFUND 43000/-43000', 'PAYMENT 0/-43000', 'EARNING 43000/0']);
  expect(await audit()).toEqual([]);
});

it('counts wrong codes, in every process, until the code is locked', async () => {
  const { id, sellerId } = await makeTrade();
  const code = await wrongCodeOf(id);
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => settleTrade(id, { kind: 'handover', userId: sellerId, code })),
  );
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort();
  expect(codes).toEqual(['CODE_LOCKED', 'CODE_LOCKED', ...Array(4).fill('WRONG_CODE')]);
  const right = await codeOf(id);
  expect(await settleTrade(id, { kind: 'handover', userId: sellerId, code: right })).toMatchObject({
    code: 'CODE_LOCKED',
  });
});

it('answers one key once, and refuses it for another command', async () => {
  const { id, buyerId } = await makeTrade();
  const key = randomUUID();
  const complete = { kind: 'complete', userId: buyerId } as const;
  const first = await settleTrade(id, complete, key);
  expect(await settleTrade(id, complete, key)).toEqual(first);
  expect(await settleTrade(id, { kind: 'newCode', userId: buyerId }, key)).toMatchObject({
    code: 'IDEMPOTENCY_MISMATCH',
  });
});

it('is nobody else’s', async () => {
  const { id, buyerId, sellerId } = await makeTrade();
  const stranger = await makeUser();
  const code = await codeOf(id);
  expect(await settleTrade(id, { kind: 'handover', userId: stranger, code })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await settleTrade(id, { kind: 'handover', userId: buyerId, code })).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await settleTrade('999999', { kind: 'complete', userId: buyerId })).toMatchObject({
    code: 'NOT_FOUND',
  });
  const decision = { kind: 'decide', refund: ZERO, fault: 'NONE', reason: '전달을 확인했어요' } as const;
  for (const operatorId of [stranger, buyerId, sellerId]) {
    expect(await settleTrade(id, { ...decision, operatorId })).toMatchObject({ code: 'FORBIDDEN' });
  }
});

it('is decided by an operator, with the reason in the log', async () => {
  const trade = await makeTrade();
  const operatorId = await makeOperator();
  await settleTrade(trade.id, { kind: 'dispute', userId: trade.buyerId, reason: 'DAMAGED' });
  const decision = {
    kind: 'decide',
    refund: won(86_000),
    fault: 'SELLER',
    reason: '사진으로 확인했어요',
  } as const;
  expect(await settleTrade(trade.id, { ...decision, operatorId })).toMatchObject({ ok: true });
  const { rows } = await database().execute(sql`
    SELECT act, subject_type, subject_id, reason, detail FROM operator_acts WHERE operator_id = ${operatorId}`);
  expect(rows).toEqual([
    {
      act: 'DECIDE_TRADE',
      subject_type: 'trade',
      subject_id: trade.id,
      reason: '사진으로 확인했어요',
      detail: { refund: 86_000, fault: 'SELLER' },
    },
  ]);
  await turnClock(trade.id, '3 days');
  await settleTrade(trade.id, { kind: 'clock' });
  expect(await money(trade)).toBe('100000/0 0/0');
  expect(await audit()).toEqual([]);
});

test('a code that waits while its last deadline passes is late, whether the worker is first or not', async () => {
  const trade = await makeTrade();
  const code = await codeOf(trade.id);
  await turnClock(trade.id, '30 days');
  const letGo = await hold(db, sql`SELECT FROM trades WHERE id = ${trade.id} FOR UPDATE`);
  const commands = [
    settleTrade(trade.id, { kind: 'handover', userId: trade.sellerId, code }),
    settleTrade(trade.id, { kind: 'clock' }),
  ];
  await whenSomebodyWaits();
  await letGo();
  const answers = await Promise.all(commands);
  expect(answers.map((answer) => answer.ok || answer.code)).toContain('TRADE_NOT_OPEN');
  expect(await tradeOf(trade.id)).toMatchObject({ state: 'CANCELLED', fault: 'NONE' });
  expect(await money(trade)).toBe('100000/0 0/0');
  expect(await entriesOf(trade)).toEqual(['BID_REFUND 86000/-86000']);
  expect(await audit()).toEqual([]);
});

test('of a refund, a release and two operators one is written', async () => {
  const trade = await makeTrade();
  const [first, second] = [await makeOperator(), await makeOperator()];
  const { id, buyerId, sellerId } = trade;
  await settleTrade(id, { kind: 'dispute', userId: buyerId, reason: 'NOT_AS_DESCRIBED' });
  await settleTrade(id, { kind: 'offer', userId: sellerId, refund: won(86_000), returns: false });
  const decision = { kind: 'decide', refund: ZERO, fault: 'NONE', reason: '전달을 확인했어요' } as const;
  const answers = await Promise.all([
    settleTrade(id, { kind: 'takeOffer', userId: buyerId }),
    settleTrade(id, { kind: 'withdrawDispute', userId: buyerId }),
    settleTrade(id, { ...decision, operatorId: first }),
    settleTrade(id, { ...decision, operatorId: second }),
  ]);
  expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0);
  const decided = await database().execute(sql`SELECT FROM operator_acts WHERE act = 'DECIDE_TRADE'`);
  expect(decided.rowCount ?? 0).toBeLessThanOrEqual(2);
  expect((await tradeOf(id)).version).toBe(2 + answers.filter(({ ok }) => ok).length);
  expect(await audit()).toEqual([]);
});
