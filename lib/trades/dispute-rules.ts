import { type Money, toWire, ZERO } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import { cancel } from './call-off';
import type { Actor, TradeDraft } from './draft';
import { after, TRADE_TIMES } from './times';
import {
  DISPUTE_REASONS,
  type DisputeReason,
  isOpenTrade,
  otherParty,
  type Party,
  type Trade,
  type TradeFault,
} from './trade';

/** One side says that something is wrong. Nothing is released or refunded by the clock of before. */
export function openDispute(
  draft: TradeDraft,
  actor: Actor & { role: Party },
  reason: DisputeReason,
): Refusal | null {
  const { trade, now } = draft;
  if (trade.state === 'DISPUTED') return refuse('TRADE_NOT_OPEN');
  const reasons: readonly string[] = DISPUTE_REASONS[actor.role];
  if (!reasons.includes(reason))
    return { ok: false, code: 'INVALID_INPUT', fields: { reason: 'disputeReason' } };
  draft.change({
    state: 'DISPUTED',
    dispute: { by: actor.role, at: now, reason, from: trade.state, answeredAt: null },
    callOff: null,
    escalatedAt: null,
  });
  draft.event('DISPUTED', actor, { reason });
  draft.tell(otherParty(actor.role), 'disputed', {
    at: after(now, TRADE_TIMES.answer),
  });
  return null;
}

/** The other side has answered: an operator looks at it unless the two agree. */
export function answerDispute(draft: TradeDraft, actor: Actor & { role: Party }): Refusal | null {
  const { dispute } = draft.trade;
  if (draft.trade.state !== 'DISPUTED' || !dispute || draft.trade.decision) return refuse('TRADE_NOT_OPEN');
  if (dispute.by === actor.role) return refuse('FORBIDDEN');
  if (!dispute.answeredAt) {
    draft.change({ dispute: { ...dispute, answeredAt: draft.now }, escalatedAt: draft.now });
  }
  draft.event('ANSWERED', actor);
  if (dispute.by !== 'OPERATOR') draft.tell(dispute.by, 'answered');
  return null;
}

/** Whoever complained is content: the trade goes on where it was. */
export function withdrawDispute(draft: TradeDraft, actor: Actor & { role: Party }): Refusal | null {
  const { dispute, decision, returning, parcel } = draft.trade;
  if (draft.trade.state !== 'DISPUTED' || !dispute || decision || returning) return refuse('TRADE_NOT_OPEN');
  if (dispute.by !== actor.role) return refuse('FORBIDDEN');
  draft.change({
    state: dispute.from,
    dispute: null,
    escalatedAt: null,
    // The time for a look at the goods begins again.
    ...(dispute.from === 'DELIVERED' && parcel && { parcel: { ...parcel, deliveredAt: draft.now } }),
  });
  draft.event('DISPUTE_WITHDRAWN', actor);
  draft.tell(otherParty(actor.role), 'disputeWithdrawn');
  return null;
}

/** The other side has said nothing in its time. */
export function endBySilence(draft: TradeDraft, clock: Actor): void {
  const { trade } = draft;
  const { dispute } = trade;
  if (!dispute || dispute.by === 'OPERATOR') throw new Error('there is no dispute between the two');
  if (dispute.by === 'BUYER' || dispute.reason === 'NO_SHOW') {
    cancel(draft, clock, otherParty(dispute.by));
    return;
  }
  // Silence alone is no proof that the goods were handed over.
  if (dispute.reason === 'NOT_CONFIRMED' && mayHaveTheGoods(trade, draft.now)) {
    draft.settle(ZERO, 'BUYER');
    draft.event('RELEASED', clock, { price: toWire(trade.price) });
    draft.tellEnd();
    return;
  }
  escalate(draft, clock);
}

/** An operator has to look at the trade. */
export function escalate(draft: TradeDraft, clock: Actor): void {
  draft.change({ escalatedAt: draft.now });
  draft.event('ESCALATED', clock);
  for (const party of ['BUYER', 'SELLER'] as const) draft.tell(party, 'escalated');
}

/** Whether something beside the seller's word says that the buyer has the goods: a parcel, or a meeting that was agreed. */
function mayHaveTheGoods({ parcel, appointmentAt }: Trade, now: Date): boolean {
  return parcel !== null || (appointmentAt !== null && appointmentAt <= now);
}

/**
 * An operator decides how much of the price goes back. The decision takes effect when both accept it or when the time for an
 * appeal is over; the one after an appeal, by another operator, at once.
 */
export function decideDispute(
  draft: TradeDraft,
  {
    operatorId,
    refund,
    fault,
    reason,
  }: { operatorId: string; refund: Money; fault: TradeFault; reason: string },
): Refusal | null {
  const { trade, now } = draft;
  if (!isOpenTrade(trade)) return refuse('TRADE_NOT_OPEN');
  if (refund.lt(ZERO) || refund.gt(trade.price)) {
    return { ok: false, code: 'INVALID_INPUT', fields: { refund: 'refund' } };
  }
  if (trade.decision && !trade.appeal) return refuse('TRADE_NOT_OPEN');
  if (trade.decision?.by === operatorId) return refuse('FORBIDDEN');
  const actor: Actor = { role: 'OPERATOR', id: operatorId };
  draft.change({
    state: 'DISPUTED',
    dispute: trade.dispute ?? {
      by: 'OPERATOR',
      at: now,
      reason: 'OTHER',
      from: trade.state,
      answeredAt: now,
    },
    decision: { by: operatorId, at: now, refund, fault, acceptedBy: null },
    callOff: null,
    offer: null,
    proposal: null,
    returning: null,
  });
  const detail = { refund: toWire(refund), fault, reason };
  draft.event('DECIDED', actor, detail);
  const what = refund.gt(ZERO)
    ? ({ first: 'decided', last: 'decidedForGood' } as const)
    : ({ first: 'decidedNoRefund', last: 'decidedForGoodNoRefund' } as const);
  for (const party of ['BUYER', 'SELLER'] as const) {
    if (trade.appeal) draft.tell(party, what.last, { amount: refund, reason });
    else draft.tell(party, what.first, { amount: refund, reason, at: after(now, TRADE_TIMES.appeal) });
  }
  // Both have just been told how it ends.
  if (trade.appeal) settleDecision(draft, actor);
  return null;
}

export function acceptDecision(draft: TradeDraft, actor: Actor & { role: Party }): Refusal | null {
  const { decision, appeal: appealed } = draft.trade;
  if (!decision || appealed) return refuse('TRADE_NOT_OPEN');
  if (decision.acceptedBy === actor.role) return refuse('TRADE_NOT_OPEN');
  const bothDo = decision.acceptedBy !== null;
  draft.change({ decision: { ...decision, acceptedBy: actor.role } });
  draft.event('DECISION_ACCEPTED', actor);
  if (bothDo) settleAsDecided(draft, actor);
  return null;
}

/** Once a trade, and not by somebody who has accepted the decision. Another operator decides for good. */
export function appeal(draft: TradeDraft, actor: Actor & { role: Party }): Refusal | null {
  const { decision, appeal: appealed } = draft.trade;
  if (!decision || appealed || decision.acceptedBy === actor.role) return refuse('TRADE_NOT_OPEN');
  draft.change({ appeal: { by: actor.role, at: draft.now }, escalatedAt: draft.now });
  draft.event('APPEALED', actor);
  draft.tell(otherParty(actor.role), 'appealed');
  return null;
}

export function settleAsDecided(draft: TradeDraft, actor: Actor): void {
  settleDecision(draft, actor);
  draft.tellEnd();
}

function settleDecision(draft: TradeDraft, actor: Actor): void {
  const { decision } = draft.trade;
  if (!decision) throw new Error('nothing was decided');
  draft.settle(decision.refund, decision.fault);
  draft.event('SETTLED', actor, { refund: toWire(decision.refund) });
}
