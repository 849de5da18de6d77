import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import type { Auction } from './auction';
import type { BiddingState } from './draft';
import { type Command, decide } from './rules';
import { AT_HANDOVER, PEOPLE, PERMISSIONS, type State, TRANSITIONS } from './states';

const [SELLER, LEADER, BARRED, OTHER, OPERATOR] = ['1', '2', '3', '4', '9'] as const;
const START = new Date('2026-11-20T09:00:00Z');
const DURING = new Date('2026-11-20T09:30:00Z');
const END = new Date('2026-11-20T10:00:00Z');

const MOMENTS: Record<State, { status: Auction['status']; now: Date; isLed?: true }[]> = {
  waiting: [{ status: 'WAITING', now: new Date(START.getTime() - 1) }],
  startDue: [
    { status: 'WAITING', now: START },
    { status: 'WAITING', now: DURING },
  ],
  running: [
    { status: 'ACTIVE', now: START },
    { status: 'ACTIVE', now: new Date(END.getTime() - 1) },
  ],
  led: [{ status: 'ACTIVE', now: DURING, isLed: true }],
  endDue: [{ status: 'ACTIVE', now: END }],
  endDueLed: [{ status: 'ACTIVE', now: END, isLed: true }],
  settled: [
    { status: 'ENDED', now: DURING },
    { status: 'ENDED', now: END, isLed: true },
    { status: 'CANCELLED', now: DURING },
  ],
};

function stateAt({
  status,
  isLed,
  hold = 12_000,
  settlement = 'close',
}: {
  status: Auction['status'];
  isLed?: true;
  hold?: number;
  settlement?: Auction['settlement'];
}): BiddingState {
  const price = new Big(isLed ? 12_000 : 0);
  const held = new Big(isLed ? hold : 0);
  const wallets = [SELLER, LEADER, BARRED, OTHER, OPERATOR].map((userId) => ({
    id: `wallet of ${userId}`,
    userId,
    balance: new Big(100_000),
    locked: userId === LEADER ? held : new Big(0),
  }));
  return {
    auction: {
      id: '7',
      sellerId: SELLER,
      title: '의자',
      isNational: false,
      settlement,
      method: 'MEET',
      status,
      startPrice: new Big(10_000),
      currentPrice: price,
      instantPrice: new Big(50_000),
      bidUnit: new Big(1_000),
      startTime: START,
      endTime: END,
      originalEndTime: END,
      extendWindowMs: 0,
      extendCapMs: 0,
      extensions: 0,
      leaderId: isLed ? LEADER : null,
      winnerId: null,
      finalPrice: null,
      bidCount: isLed ? 2 : 0,
      version: isLed ? 2 : 0,
      endedAt: null,
      historyVersion: 0,
    },
    hold: isLed ? held : null,
    wallets: new Map(wallets.map((wallet) => [wallet.userId, wallet])),
    standing: isLed
      ? [
          { bidderId: OTHER, amount: new Big(11_000), kind: 'MANUAL', version: 1 },
          { bidderId: LEADER, amount: price, kind: 'MANUAL', version: 2 },
        ]
      : [],
    barred: new Set([BARRED]),
    notOperators: new Set([SELLER, LEADER, BARRED, OTHER]),
  };
}

function commandOf(kind: Command['kind'], userId: string): Command {
  switch (kind) {
    case 'bid':
      return { kind, userId, amount: new Big(20_000) };
    case 'autoBid':
      return { kind, userId, maximum: new Big(20_000) };
    case 'cancelByOperator':
      return { kind, operatorId: userId, reason: '신고' };
    case 'excludeBidder':
      return { kind, operatorId: userId, bidderId: LEADER, reason: '신고' };
    case 'open':
    case 'close':
      return { kind };
    default:
      return { kind, userId };
  }
}

/** Somebody who may give the command. */
function allowed(kind: Command['kind']): string {
  if (kind === 'cancelByOperator' || kind === 'excludeBidder') return OPERATOR;
  if (kind === 'lowerAutoBid') return LEADER;
  return kind === 'closeEarly' || kind === 'cancel' ? SELLER : OTHER;
}

/** The decision on one command, in the words of the table. */
function decided(state: BiddingState, command: Command, now: Date) {
  const { outcomes, entries, state: after } = decide(state, [command], now);
  const [outcome] = outcomes;
  if (!outcome) throw new Error('a command came back without its outcome');
  if (!outcome.ok) return outcome.code;
  const names: Record<string, string> = {
    [`wallet of ${SELLER}`]: 'seller',
    [`wallet of ${LEADER}`]: 'leader',
    [`wallet of ${OTHER}`]: command.kind === 'buyNow' ? 'buyer' : 'bidder',
  };
  return {
    becomes: after.auction.status,
    entries: entries.map(({ walletId, type }) => `${names[walletId]} ${type}`),
  };
}

const KINDS = Object.keys(PERMISSIONS) as Command['kind'][];

/** What the table says, for either settlement. */
function expected(state: State, kind: Command['kind'], settlement: Auction['settlement']) {
  const transition = TRANSITIONS[state][kind];
  if (typeof transition === 'string' || settlement === 'close') return transition;
  const instead: Record<string, string | null> = AT_HANDOVER;
  const entries = transition.entries.map((entry) => (entry in instead ? instead[entry] : entry));
  return { ...transition, entries: entries.filter((entry) => entry !== null) };
}

describe.each(['close', 'handover'] as const)(
  'settled at the %s, the table of states and commands agrees with the rules',
  (settlement) => {
    it.each(Object.keys(MOMENTS) as State[])('%s', (state) => {
      for (const moment of MOMENTS[state]) {
        for (const kind of KINDS) {
          const command = commandOf(kind, allowed(kind));
          const before = stateAt({
            ...moment,
            ...(kind === 'lowerAutoBid' && { hold: 15_000 }),
            settlement,
          });
          expect([state, kind, decided(before, command, moment.now)]).toEqual([
            state,
            kind,
            expected(state, kind, settlement),
          ]);
        }
      }
    });
  },
);

describe('the table of permissions agrees with the rules', () => {
  const ids = { seller: SELLER, barred: BARRED, other: OTHER, operator: OPERATOR };

  it.each(PEOPLE)('%s', (person) => {
    for (const kind of KINDS) {
      const refusals: Partial<Record<typeof person, string>> | null = PERMISSIONS[kind];
      if (refusals === null) continue;
      // Bids can be excluded only where there are some.
      const isLed = kind === 'excludeBidder' ? { isLed: true as const } : {};
      const answer = decided(stateAt({ status: 'ACTIVE', ...isLed }), commandOf(kind, ids[person]), DURING);
      const refusal = typeof answer === 'string' ? answer : undefined;
      expect([person, kind, refusal]).toEqual([person, kind, refusals[person]]);
    }
  });
});
