import Big from 'big.js';
import { expect, it } from 'vitest';
import type { CommandRequest } from './command-request';
import { CALLERS_LIMIT, CROWD_LIMIT, Line, PERSON_LIMIT, RESERVED_LIMIT } from './line';
import type { Command } from './rules';

const BUSY = { ok: false, code: 'BUSY', reason: 'BIDS', retryAfterSeconds: 1 };

function bid(userId: string, amount = 10_000): CommandRequest {
  return { command: { kind: 'bid', userId, amount: new Big(amount) } };
}

function keyed(request: CommandRequest, userId: string, key: string, requestHash = 'same'): CommandRequest {
  return { ...request, idempotency: { userId, key, requestHash } };
}

function operatorCancels(operatorId: string): Command {
  return { kind: 'cancelByOperator', operatorId, reason: '신고' };
}

/** Answers all commands that wait, so that no timer is left, and returns their kinds in order. */
function empty(line: Line): string[] {
  return line.take(10_000).map((place) => {
    line.answer(place, { ok: false, code: 'NOT_FOUND' });
    return place.request.command.kind;
  });
}

it('keeps the order of arrival', () => {
  const line = new Line();
  const amounts = [10_000, 30_000, 20_000, 40_000];
  for (const amount of amounts) void line.enter(bid(String(amount), amount));
  const taken = [...line.take(2), ...line.take(2)];
  const seen = taken.map(({ request }) =>
    request.command.kind === 'bid' ? request.command.amount.toNumber() : 0,
  );
  expect(seen).toEqual(amounts);
  for (const place of taken) line.answer(place, { ok: false, code: 'NOT_FOUND' });
});

it('takes the commands of the clock first, those of the seller and of operators in their turn', () => {
  const line = new Line();
  void line.enter(bid('1'));
  void line.enter({ command: { kind: 'closeEarly', userId: '9' } });
  void line.enter({ command: { kind: 'close' } });
  void line.enter(bid('2'));
  void line.enter({ command: operatorCancels('8') });
  expect(empty(line)).toEqual(['close', 'bid', 'closeEarly', 'bid', 'cancelByOperator']);
});

it('hands out an exclusion alone, in its turn', () => {
  const line = new Line();
  void line.enter(bid('1'));
  void line.enter({ command: { kind: 'excludeBidder', operatorId: '8', bidderId: '1', reason: '도배' } });
  void line.enter(bid('2'));
  expect([empty(line), empty(line), empty(line)]).toEqual([['bid'], ['excludeBidder'], ['bid']]);
});

it('limits the unanswered commands of one person, and takes those of others meanwhile', async () => {
  const line = new Line();
  for (let count = 0; count < PERSON_LIMIT; count += 1) void line.enter(bid('1'));
  expect(await line.enter(bid('1'))).toEqual(BUSY);
  expect(await line.enter({ command: { kind: 'cancel', userId: '1' } })).toEqual(BUSY);
  void line.enter(bid('2'));
  // A command that is in a transaction is not answered yet.
  const [place] = line.take(1);
  expect(await line.enter(bid('1'))).toEqual(BUSY);
  if (place) line.answer(place, { ok: false, code: 'NOT_FOUND' });
  void line.enter(bid('1'));
  expect(empty(line)).toHaveLength(PERSON_LIMIT + 1);
  expect(line.isEmpty).toBe(true);
});

it('keeps room for cancellations and closes in any crowd of bids, and for the clock always', async () => {
  const line = new Line();
  for (let person = 1; person <= CROWD_LIMIT; person += 1) void line.enter(bid(String(person)));
  expect(await line.enter(bid('0'))).toEqual(BUSY);
  expect(await line.enter({ command: { kind: 'buyNow', userId: '0' } })).toEqual(BUSY);
  void line.enter({ command: { kind: 'closeEarly', userId: '0' } });
  for (let person = 1; person < RESERVED_LIMIT; person += 1) {
    void line.enter({ command: operatorCancels(`o${person}`) });
  }
  expect(await line.enter({ command: operatorCancels('o0') })).toEqual(BUSY);
  void line.enter({ command: { kind: 'open' } });
  expect(empty(line)).toHaveLength(CROWD_LIMIT + RESERVED_LIMIT + 1);
});

it('answers repetitions of an unanswered request together, and takes one place for all of them', async () => {
  const line = new Line();
  const request = keyed(bid('1'), '1', 'key');
  const answers = Array.from({ length: CALLERS_LIMIT }, () => line.enter(request));
  expect(await line.enter(request)).toEqual(BUSY);
  const other = await line.enter(keyed(bid('1', 20_000), '1', 'key', 'other'));
  expect(other).toEqual({ ok: false, code: 'IDEMPOTENCY_MISMATCH' });
  void line.enter(keyed(bid('2'), '2', 'key', 'other'));
  expect(empty(line)).toHaveLength(2);
  expect(new Set((await Promise.all(answers)).map((answer) => JSON.stringify(answer))).size).toBe(1);
  // It is answered, so the line knows the key no longer.
  void line.enter(keyed(bid('1', 20_000), '1', 'key', 'other'));
  expect(empty(line)).toHaveLength(1);
});

it('answers BUSY to a command that has waited too long, and not to one that is in a transaction', async () => {
  const line = new Line(0);
  const inTransaction = line.enter(bid('1'));
  const [place] = line.take(1);
  expect(await line.enter(bid('2'))).toEqual(BUSY);
  expect(line.take(1)).toEqual([]);
  if (!place) throw new Error('nothing was taken');
  line.answer(place, { ok: false, code: 'NOT_FOUND' });
  expect(await inTransaction).toEqual({ ok: false, code: 'NOT_FOUND' });
  expect(line.isEmpty).toBe(true);
});

it('answers BUSY to a command that is put back too late', async () => {
  const line = new Line(0);
  const answered = line.enter(bid('1'));
  const taken = line.take(1);
  await line.enter(bid('2'));
  expect(line.inTime(taken)).toEqual([]);
  expect(await answered).toEqual(BUSY);
});

it('lets a command that was put back go before those that came later', () => {
  const line = new Line();
  void line.enter(bid('1'));
  const [place] = line.take(1);
  void line.enter(bid('2'));
  void line.enter({ command: { kind: 'close' } });
  if (place) line.putBack(place);
  const order = line.take(3);
  expect(order.map(({ request }) => request.command.kind)).toEqual(['close', 'bid', 'bid']);
  expect(order[1]).toBe(place);
  for (const one of order) line.answer(one, { ok: false, code: 'NOT_FOUND' });
});
