import { type Refusal, refuse } from '@/lib/result';
import type { Actor, TradeDraft, TradeEvent } from './draft';
import { after, TRADE_TIMES } from './times';

/** Where to send the goods. Until they are sent it can be corrected; the seller's time counts from the first one. */
export function takeAddress(draft: TradeDraft, actor: Actor, shipBy: Date): Refusal | null {
  const { trade, now } = draft;
  if (trade.state !== 'AWAITING') return refuse('TRADE_NOT_OPEN');
  draft.change({
    addressAt: trade.addressAt ?? now,
    shipBy: trade.shipBy ?? shipBy,
    ...(trade.method === 'PARCEL' && { callOff: null }),
  });
  draft.event('ADDRESS', actor);
  draft.tell('SELLER', 'address', { at: trade.shipBy ?? shipBy });
  return null;
}

/** The address is the buyer's consent to a parcel, and this the seller's, also where a meeting was meant. */
export function ship(
  draft: TradeDraft,
  actor: Actor,
  { carrier, trackingNumber }: { carrier: string; trackingNumber: string },
): Refusal | null {
  const { trade, now } = draft;
  const corrects = trade.state === 'SHIPPED' && trade.parcel !== null;
  if (!corrects && (trade.state !== 'AWAITING' || !trade.addressAt)) return refuse('TRADE_NOT_OPEN');
  draft.change({
    state: 'SHIPPED',
    method: 'PARCEL',
    parcel: { carrier, trackingNumber, shippedAt: trade.parcel?.shippedAt ?? now, deliveredAt: null },
    callOff: null,
    proposal: null,
    appointmentAt: null,
  });
  draft.event('SHIPPED', actor, { carrier, trackingNumber });
  draft.tell('BUYER', 'shipped');
  return null;
}

export function deliver(draft: TradeDraft, actor: Actor): Refusal | null {
  const { trade, now } = draft;
  if (trade.state !== 'SHIPPED') return refuse('TRADE_NOT_OPEN');
  arrive(draft, actor, now);
  draft.tell('SELLER', 'arrived', { at: after(now, TRADE_TIMES.release) });
  return null;
}

/** The carrier's word about a parcel. What it says twice, or too late, changes nothing. */
export function carrierDelivered(
  draft: TradeDraft,
  { trackingNumber, at }: { trackingNumber: string; at: Date },
): Refusal | null {
  const { trade, now } = draft;
  const moment = at > now ? now : at;
  const { returning } = trade;
  if (
    returning?.parcel &&
    !returning.parcel.deliveredAt &&
    returning.parcel.trackingNumber === trackingNumber
  ) {
    draft.change({ returning: { ...returning, parcel: { ...returning.parcel, deliveredAt: now } } });
    draft.event('RETURN_DELIVERED', { role: 'CLOCK', id: null }, { at: moment.toISOString() });
    draft.tell('SELLER', 'returnDelivered', { at: after(now, TRADE_TIMES.returnRelease) });
    return null;
  }
  if (trade.state !== 'SHIPPED' || trade.parcel?.trackingNumber !== trackingNumber)
    return refuse('TRADE_NOT_OPEN');
  // The buyer has all of their time from the moment at which we learn of it.
  arrive(draft, { role: 'CLOCK', id: null }, now, { at: moment.toISOString() });
  const release = after(now, TRADE_TIMES.release);
  draft.tell('BUYER', 'delivered', { at: release });
  draft.tell('SELLER', 'arrived', { at: release });
  return null;
}

function arrive(draft: TradeDraft, actor: Actor, deliveredAt: Date, detail: TradeEvent['detail'] = {}): void {
  const { parcel } = draft.trade;
  if (!parcel) throw new Error('a trade that was sent has no parcel');
  draft.change({ state: 'DELIVERED', parcel: { ...parcel, deliveredAt } });
  draft.event('DELIVERED', actor, detail);
}
