import { describe, expect, it, test } from 'vitest';
import { won, ZERO } from '@/lib/money';
import { sentenceFor } from '@/lib/notifications/sentence';
import { openedTrade } from '@/test/opened-trade';
import { fc } from '@/test/properties';
import { deadlinesOf } from './deadlines';
import type { TradeNotification } from './draft';
import { TRADE_NEWS, type TradeNews } from './news';
import { nextTradeStep } from './next-step';
import { decideTrade, type TradeCommand, type TradeFacts } from './rules';
import { DISPUTE_REASONS, isOpenTrade, type Trade, type TradeMethod } from './trade';

const PRICE = won(86_000);
const CODE = '407193';
const [BUYER, SELLER, STRANGER, OPERATOR, SECOND] = ['1', '2', '3', '8', '9'];
const start = new Date('2026-11-30T12:30:00.000Z');

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A trade, the two wallets and a clock, to which commands are sent one after the other. */
class Course {
  trade: Trade;
  holdings: Map<string, { id: string; balance: typeof PRICE; locked: typeof PRICE }>;
  now = start;
  entries = 0;
  news: TradeNotification[] = [];

  constructor(method: TradeMethod) {
    this.trade = openedTrade({ method, openedAt: start });
    this.holdings = new Map([
      [BUYER, { id: '11', balance: won(14_000), locked: PRICE }],
      [SELLER, { id: '12', balance: ZERO, locked: ZERO }],
    ]);
  }

  pass(ms: number): this {
    this.now = new Date(this.now.getTime() + ms);
    return this;
  }

  send(command: TradeCommand, more: Partial<TradeFacts> = {}) {
    const decision = decideTrade(
      { trade: this.trade, holdings: this.holdings, code: CODE, ...more },
      command,
      this.now,
    );
    if (!decision.ok) return decision;
    for (const { walletId, balanceAfter, lockedAfter } of decision.entries) {
      const [userId] = [...this.holdings].find(([, { id }]) => id === walletId) ?? [''];
      this.holdings.set(userId, { id: walletId, balance: balanceAfter, locked: lockedAfter });
    }
    this.entries += decision.entries.length;
    this.news.push(...decision.notifications);
    this.trade = decision.trade;
    return decision.answer ?? decision;
  }

  /** What the two have: free, locked and earned. */
  get money(): string {
    return [BUYER, SELLER]
      .map((userId) => {
        const { balance, locked } = this.holdings.get(userId) ?? { balance: ZERO, locked: ZERO };
        return `${balance.toFixed()}/${locked.toFixed()}`;
      })
      .join(' ');
  }

  get total(): string {
    return [...this.holdings.values()]
      .reduce((sum, { balance, locked }) => sum.plus(balance).plus(locked), ZERO)
      .toFixed();
  }
}

describe('a meeting', () => {
  it('is completed by the code, and the seller has the money in that moment', () => {
    const course = new Course('MEET');
    course.send({ kind: 'propose', userId: SELLER, at: new Date(start.getTime() + DAY) });
    course.send({ kind: 'answerProposal', userId: BUYER, accepts: true });
    expect(course.pass(DAY).send({ kind: 'handover', userId: SELLER, code: CODE })).toMatchObject({
      ok: true,
    });
    expect(course.trade).toMatchObject({ state: 'COMPLETED', refund: ZERO, fault: 'NONE' });
    expect(course.money).toBe('14000/0 86000/0');
    expect(course.send({ kind: 'handover', userId: SELLER, code: CODE })).toEqual({
      ok: false,
      code: 'TRADE_NOT_OPEN',
    });
  });

  it('locks the code for ten minutes after five wrong tries', () => {
    const course = new Course('MEET');
    const wrong = { kind: 'handover', userId: SELLER, code: '000000' } as const;
    const right = { ...wrong, code: CODE };
    const answers = Array.from({ length: 5 }, () => course.send(wrong));
    expect(answers).toMatchObject([
      ...[4, 3, 2, 1].map((triesLeft) => ({ code: 'WRONG_CODE', triesLeft })),
      { code: 'CODE_LOCKED', retryAfterSeconds: 600 },
    ]);
    expect(course.pass(9 * 60_000).send(right)).toMatchObject({ code: 'CODE_LOCKED', retryAfterSeconds: 60 });
    expect(course.pass(60_000).send(wrong)).toMatchObject({ code: 'WRONG_CODE', triesLeft: 4 });
    expect(course.send(right)).toMatchObject({ ok: true });
  });

  it('can be called off on day 7, and the other has 48 hours to object', () => {
    const course = new Course('MEET');
    const off = { kind: 'callOff', userId: BUYER, own: false } as const;
    expect(course.pass(DAY).send(off)).toEqual({
      ok: false,
      code: 'NOT_YET',
      at: new Date(start.getTime() + 7 * DAY),
    });
    course.pass(6 * DAY).send({ kind: 'clock' });
    expect(course.send(off)).toMatchObject({ ok: true });
    expect(course.send({ kind: 'object', userId: BUYER })).toMatchObject({ code: 'FORBIDDEN' });
    expect(course.send({ kind: 'object', userId: SELLER })).toMatchObject({ ok: true });
    expect(course.send(off)).toMatchObject({ code: 'NOT_YET' });
    expect(course.pass(7 * DAY).send(off)).toMatchObject({ ok: true });
    course.pass(2 * DAY).send({ kind: 'clock' });
    expect(course.trade).toMatchObject({ state: 'CANCELLED', fault: 'SELLER' });
    expect(course.money).toBe('100000/0 0/0');
  });

  it('is no longer open to a command that comes after its last deadline, although no clock has run', () => {
    const course = new Course('MEET');
    const late = course.pass(30 * DAY).send({ kind: 'handover', userId: SELLER, code: CODE });
    expect(late).toMatchObject({ code: 'TRADE_NOT_OPEN' });
    expect(course.trade).toMatchObject({ state: 'CANCELLED', fault: 'NONE' });
    expect(course.money).toBe('100000/0 0/0');
  });

  it('ends after 30 days without fault', () => {
    const course = new Course('MEET');
    course.pass(30 * DAY).send({ kind: 'clock' });
    expect(course.trade).toMatchObject({ state: 'CANCELLED', fault: 'NONE', refund: PRICE });
  });

  it('reminds of an appointment a day and an hour before, and not of moments that have passed', () => {
    const course = new Course('MEET');
    course.send({ kind: 'propose', userId: BUYER, at: new Date(start.getTime() + 5 * HOUR) });
    course.send({ kind: 'answerProposal', userId: SELLER, accepts: true });
    expect(deadlinesOf(course.trade)[0]).toEqual({
      at: new Date(start.getTime() + 4 * HOUR),
      due: 'meetSoon',
    });
  });
});

describe('a parcel', () => {
  const sent = () => {
    const course = new Course('PARCEL');
    course.send({ kind: 'address', userId: BUYER, shipBy: new Date(start.getTime() + 3 * DAY) });
    course.send({ kind: 'ship', userId: SELLER, carrier: 'kr.cjlogistics', trackingNumber: '123' });
    return course;
  };

  it('is released 72 hours after the delivery', () => {
    const course = sent();
    course.pass(2 * DAY).send({ kind: 'carrierDelivered', trackingNumber: '123', at: course.now });
    course.pass(3 * DAY - 1).send({ kind: 'clock' });
    expect(course.trade.state).toBe('DELIVERED');
    course.pass(1).send({ kind: 'clock' });
    expect(course.trade.state).toBe('COMPLETED');
    expect(course.money).toBe('14000/0 86000/0');
  });

  it('that is never sent goes back on day 7, and the buyer may call it off after the working days', () => {
    const course = new Course('PARCEL');
    course.send({ kind: 'address', userId: BUYER, shipBy: new Date(start.getTime() + 3 * DAY) });
    const off = { kind: 'callOff', userId: BUYER, own: false } as const;
    expect(course.pass(2 * DAY).send(off)).toMatchObject({
      code: 'NOT_YET',
      at: new Date(start.getTime() + 3 * DAY),
    });
    const other = new Course('PARCEL');
    other.trade = course.trade;
    course.pass(DAY).send(off);
    expect(course.trade).toMatchObject({ state: 'CANCELLED', fault: 'SELLER' });
    other.pass(7 * DAY).send({ kind: 'clock' });
    expect(other.trade).toMatchObject({ state: 'CANCELLED', fault: 'SELLER' });
  });

  it('without any word of a delivery is asked about on day 10 and becomes an operator’s on day 21', () => {
    const course = sent();
    course.pass(10 * DAY).send({ kind: 'clock' });
    expect(course.trade.reminded).toContain('askDelivery');
    course.pass(11 * DAY).send({ kind: 'clock' });
    expect(course.trade.escalatedAt).toEqual(course.now);
  });

  it('that was disputed is settled in halves by an operator, once nobody has appealed', () => {
    const course = sent();
    course.send({ kind: 'deliver', userId: BUYER });
    course.send({ kind: 'dispute', userId: BUYER, reason: 'DAMAGED' });
    course.send({ kind: 'answerDispute', userId: SELLER });
    const half = won(43_000);
    course.send({
      kind: 'decide',
      operatorId: OPERATOR,
      refund: half,
      fault: 'NONE',
      reason: 'both are right',
    });
    expect(course.money).toBe('14000/86000 0/0');
    course.pass(3 * DAY).send({ kind: 'clock' });
    expect(course.trade).toMatchObject({ state: 'COMPLETED', refund: half });
    expect(course.money).toBe('57000/0 43000/0');
  });

  it('that was appealed is decided for good by another operator', () => {
    const course = sent();
    const decide = {
      kind: 'decide',
      operatorId: OPERATOR,
      refund: ZERO,
      fault: 'NONE',
      reason: 'r',
    } as const;
    course.send(decide);
    expect(course.send({ ...decide, operatorId: SECOND })).toMatchObject({ code: 'TRADE_NOT_OPEN' });
    course.send({ kind: 'appeal', userId: BUYER });
    expect(course.send(decide)).toMatchObject({ code: 'FORBIDDEN' });
    course.send({ ...decide, operatorId: SECOND, refund: PRICE });
    expect(course.trade).toMatchObject({ state: 'CANCELLED', refund: PRICE });
    expect(course.send({ kind: 'appeal', userId: SELLER })).toMatchObject({ code: 'TRADE_NOT_OPEN' });
  });

  it('goes back when both agree, and the refund is paid when the goods are there', () => {
    const course = sent();
    course.send({ kind: 'deliver', userId: BUYER });
    course.send({ kind: 'offer', userId: SELLER, refund: PRICE, returns: true });
    course.send({ kind: 'takeOffer', userId: BUYER, refund: PRICE });
    course.pass(5 * DAY).send({ kind: 'clock' });
    expect(course.trade.state).toBe('DISPUTED');
    course.send({ kind: 'shipReturn', userId: BUYER, carrier: 'kr.epost', trackingNumber: '9' });
    course.send({ kind: 'confirmReturn', userId: SELLER, isRight: true });
    expect(course.trade).toMatchObject({ state: 'CANCELLED', fault: 'MUTUAL' });
    expect(course.money).toBe('100000/0 0/0');
  });
});

test('silence in a dispute loses; a seller alone cannot earn by it', () => {
  const reasons = [
    ...DISPUTE_REASONS.BUYER.map((reason) => [BUYER, reason] as const),
    ...DISPUTE_REASONS.SELLER.map((reason) => [SELLER, reason] as const),
  ];
  const ends = reasons.map(([userId, reason]) => {
    const course = new Course('MEET');
    course.send({ kind: 'dispute', userId, reason });
    course.pass(3 * DAY).send({ kind: 'clock' });
    const { state, fault, escalatedAt } = course.trade;
    return `${userId === BUYER ? 'buyer' : 'seller'} ${reason}: ${escalatedAt ? 'operator' : `${state} ${fault}`}`;
  });
  expect(ends).toEqual([
    ...DISPUTE_REASONS.BUYER.map((reason) => `buyer ${reason}: CANCELLED SELLER`),
    'seller NOT_CONFIRMED: operator',
    'seller NO_SHOW: CANCELLED BUYER',
    'seller OTHER: operator',
  ]);
});

const people = fc.constantFrom(BUYER, SELLER, STRANGER);
const amounts = fc.oneof(fc.constant(PRICE), fc.integer({ min: 0, max: 100_000 }).map(won));
const parcels = fc.record({ carrier: fc.constant('kr.epost'), trackingNumber: fc.constantFrom('123', '9') });

const commands: fc.Arbitrary<TradeCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('handover' as const),
    userId: people,
    code: fc.constantFrom(CODE, '000000'),
  }),
  fc.record({
    kind: fc.constantFrom(
      'newCode',
      'deliver',
      'complete',
      'object',
      'answerDispute',
      'withdrawDispute',
      'withdrawOffer',
      'acceptDecision',
      'appeal',
    ),
    userId: people,
  }) as fc.Arbitrary<TradeCommand>,
  fc.record({
    kind: fc.constant('propose' as const),
    userId: people,
    at: fc.integer({ min: 0, max: 40 * DAY }).map((ms) => new Date(start.getTime() + ms)),
  }),
  fc.record({ kind: fc.constant('answerProposal' as const), userId: people, accepts: fc.boolean() }),
  fc.record({
    kind: fc.constant('address' as const),
    userId: people,
    shipBy: fc.constant(new Date(start.getTime() + 5 * DAY)),
  }),
  fc
    .record({ kind: fc.constantFrom('ship' as const, 'shipReturn' as const), userId: people })
    .chain((command) => parcels.map((parcel) => ({ ...command, ...parcel }))),
  fc.record({ kind: fc.constant('callOff' as const), userId: people, own: fc.boolean() }),
  fc.record({
    kind: fc.constant('dispute' as const),
    userId: people,
    reason: fc.constantFrom(...DISPUTE_REASONS.BUYER, ...DISPUTE_REASONS.SELLER),
  }),
  fc.record({ kind: fc.constant('offer' as const), userId: people, refund: amounts, returns: fc.boolean() }),
  fc.record({ kind: fc.constant('takeOffer' as const), userId: people }),
  fc.record({ kind: fc.constant('confirmReturn' as const), userId: people, isRight: fc.boolean() }),
  fc.record({
    kind: fc.constant('decide' as const),
    operatorId: fc.constantFrom(OPERATOR, SECOND, BUYER),
    refund: amounts,
    fault: fc.constantFrom('NONE' as const, 'BUYER' as const, 'SELLER' as const),
    reason: fc.constant('r'),
  }),
  fc.record({
    kind: fc.constant('carrierDelivered' as const),
    trackingNumber: fc.constantFrom('123', '9'),
    at: fc.constant(start),
  }),
  fc.constant({ kind: 'clock' as const }),
);

const steps = fc.array(fc.tuple(commands, fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 * DAY }))), {
  maxLength: 40,
});
const methods = fc.constantFrom<TradeMethod>('MEET', 'PARCEL');

describe('whatever the order of code, deadline, dispute and operator', () => {
  it('money is conserved, and nothing is released twice', () => {
    fc.assert(
      fc.property(methods, steps, (method, sent) => {
        const course = new Course(method);
        const { total } = course;
        for (const [command, wait] of sent) {
          const before = course.trade;
          const moved = course.entries;
          course.pass(wait).send(command);
          expect(course.total).toBe(total);
          const holds = course.holdings.get(BUYER)?.locked;
          expect(holds?.toFixed()).toBe(isOpenTrade(course.trade) ? PRICE.toFixed() : '0');
          if (!isOpenTrade(before)) expect([course.trade, course.entries]).toEqual([before, moved]);
          if (isOpenTrade(course.trade)) expect(course.entries).toBe(0);
          else
            expect(course.holdings.get(SELLER)?.balance.toFixed()).toBe(
              PRICE.minus(course.trade.refund).toFixed(),
            );
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('a stranger is told that there is nothing, and changes nothing', () => {
    fc.assert(
      fc.property(methods, steps, commands, (method, sent, command) => {
        const course = new Course(method);
        for (const [each, wait] of sent) course.pass(wait).send(each);
        const { trade } = course;
        fc.pre('userId' in command);
        expect(course.send({ ...command, userId: STRANGER } as TradeCommand)).toEqual({
          ok: false,
          code: 'NOT_FOUND',
        });
        expect(course.trade).toBe(trade);
      }),
    );
  });

  it('somebody has to do something until the end, and where no deadline is left it is an operator', () => {
    fc.assert(
      fc.property(methods, steps, (method, sent) => {
        const course = new Course(method);
        for (const [command, wait] of sent) {
          course.pass(wait).send(command);
          const { who } = nextTradeStep(course.trade);
          expect(who === 'NOBODY').toBe(!isOpenTrade(course.trade));
          const isLeft = isOpenTrade(course.trade) && deadlinesOf(course.trade).length === 0;
          if (isLeft && !course.trade.offer) expect(who).toBe('OPERATOR');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('each sentence that names a time, an amount or a reason is given it', async () => {
    const bare = { title: '의자' };
    const whole = { ...bare, at: start.toISOString(), amount: 86_000, reason: '사진' };
    const needed = new Map<string, string[]>();
    for (const what of Object.keys(TRADE_NEWS) as TradeNews[]) {
      for (const role of ['BUYER', 'SELLER'] as const) {
        const said = async (params: object) =>
          (await sentenceFor({ kind: TRADE_NEWS[what], params: { ...whole, what, role, ...params } }, 'ko'))
            .body;
        const given = await said({});
        const facts = ['at', 'amount', 'reason'] as const;
        const without = await Promise.all(facts.map((fact) => said({ [fact]: undefined })));
        needed.set(
          `${what} ${role}`,
          facts.filter((_, index) => without[index] !== given),
        );
      }
    }
    const told = new Set<string>();
    fc.assert(
      fc.property(methods, steps, (method, sent) => {
        const course = new Course(method);
        for (const [command, wait] of sent) course.pass(wait).send(command);
        for (const { what, recipientId, ...facts } of course.news) {
          told.add(what);
          const role = recipientId === BUYER ? 'BUYER' : 'SELLER';
          expect([what, Object.keys(facts)]).toEqual([
            what,
            expect.arrayContaining(needed.get(`${what} ${role}`) ?? []),
          ]);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(told.size).toBeGreaterThan(20);
  });

  it('each trade ends: by the clock, or by an operator who is told of it', () => {
    fc.assert(
      fc.property(methods, steps, (method, sent) => {
        const course = new Course(method);
        for (const [command, wait] of sent) course.pass(wait).send(command);
        for (let round = 0; isOpenTrade(course.trade) && round < 40; round += 1) {
          const [next] = deadlinesOf(course.trade);
          if (next) course.now = new Date(Math.max(course.now.getTime(), next.at.getTime()));
          else {
            expect(course.trade.escalatedAt).not.toBeNull();
            const operatorId = course.trade.decision?.by === OPERATOR ? SECOND : OPERATOR;
            course.send({ kind: 'decide', operatorId, refund: ZERO, fault: 'NONE', reason: 'r' });
          }
          course.send({ kind: 'clock' });
        }
        expect(course.trade.endedAt).not.toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});
