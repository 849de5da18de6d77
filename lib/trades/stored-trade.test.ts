import { expect, it } from 'vitest';
import { won, ZERO } from '@/lib/money';
import { openedTrade } from '@/test/opened-trade';
import { columnsOf, tradeFromRow } from './stored-trade';
import type { Trade } from './trade';

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 9));
const parcel = { carrier: 'kr.epost', trackingNumber: '6865412345678', shippedAt: at(4), deliveredAt: at(6) };

const bare = openedTrade();

const full: Trade = {
  ...bare,
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
  const { id, auctionId, buyerId, sellerId, price, openedAt } = bare;
  const row = { id, auctionId, buyerId, sellerId, price, openedAt, nextAt: null, ...columnsOf(trade) };
  expect(tradeFromRow(row)).toEqual(trade);
});
