import { ZERO } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import type { Actor, TradeDraft } from './draft';
import { CODE_TRIES, TRADE_TIMES } from './times';
import { otherParty, type Party } from './trade';

/** Giving the code is the acceptance: the money is the seller's in this moment. */
export function handover(draft: TradeDraft, actor: Actor, isRight: boolean): Refusal | null {
  const { trade, now } = draft;
  if (trade.method !== 'MEET' || trade.state !== 'AWAITING') return refuse('TRADE_NOT_OPEN');
  const { code } = trade;
  if (code.lockedUntil && now < code.lockedUntil) return codeLocked(code.lockedUntil, now);
  if (isRight) {
    draft.settle(ZERO, 'NONE');
    draft.event('HANDED_OVER', actor);
    draft.tell('BUYER', 'handedOver', { amount: trade.price });
    draft.tell('SELLER', 'earned', { amount: trade.price });
    return null;
  }
  // After a lock the tries begin again.
  const tries = (code.lockedUntil ? 0 : code.tries) + 1;
  const isLocked = tries >= CODE_TRIES;
  const lockedUntil = isLocked ? new Date(now.getTime() + TRADE_TIMES.codeLock) : null;
  draft.change({ code: { counter: code.counter, tries, lockedUntil } });
  draft.event('WRONG_CODE', actor, { tries });
  if (isLocked) draft.tell('BUYER', 'codeLocked');
  return lockedUntil
    ? codeLocked(lockedUntil, now)
    : { ok: false, code: 'WRONG_CODE', triesLeft: CODE_TRIES - tries };
}

function codeLocked(until: Date, now: Date): Refusal {
  return {
    ok: false,
    code: 'CODE_LOCKED',
    retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000)),
  };
}

/** A new code. It does not lift the lock: whoever guesses must not be helped. */
export function newCode(draft: TradeDraft, actor: Actor): Refusal | null {
  const { trade } = draft;
  if (trade.method !== 'MEET' || trade.state !== 'AWAITING') return refuse('TRADE_NOT_OPEN');
  draft.change({ code: { ...trade.code, counter: trade.code.counter + 1 } });
  draft.event('NEW_CODE', actor);
  return null;
}

/** A meeting in a trade by parcel is a proposal to meet instead. */
export function propose(draft: TradeDraft, actor: Actor & { role: Party }, at: Date): Refusal | null {
  const { trade, now } = draft;
  if (trade.state !== 'AWAITING') return refuse('TRADE_NOT_OPEN');
  const latest = trade.openedAt.getTime() + TRADE_TIMES.meetWithin;
  if (at <= now || at.getTime() > latest)
    return { ok: false, code: 'INVALID_INPUT', fields: { at: 'meetingTime' } };
  draft.change({ proposal: { by: actor.role, at } });
  draft.event('PROPOSED', actor, { at: at.toISOString() });
  draft.tell(otherParty(actor.role), 'proposed', { at });
  return null;
}

export function answerProposal(
  draft: TradeDraft,
  actor: Actor & { role: Party },
  accepts: boolean,
): Refusal | null {
  const { trade, now } = draft;
  const { proposal } = trade;
  if (trade.state !== 'AWAITING' || !proposal) return refuse('TRADE_NOT_OPEN');
  if (proposal.by === actor.role) return refuse('FORBIDDEN');
  if (!accepts || proposal.at <= now) {
    draft.change({ proposal: null });
    draft.event('DECLINED', actor);
    draft.tell(proposal.by, 'declined');
    return null;
  }
  const [dayBefore, hourBefore] = TRADE_TIMES.meetingReminders;
  const left = proposal.at.getTime() - now.getTime();
  draft.change({
    proposal: null,
    appointmentAt: proposal.at,
    method: 'MEET',
    callOff: null,
    // A reminder whose moment has passed already is not sent.
    reminded: [
      ...trade.reminded.filter((due) => due !== 'meetTomorrow' && due !== 'meetSoon'),
      ...(left <= dayBefore ? ['meetTomorrow'] : []),
      ...(left <= hourBefore ? ['meetSoon'] : []),
    ],
  });
  draft.event('AGREED', actor, { at: proposal.at.toISOString() });
  draft.tell(proposal.by, 'agreed', { at: proposal.at });
  return null;
}
