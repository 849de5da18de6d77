import { type Refusal, refuse } from '@/lib/result';
import { shippedNothingAt } from './deadlines';
import type { Actor, TradeDraft } from './draft';
import { TRADE_TIMES } from './times';
import { otherParty, type Party, type Trade } from './trade';

/*
 * Ending a trade in which nothing was handed over, without the consent of the other side. With consent it is an offer of the
 * whole price (`offer-rules.ts`).
 */

/**
 * Asks to end the trade. The other side may object for some time; a seller who has sent nothing in their time may not.
 *
 * @param own  the fault is the sender's own, instead of the other side's
 */
export function callOff(draft: TradeDraft, actor: Actor & { role: Party }, own: boolean): Refusal | null {
  const { trade, now } = draft;
  if (trade.state !== 'AWAITING') return refuse('TRADE_NOT_OPEN');
  const other = otherParty(actor.role);
  if (trade.callOff) {
    if (trade.callOff.by === actor.role) return refuse('TRADE_NOT_OPEN');
    cancel(draft, actor, 'MUTUAL');
    return null;
  }
  const earliest = mayCallOffAt(trade, actor.role);
  if (now < earliest) return { ok: false, code: 'NOT_YET', at: earliest };
  const fault = own ? actor.role : other;
  if (trade.method === 'PARCEL' && trade.addressAt && actor.role === 'BUYER' && !own) {
    cancel(draft, actor, 'SELLER');
    return null;
  }
  draft.change({ callOff: { by: actor.role, at: now, fault } });
  draft.event('CALLED_OFF', actor, { fault });
  draft.tell(other, 'calledOff', {
    at: new Date(now.getTime() + TRADE_TIMES.objection),
  });
  return null;
}

/** From when on one side may call a trade off. */
export function mayCallOffAt(trade: Trade, party: Party): Date {
  const nobodyActs = (trade.objectedAt ?? trade.openedAt).getTime() + TRADE_TIMES.callOff;
  if (trade.method === 'MEET') {
    const meeting = trade.appointmentAt ? trade.appointmentAt.getTime() + TRADE_TIMES.afterMeeting : 0;
    return new Date(Math.max(nobodyActs, meeting));
  }
  if (!trade.addressAt || !trade.shipBy) return new Date(nobodyActs);
  return party === 'BUYER' ? trade.shipBy : shippedNothingAt(trade.addressAt, trade.shipBy);
}

/** The trade goes on. Another call-off is possible only after the whole time again. */
export function object(draft: TradeDraft, actor: Actor & { role: Party }): Refusal | null {
  const { callOff: pending } = draft.trade;
  if (!pending) return refuse('TRADE_NOT_OPEN');
  if (pending.by === actor.role) return refuse('FORBIDDEN');
  draft.change({ callOff: null, objectedAt: draft.now });
  draft.event('OBJECTED', actor);
  draft.tell(pending.by, 'objected');
  return null;
}

/** All of the money goes back. */
export function cancel(draft: TradeDraft, actor: Actor, fault: Trade['fault']): void {
  draft.settle(draft.trade.price, fault);
  draft.event('CANCELLED', actor, { fault });
  for (const party of ['BUYER', 'SELLER'] as const) {
    draft.tell(party, 'cancelled', { amount: draft.trade.price });
  }
}
