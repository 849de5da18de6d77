import { expect, it } from 'vitest';
import { won, ZERO } from '@/lib/money';
import { columnsOf, tradeFromRow } from './stored-trade';
import type { Trade } from './trade';

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 9));
const parcel = { carrier: 'kr.epost', trackingNumber: '6865412345678', shippedAt: at(4), deliveredAt: at(6) };

/** Stays as the trade was opened. */
const fixed = { id: '7', auctionId: '12', buyerId: '1', sellerId: '2', price: won(86_000), openedAt: at(1) };

const bare: Trade = {
  ...fixed,
  method: 'MEET',
  state: 'AWAITING',
  refund: ZERO,
  fault: 'NONE',
  version: 0,
  endedAt: null,
  appointmentAt: null,
  proposal: null,
  addressAt: null,
  shipBy: null,
  parcel: null,
  callOff: null,
  objectedAt: null,
  dispute: null,
  offer: null,
  returning: null,
  decision: null,
  appeal: null,
  escalatedAt: null,
  code: { counter: 0, tries: 0, lockedUntil: null },
  reminded: [],
};

const full: Trade = {
  ...fixed,
  method: 'PARCEL',
  state: 'COMPLETED',
  refund: won(43_000),
  fault: 'MUTUAL',
  version: 9,
  endedAt: at(28),
  appointmentAt: at(2),
  proposal: { by: 'SELLER', at: at(3) },
  addressAt: at(2),
  shipBy: at(5),
  parcel,
  callOff: { by: 'BUYER', at: at(7), fault: 'SELLER' },
  objectedAt: at(8),
  dispute: { by: 'BUYER', at: at(9), reason: 'DAMAGED', from: 'DELIVERED', answeredAt: at(10) },
  offer: { by: 'SELLER', at: at(11), refund: won(10_000), returns: false },
  returning: { refund: won(86_000), agreedAt: at(12), parcel: { ...parcel, deliveredAt: null } },
  decision: { by: '8', at: at(14), refund: ZERO, fault: 'NONE', acceptedBy: 'SELLER' },
  appeal: { by: 'BUYER', at: at(15) },
  escalatedAt: at(13),
  code: { counter: 3, tries: 2, lockedUntil: at(16) },
  reminded: ['nudgeStart', 'meetSoon'],
};

it.each(Object.entries({ bare, full }))('a %s trade is read as it was stored', (_, trade) => {
  expect(tradeFromRow({ ...columnsOf(trade), ...fixed, nextAt: null })).toEqual(trade);
});
