import { toWire } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import type { Actor, TradeDraft } from './draft';
import type { Party } from './trade';

/** The buyer sends the goods back, as agreed. */
export function returnShipped(
  draft: TradeDraft,
  actor: Actor,
  { carrier, trackingNumber }: { carrier: string; trackingNumber: string },
): Refusal | null {
  const { returning } = draft.trade;
  if (!returning || returning.parcel?.deliveredAt) return refuse('TRADE_NOT_OPEN');
  const shippedAt = returning.parcel?.shippedAt ?? draft.now;
  draft.change({
    returning: { ...returning, parcel: { carrier, trackingNumber, shippedAt, deliveredAt: null } },
  });
  draft.event('RETURN_SHIPPED', actor, { carrier, trackingNumber });
  draft.tell('SELLER', 'returnShipped');
  return null;
}

/** The seller has the goods back: the refund is paid, or an operator looks at what has arrived. */
export function returnArrived(
  draft: TradeDraft,
  actor: Actor & { role: Party },
  isRight: boolean,
): Refusal | null {
  const { returning } = draft.trade;
  if (!returning?.parcel) return refuse('TRADE_NOT_OPEN');
  if (isRight) {
    refundReturn(draft, actor);
    return null;
  }
  draft.change({ returning: null, escalatedAt: draft.now });
  draft.event('RETURN_REFUSED', actor);
  draft.tell('BUYER', 'returnRefused');
  return null;
}

export function refundReturn(draft: TradeDraft, actor: Actor): void {
  const { returning, price } = draft.trade;
  if (!returning) throw new Error('no return was agreed');
  draft.settle(returning.refund, returning.refund.eq(price) ? 'MUTUAL' : 'NONE');
  draft.event('RETURN_DELIVERED', actor, { refund: toWire(returning.refund) });
  draft.tellEnd();
}
