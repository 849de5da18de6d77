import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '@/lib/accounts/tokens';
import {
  acceptOfferEndpoint,
  callOffEndpoint,
  completeTradeEndpoint,
  decideTradeEndpoint,
  deliverEndpoint,
  handOverEndpoint,
  listTradesEndpoint,
  objectEndpoint,
  offerEndpoint,
  shipEndpoint,
  tradeEndpoint,
} from '@/lib/api/endpoints/trades';
import { settleTrade } from '@/lib/trades/settle-trade';
import type { Trade } from '@/lib/trades/trade';
import { ask } from '@/test/api';
import { testDatabase } from '@/test/database';
import { holdings, makeOperator, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { codeOf, makeTrade, turnClock, wrongCodeOf } from '@/test/trades';

testDatabase();
testRedis();

const tokenOf = (id: string) => issueToken({ id, sessionVersion: 1 });

async function tokensOf({ buyerId, sellerId }: Trade) {
  const [buyer, seller, stranger] = await Promise.all([buyerId, sellerId, await makeUser()].map(tokenOf));
  if (!buyer || !seller || !stranger) throw new Error('a token is missing');
  return { buyer, seller, stranger };
}

describe('a handover', () => {
  it('shows the code to the buyer alone, and pays the seller who types it', async () => {
    const trade = await makeTrade();
    const { id } = trade;
    const { buyer, seller, stranger } = await tokensOf(trade);
    const code = await codeOf(id);
    const shown = await ask(tradeEndpoint, { id, token: buyer });
    expect(shown.answer).toMatchObject({
      role: 'BUYER',
      state: 'AWAITING',
      price: 86_000,
      code,
      next: { who: 'BOTH', what: 'propose' },
      counterpart: { id: trade.sellerId },
    });
    expect((await ask(tradeEndpoint, { id, token: seller })).answer).toMatchObject({
      role: 'SELLER',
      code: null,
    });
    expect((await ask(tradeEndpoint, { id, token: stranger })).status).toBe(404);

    const typed = `${code.slice(0, 3)} ${code.slice(3)}`;
    const byBuyer = await ask(handOverEndpoint, { id, token: buyer, body: { code } });
    expect(byBuyer.refusal?.code).toBe('FORBIDDEN');
    expect((await ask(handOverEndpoint, { id, token: stranger, body: { code } })).status).toBe(404);
    const paid = await ask(handOverEndpoint, { id, token: seller, body: { code: typed } });
    expect(paid.answer).toMatchObject({ state: 'COMPLETED', refund: 0, code: null, next: { who: 'NOBODY' } });
    expect(paid.answer.events.map(({ kind }) => kind)).toEqual(['OPENED', 'HANDED_OVER']);
    expect(await holdings(trade.sellerId)).toBe('86000/0');
    const again = await ask(handOverEndpoint, { id, token: seller, body: { code } });
    expect([again.status, again.refusal?.code]).toEqual([409, 'TRADE_NOT_OPEN']);
  });

  it('says how many tries are left, then locks', async () => {
    const trade = await makeTrade();
    const { seller } = await tokensOf(trade);
    const body = { code: await wrongCodeOf(trade.id) };
    const asked = { id: trade.id, token: seller, body };
    for (const triesLeft of [4, 3, 2, 1]) {
      const { status, refusal } = await ask(handOverEndpoint, asked);
      expect([status, refusal]).toMatchObject([409, { code: 'WRONG_CODE', triesLeft }]);
    }
    const locked = await ask(handOverEndpoint, asked);
    expect([locked.status, locked.refusal?.retryAfterSeconds]).toEqual([429, 600]);
    expect(Number(locked.headers.get('retry-after'))).toBe(600);
    expect((await ask(handOverEndpoint, { ...asked, body: { code: '12ab' } })).refusal).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { code: 'code' },
    });
  });
});

it('a parcel is sent by the seller and received by the buyer', async () => {
  const trade = await makeTrade({ method: 'PARCEL' });
  const { id } = trade;
  const { buyer, seller } = await tokensOf(trade);
  const shipment = {
    id,
    token: seller,
    body: { carrier: 'kr.cjlogistics' as const, trackingNumber: '6889-0012-3456' },
  };
  expect((await ask(shipEndpoint, shipment)).refusal?.code).toBe('TRADE_NOT_OPEN');
  const shipBy = new Date(Date.now() + 3 * 24 * 3_600_000);
  await settleTrade(id, { kind: 'address', userId: trade.buyerId, shipBy });
  expect((await ask(shipEndpoint, { ...shipment, token: buyer })).refusal?.code).toBe('FORBIDDEN');
  expect((await ask(shipEndpoint, shipment)).answer).toMatchObject({
    state: 'SHIPPED',
    parcel: { trackingNumber: '688900123456', deliveredAt: null },
    next: { who: 'BUYER', what: 'receive' },
  });
  expect((await ask(deliverEndpoint, { id, token: seller })).refusal?.code).toBe('FORBIDDEN');
  expect((await ask(deliverEndpoint, { id, token: buyer })).answer.state).toBe('DELIVERED');
  const key = { 'idempotency-key': randomUUID() };
  const done = await ask(completeTradeEndpoint, { id, token: buyer, headers: key });
  expect(done.answer.state).toBe('COMPLETED');
  expect((await ask(completeTradeEndpoint, { id, token: buyer, headers: key })).answer.state).toBe(
    'COMPLETED',
  );
  expect(await holdings(trade.sellerId)).toBe('86000/0');
});

it('a trade in which nothing happens can be called off on day 7, and the other side can object', async () => {
  const trade = await makeTrade();
  const { id } = trade;
  const { buyer, seller } = await tokensOf(trade);
  const early = await ask(callOffEndpoint, { id, token: buyer, body: {} });
  expect(early.refusal).toMatchObject({
    code: 'NOT_YET',
    at: new Date(trade.openedAt.getTime() + 7 * 86_400_000).toISOString(),
  });
  await turnClock(id, '7 days');
  const pending = await ask(callOffEndpoint, { id, token: buyer, body: {} });
  expect(pending.answer).toMatchObject({ state: 'AWAITING', next: { who: 'SELLER', what: 'answerCallOff' } });
  expect((await ask(objectEndpoint, { id, token: buyer })).refusal?.code).toBe('FORBIDDEN');
  expect((await ask(objectEndpoint, { id, token: seller })).answer.next.what).toBe('propose');
  expect(await holdings(trade.buyerId)).toBe('14000/86000');
});

it('a command that comes after a deadline finds what was due done, before the worker comes', async () => {
  const trade = await makeTrade();
  const { id } = trade;
  const { seller } = await tokensOf(trade);
  const code = await codeOf(id);
  await turnClock(id, '30 days');
  expect((await ask(handOverEndpoint, { id, token: seller, body: { code } })).refusal?.code).toBe(
    'TRADE_NOT_OPEN',
  );
  expect((await ask(tradeEndpoint, { id, token: seller })).answer).toMatchObject({
    state: 'CANCELLED',
    refund: 86_000,
  });
  expect(await holdings(trade.buyerId)).toBe('100000/0');
});

it('an offer that the other side has seen ends the trade with a refund', async () => {
  const trade = await makeTrade();
  const { id } = trade;
  const { buyer, seller } = await tokensOf(trade);
  const offered = await ask(offerEndpoint, { id, token: seller, body: { refund: 43_000 } });
  expect(offered.answer).toMatchObject({ offer: { by: 'SELLER', refund: 43_000 }, next: { who: 'BUYER' } });
  expect((await ask(offerEndpoint, { id, token: seller, body: { refund: 86_001 } })).refusal?.code).toBe(
    'INVALID_INPUT',
  );
  expect(
    (await ask(acceptOfferEndpoint, { id, token: seller, body: { refund: 43_000 } })).refusal?.code,
  ).toBe('FORBIDDEN');
  expect((await ask(acceptOfferEndpoint, { id, token: buyer, body: { refund: 50_000 } })).refusal?.code).toBe(
    'TRADE_NOT_OPEN',
  );
  const taken = await ask(acceptOfferEndpoint, { id, token: buyer, body: { refund: 43_000 } });
  expect(taken.answer).toMatchObject({ state: 'COMPLETED', refund: 43_000 });
  expect([await holdings(trade.buyerId), await holdings(trade.sellerId)]).toEqual(['57000/0', '43000/0']);
});

it('an operator decides, and nobody else', async () => {
  const trade = await makeTrade();
  const { id } = trade;
  const { buyer } = await tokensOf(trade);
  const operator = await tokenOf(await makeOperator());
  const body = { refund: 86_000, fault: 'SELLER' as const, reason: '물건이 없었어요' };
  expect((await ask(decideTradeEndpoint, { id, token: buyer, body })).refusal?.code).toBe('FORBIDDEN');
  expect(
    (await ask(decideTradeEndpoint, { id, token: operator, body: { ...body, refund: 86_001 } })).refusal
      ?.code,
  ).toBe('INVALID_INPUT');
  const decided = await ask(decideTradeEndpoint, { id, token: operator, body });
  expect(decided.answer).toMatchObject({
    role: 'OPERATOR',
    counterpart: null,
    next: { what: 'answerDecision' },
  });
});

describe('the list', () => {
  let trade: Trade;
  beforeAll(async () => {
    trade = await makeTrade();
  });

  it('has the trades of the caller, by side and state', async () => {
    const { buyer, stranger } = await tokensOf(trade);
    const ids = async (query: Record<string, string>, token = buyer) =>
      (await ask(listTradesEndpoint, { token, query })).answer.items.map(({ id }) => id);
    expect(await ids({})).toEqual([trade.id]);
    expect(await ids({ role: 'buyer', state: 'AWAITING' })).toEqual([trade.id]);
    expect(await ids({ role: 'seller' })).toEqual([]);
    expect(await ids({ state: 'COMPLETED' })).toEqual([]);
    expect(await ids({}, stranger)).toEqual([]);
    expect((await ask(listTradesEndpoint, { query: {} })).status).toBe(401);
  });
});
