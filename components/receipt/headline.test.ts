import { expect, test } from 'vitest';
import { won } from '@/lib/money';
import type { StoredAttempt } from '@/lib/receipts/attempts';
import { headlineOf } from './headline';

const DECIDED = new Date('2026-11-30T11:59:59.815Z');

function attempt(changes: Partial<StoredAttempt>): StoredAttempt {
  return {
    id: '2214',
    auctionId: '12',
    seq: 2,
    userId: '7',
    command: 'bid',
    amount: won(54_000),
    subjectId: null,
    arrivedAt: new Date('2026-11-30T11:59:59.812Z'),
    decidedAt: DECIDED,
    position: 0,
    priceBefore: won(54_000),
    priceAfter: won(54_000),
    versionBefore: 7,
    versionAfter: 7,
    code: null,
    leaderAfter: '8',
    endAfter: new Date('2026-11-30T12:00:00.000Z'),
    leaderStopped: false,
    hold: won(54_000),
    salt: Buffer.alloc(32),
    hash: '',
    ...changes,
  };
}

/** The sentence with its figures as text. */
function said(changes: Partial<StoredAttempt>, wasLed = true) {
  const { group, name, lateMs, ...amounts } = headlineOf(attempt(changes), { bidUnit: won(1_000), wasLed });
  const figures = Object.entries(amounts).map(([figure, amount]) => [figure, amount?.toNumber()]);
  return [
    `${group}.${name}`,
    { ...Object.fromEntries(figures), ...(lateMs === undefined ? {} : { lateMs }) },
  ];
}

test('a bid that was too low says how much was missing', () => {
  expect(said({ code: 'BID_TOO_LOW' })).toEqual(['why.tooLow', { price: 54_000, missing: 1_000 }]);
  expect(said({ code: 'BID_TOO_LOW', amount: won(50_000) }, false)).toEqual([
    'why.belowStart',
    { price: 54_000, missing: 4_000 },
  ]);
});

test('a leader’s maximum below the price lacks the difference to the price', () => {
  const limit = { command: 'autoBid', code: 'BID_TOO_LOW', leaderAfter: '7', amount: won(50_000) };
  expect(said(limit)).toEqual(['why.tooLow', { price: 54_000, missing: 4_000 }]);
});

test('a bid after the end says by how much it was late; one after an early end does not', () => {
  const endAfter = new Date(DECIDED.getTime() - 185);
  expect(said({ code: 'AUCTION_ENDED', endAfter })).toEqual(['why.late', { lateMs: 185 }]);
  expect(said({ code: 'AUCTION_ENDED' })[0]).toBe('why.AUCTION_ENDED');
});

test('an accepted bid says whether it leads, was answered, or changed a maximum alone', () => {
  const led = { leaderAfter: '7', versionAfter: 8, priceAfter: won(55_000) };
  expect(said(led)).toEqual(['done.leads', { price: 55_000 }]);
  expect(said({ ...led, leaderAfter: '8' })).toEqual(['done.answered', { price: 55_000 }]);
  expect(said({ command: 'autoBid', leaderAfter: '7', amount: won(80_000) })).toEqual([
    'done.raised',
    { amount: 80_000 },
  ]);
});

test('a code or command that is newer than the page has a sentence too', () => {
  expect(said({ code: 'SOMETHING_NEW' })[0]).toBe('why.other');
  expect(said({ command: 'somethingNew' })[0]).toBe('done.other');
});
