import { won, ZERO } from '@/lib/money';
import type { Trade } from '@/lib/trades/trade';

/** A trade of 86,000 won between 1, who buys, and 2, who sells, as it is opened. */
export function openedTrade(change: Partial<Trade> = {}): Trade {
  return {
    id: '7',
    auctionId: '12',
    buyerId: '1',
    sellerId: '2',
    price: won(86_000),
    method: 'MEET',
    state: 'AWAITING',
    refund: ZERO,
    fault: 'NONE',
    version: 0,
    openedAt: new Date('2026-11-01T09:00:00Z'),
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
    ...change,
  };
}
