import { toWire } from '@/lib/money';
import { handoverCode } from './handover-code';
import { nextTradeStep } from './next-step';
import type { TradeView } from './read-trades';
import type { Parcel, Party, Trade } from './trade';

/** A trade as JSON, for one of the two or an operator. The code is in it for the buyer of an open meeting alone. */
export function toWireTrade({ trade, title, buyer, seller, events }: TradeView, role: Party | 'OPERATOR') {
  const { who, what, until } = nextTradeStep(trade);
  const isAtTheDoor = role === 'BUYER' && trade.method === 'MEET' && trade.state === 'AWAITING';
  return {
    id: trade.id,
    auctionId: trade.auctionId,
    title,
    method: trade.method,
    state: trade.state,
    price: toWire(trade.price),
    refund: toWire(trade.refund),
    fault: trade.fault,
    version: trade.version,
    role,
    counterpart: role === 'OPERATOR' ? null : role === 'BUYER' ? seller : buyer,
    next: { who, what, until: until?.toISOString() ?? null },
    code: isAtTheDoor ? handoverCode(trade.id, trade.code.counter) : null,
    appointmentAt: trade.appointmentAt?.toISOString() ?? null,
    parcel: toWireParcel(trade.parcel),
    offer: toWireOffer(trade),
    openedAt: trade.openedAt.toISOString(),
    endedAt: trade.endedAt?.toISOString() ?? null,
    events: events.map(({ createdAt, ...event }) => ({
      seq: event.seq,
      kind: event.kind,
      role: event.role,
      state: event.state,
      detail: event.detail,
      createdAt: createdAt.toISOString(),
    })),
  };
}

export type WireTrade = ReturnType<typeof toWireTrade>;

function toWireParcel(parcel: Parcel | null) {
  return (
    parcel && {
      carrier: parcel.carrier,
      trackingNumber: parcel.trackingNumber,
      shippedAt: parcel.shippedAt.toISOString(),
      deliveredAt: parcel.deliveredAt?.toISOString() ?? null,
    }
  );
}

function toWireOffer({ offer }: Trade) {
  return offer && { by: offer.by, refund: toWire(offer.refund), returns: offer.returns };
}
