import { type Money, toWire, ZERO } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import type { Actor, TradeDraft } from './draft';
import { after, TRADE_TIMES } from './times';
import { otherParty, type Party, type Trade } from './trade';

/**
 * Offers to end the trade with a refund of a part of the price, or of all of it: the other side takes it in one tap. A new
 * offer replaces the one before, of either side.
 */
export function makeOffer(
  draft: TradeDraft,
  actor: Actor & { role: Party },
  { refund, returns }: { refund: Money; returns: boolean },
): Refusal | null {
  const { trade } = draft;
  if (trade.returning) return refuse('TRADE_NOT_OPEN');
  if (refund.lte(ZERO) || refund.gt(trade.price)) {
    return { ok: false, code: 'INVALID_INPUT', fields: { refund: 'refund' } };
  }
  // Before anything was sent there is nothing to send back, and nothing to keep for a part of the price.
  const isSent = trade.parcel !== null;
  if (returns && !isSent) return refuse('TRADE_NOT_OPEN');
  if (refund.lt(trade.price) && trade.method === 'PARCEL' && !isSent) return refuse('TRADE_NOT_OPEN');
  draft.change({ offer: { by: actor.role, at: draft.now, refund, returns } });
  draft.event('OFFERED', actor, { refund: toWire(refund), returns: returns ? 1 : 0 });
  draft.tell(otherParty(actor.role), returns ? 'offeredReturn' : 'offered', {
    amount: refund,
  });
  return null;
}

/** @param seen  the refund that the person agrees to; another one, which came meanwhile, is not taken */
export function takeOffer(draft: TradeDraft, actor: Actor & { role: Party }, seen?: Money): Refusal | null {
  const { trade, now } = draft;
  const { offer } = trade;
  if (!offer) return refuse('TRADE_NOT_OPEN');
  if (offer.by === actor.role) return refuse('FORBIDDEN');
  if (seen && !seen.eq(offer.refund)) return refuse('TRADE_NOT_OPEN');
  const detail = { refund: toWire(offer.refund) };
  if (offer.returns) {
    draft.change({
      state: 'DISPUTED',
      dispute: trade.dispute ?? returnedWithoutDispute(trade, offer.by, now),
      returning: { refund: offer.refund, agreedAt: now, parcel: null },
      offer: null,
      decision: null,
      escalatedAt: null,
    });
    draft.event('RETURN_AGREED', actor, detail);
    draft.tell(offer.by, 'returnAgreed', { amount: offer.refund, at: after(now, TRADE_TIMES.returnWithin) });
    return null;
  }
  draft.settle(offer.refund, offer.refund.eq(trade.price) ? 'MUTUAL' : 'NONE');
  draft.event('OFFER_TAKEN', actor, detail);
  draft.tellEnd();
  return null;
}

export function withdrawOffer(draft: TradeDraft, actor: Actor & { role: Party }): Refusal | null {
  const { offer } = draft.trade;
  if (!offer) return refuse('TRADE_NOT_OPEN');
  if (offer.by !== actor.role) return refuse('FORBIDDEN');
  draft.change({ offer: null });
  draft.event('OFFER_WITHDRAWN', actor);
  return null;
}

function returnedWithoutDispute(trade: Trade, by: Party, now: Date): NonNullable<Trade['dispute']> {
  return { by, at: now, reason: 'OTHER', from: trade.state, answeredAt: now };
}
