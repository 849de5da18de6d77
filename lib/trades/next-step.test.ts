import { expect, it } from 'vitest';
import { won, ZERO } from '@/lib/money';
import { openedTrade } from '@/test/opened-trade';
import { nextTradeStep } from './next-step';
import type { Trade } from './trade';

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 9));

const sent = { carrier: 'kr.epost', trackingNumber: '6865412345678', shippedAt: at(4), deliveredAt: null };
const received = { ...sent, deliveredAt: at(6) };
const dispute = { by: 'BUYER', at: at(7), reason: 'DAMAGED', from: 'DELIVERED', answeredAt: null } as const;
const decision = { by: '8', at: at(9), refund: ZERO, fault: 'NONE', acceptedBy: null } as const;

const CASES: [
  name: string,
  change: Partial<Trade>,
  expected: [who: string, what: string, until: Date | null],
][] = [
  ['a meeting that nobody has proposed', {}, ['BOTH', 'propose', at(2)]],
  ['a proposal', { proposal: { by: 'SELLER', at: at(3) } }, ['BUYER', 'answerProposal', at(3)]],
  ['an appointment', { appointmentAt: at(3) }, ['BOTH', 'meet', at(3)]],
  ['a parcel without an address', { method: 'PARCEL' }, ['BUYER', 'sendAddress', at(2)]],
  ['an address', { method: 'PARCEL', addressAt: at(2), shipBy: at(5) }, ['SELLER', 'ship', at(5)]],
  ['a parcel on its way', { method: 'PARCEL', state: 'SHIPPED', parcel: sent }, ['BUYER', 'receive', null]],
  [
    'a parcel that arrived',
    { method: 'PARCEL', state: 'DELIVERED', parcel: received },
    ['BUYER', 'check', at(9)],
  ],
  [
    'a call-off',
    { callOff: { by: 'BUYER', at: at(8), fault: 'SELLER' } },
    ['SELLER', 'answerCallOff', at(10)],
  ],
  ['a dispute', { state: 'DISPUTED', dispute }, ['SELLER', 'answerDispute', at(10)]],
  [
    'a dispute that was answered',
    { state: 'DISPUTED', dispute: { ...dispute, answeredAt: at(8) }, escalatedAt: at(8) },
    ['OPERATOR', 'decide', null],
  ],
  [
    'an offer',
    { offer: { by: 'SELLER', at: at(8), refund: won(1), returns: false } },
    ['BUYER', 'answerOffer', null],
  ],
  [
    'a return',
    { state: 'DISPUTED', dispute, returning: { refund: won(1), agreedAt: at(9), parcel: null } },
    ['BUYER', 'sendBack', at(16)],
  ],
  ['a decision', { state: 'DISPUTED', dispute, decision }, ['BOTH', 'answerDecision', at(12)]],
  [
    'a decision that one side accepted',
    { state: 'DISPUTED', dispute, decision: { ...decision, acceptedBy: 'BUYER' } },
    ['SELLER', 'answerDecision', at(12)],
  ],
  [
    'an appeal',
    { state: 'DISPUTED', dispute, decision, appeal: { by: 'BUYER', at: at(10) } },
    ['OPERATOR', 'decideAgain', null],
  ],
];

it.each(CASES)('%s', (_, change, [who, what, until]) => {
  expect(nextTradeStep(openedTrade(change))).toEqual({ who, what, until });
});
