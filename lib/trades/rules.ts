import { type Money, toWire, ZERO } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import { callOff, object } from './call-off';
import { runClock } from './clock-rules';
import {
  acceptDecision,
  answerDispute,
  appeal,
  decideDispute,
  openDispute,
  withdrawDispute,
} from './dispute-rules';
import {
  type Actor,
  type PartyWallet,
  TradeDraft,
  type TradeEntry,
  type TradeEvent,
  type TradeNotification,
} from './draft';
import { makeOffer, takeOffer, withdrawOffer } from './offer-rules';
import { returnArrived, returnShipped } from './return-rules';
import { CODE_TRIES, TRADE_TIMES } from './times';
import {
  type DisputeReason,
  isOpenTrade,
  otherParty,
  type Party,
  partyOf,
  type Trade,
  type TradeFault,
} from './trade';

/** A request of one of the two, of an operator, of a carrier or of the clock to one trade. */
export type TradeCommand =
  /** The seller types the code that the buyer shows. */
  | { kind: 'handover'; userId: string; code: string }
  | { kind: 'newCode'; userId: string }
  | { kind: 'propose'; userId: string; at: Date }
  | { kind: 'answerProposal'; userId: string; accepts: boolean }
  /** `shipBy`: the working days that the seller has from now on. */
  | { kind: 'address'; userId: string; shipBy: Date }
  | { kind: 'ship'; userId: string; carrier: string; trackingNumber: string }
  /** The goods are there: the time for a dispute begins. */
  | { kind: 'deliver'; userId: string }
  /** The goods are right: the money is released now. */
  | { kind: 'complete'; userId: string }
  /** `own`: the fault is their own. */
  | { kind: 'callOff'; userId: string; own: boolean }
  | { kind: 'object'; userId: string }
  | { kind: 'dispute'; userId: string; reason: DisputeReason }
  | { kind: 'answerDispute'; userId: string }
  | { kind: 'withdrawDispute'; userId: string }
  /** `returns`: the refund is due when the goods are back. */
  | { kind: 'offer'; userId: string; refund: Money; returns: boolean }
  /** `refund`: the offer that the person saw; another one is not taken. */
  | { kind: 'takeOffer'; userId: string; refund?: Money }
  | { kind: 'withdrawOffer'; userId: string }
  | { kind: 'shipReturn'; userId: string; carrier: string; trackingNumber: string }
  | { kind: 'confirmReturn'; userId: string; isRight: boolean }
  | { kind: 'decide'; operatorId: string; refund: Money; fault: TradeFault; reason: string }
  | { kind: 'acceptDecision'; userId: string }
  | { kind: 'appeal'; userId: string }
  /** The carrier says that the parcel, or the return, has arrived. */
  | { kind: 'carrierDelivered'; trackingNumber: string; at: Date }
  | { kind: 'clock' };

export type TradeFacts = {
  trade: Trade;
  /** The wallets of the two, by user, as locked. */
  holdings: ReadonlyMap<string, PartyWallet>;
  /** The code that is right at this moment. */
  code: string;
  /** Whether the sender of an operator's command is none. */
  isNoOperator?: boolean;
};

export type TradeDecision =
  | {
      ok: true;
      trade: Trade;
      nextAt: Date | null;
      entries: TradeEntry[];
      events: TradeEvent[];
      notifications: TradeNotification[];
      /** A refusal that is written down all the same: a wrong code counts. */
      answer: Refusal | null;
    }
  | Refusal;

/**
 * Decides one command about a trade, without touching the outside world.
 *
 * Money moves only where the trade ends, once: all of the price goes back, or a part of it, and the rest to the seller.
 *
 * @param now  the database's clock, read after the locks were taken
 * @returns the trade afterwards and everything to write; or a refusal, which changes nothing
 */
export function decideTrade(facts: TradeFacts, command: TradeCommand, now: Date): TradeDecision {
  const draft = new TradeDraft(facts.trade, facts.holdings, now);
  const outcome = apply(draft, facts, command);
  const isWritten = outcome === null || draft.events.length > 0;
  if (!isWritten) return outcome;
  // A command of the clock that finds nothing due changes nothing.
  const trade = draft.events.length > 0 ? { ...draft.trade, version: facts.trade.version + 1 } : draft.trade;
  return {
    ok: true,
    trade,
    nextAt: draft.nextAt,
    entries: draft.entries,
    events: draft.events,
    notifications: draft.notifications,
    answer: outcome,
  };
}

/**
 * What was due before the command counts first: a deadline does not wait for the worker.
 *
 * @returns null when it was accepted
 */
function apply(draft: TradeDraft, facts: TradeFacts, command: TradeCommand): Refusal | null {
  if (command.kind === 'clock') return isOpenTrade(draft.trade) ? runClock(draft) : refuse('TRADE_NOT_OPEN');
  const stranger = refusalToSender(facts, command);
  if (stranger) return stranger;
  runClock(draft);
  if (command.kind === 'carrierDelivered') return carrierDelivered(draft, command);
  if (command.kind === 'decide') return decideDispute(draft, command);
  const party = partyOf(draft.trade, command.userId);
  if (!party) return refuse('NOT_FOUND');
  if (!isOpenTrade(draft.trade)) return refuse('TRADE_NOT_OPEN');
  return ofParty(draft, { role: party, id: command.userId }, facts.code, command);
}

/** Operators are not one of the two, and nobody else decides. */
function refusalToSender({ trade, isNoOperator }: TradeFacts, command: TradeCommand): Refusal | null {
  if ('userId' in command) return partyOf(trade, command.userId) ? null : refuse('NOT_FOUND');
  if (command.kind !== 'decide') return null;
  return isNoOperator || partyOf(trade, command.operatorId) ? refuse('FORBIDDEN') : null;
}

type PartyCommand = Extract<TradeCommand, { userId: string }>;

function ofParty(
  draft: TradeDraft,
  actor: Actor & { role: Party },
  code: string,
  command: PartyCommand,
): Refusal | null {
  switch (command.kind) {
    case 'handover':
      return only('SELLER', actor) ?? handover(draft, actor, command.code === code);
    case 'newCode':
      return only('BUYER', actor) ?? newCode(draft, actor);
    case 'propose':
      return propose(draft, actor, command.at);
    case 'answerProposal':
      return answerProposal(draft, actor, command.accepts);
    case 'address':
      return only('BUYER', actor) ?? takeAddress(draft, actor, command.shipBy);
    case 'ship':
      return only('SELLER', actor) ?? ship(draft, actor, command);
    case 'deliver':
      return only('BUYER', actor) ?? deliver(draft, actor);
    case 'complete':
      return only('BUYER', actor) ?? complete(draft, actor);
    case 'callOff':
      return callOff(draft, actor, command.own);
    case 'object':
      return object(draft, actor);
    case 'dispute':
      return openDispute(draft, actor, command.reason);
    case 'answerDispute':
      return answerDispute(draft, actor);
    case 'withdrawDispute':
      return withdrawDispute(draft, actor);
    case 'offer':
      return makeOffer(draft, actor, command);
    case 'takeOffer':
      return takeOffer(draft, actor, command.refund);
    case 'withdrawOffer':
      return withdrawOffer(draft, actor);
    case 'shipReturn':
      return only('BUYER', actor) ?? returnShipped(draft, actor, command);
    case 'confirmReturn':
      return only('SELLER', actor) ?? returnArrived(draft, actor, command.isRight);
    case 'acceptDecision':
      return acceptDecision(draft, actor);
    case 'appeal':
      return appeal(draft, actor);
    default: {
      const unknown: never = command;
      throw new Error(`unknown command ${JSON.stringify(unknown)}`);
    }
  }
}

function only(party: Party, actor: Actor): Refusal | null {
  return actor.role === party ? null : refuse('FORBIDDEN');
}

/** Giving the code is the acceptance: the money is the seller's in this moment. */
function handover(draft: TradeDraft, actor: Actor, isRight: boolean): Refusal | null {
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
function newCode(draft: TradeDraft, actor: Actor): Refusal | null {
  const { trade } = draft;
  if (trade.method !== 'MEET' || trade.state !== 'AWAITING') return refuse('TRADE_NOT_OPEN');
  draft.change({ code: { ...trade.code, counter: trade.code.counter + 1 } });
  draft.event('NEW_CODE', actor);
  return null;
}

/** A meeting in a trade by parcel is a proposal to meet instead. */
function propose(draft: TradeDraft, actor: Actor & { role: Party }, at: Date): Refusal | null {
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

function answerProposal(draft: TradeDraft, actor: Actor & { role: Party }, accepts: boolean): Refusal | null {
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

/** Where to send the goods. Until they are sent it can be corrected; the seller's time counts from the first one. */
function takeAddress(draft: TradeDraft, actor: Actor, shipBy: Date): Refusal | null {
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
function ship(
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

function deliver(draft: TradeDraft, actor: Actor): Refusal | null {
  const { trade, now } = draft;
  if (trade.state !== 'SHIPPED') return refuse('TRADE_NOT_OPEN');
  arrive(draft, actor, now);
  draft.tell('SELLER', 'arrived');
  return null;
}

/** The carrier's word about a parcel. What it says twice, or too late, changes nothing. */
function carrierDelivered(
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
    draft.tell('SELLER', 'returnDelivered');
    return null;
  }
  if (trade.state !== 'SHIPPED' || trade.parcel?.trackingNumber !== trackingNumber)
    return refuse('TRADE_NOT_OPEN');
  // The buyer has all of their time from the moment at which we learn of it.
  arrive(draft, { role: 'CLOCK', id: null }, now, { at: moment.toISOString() });
  draft.tell('BUYER', 'delivered');
  draft.tell('SELLER', 'arrived');
  return null;
}

function arrive(draft: TradeDraft, actor: Actor, deliveredAt: Date, detail: TradeEvent['detail'] = {}): void {
  const { parcel } = draft.trade;
  if (!parcel) throw new Error('a trade that was sent has no parcel');
  draft.change({ state: 'DELIVERED', parcel: { ...parcel, deliveredAt } });
  draft.event('DELIVERED', actor, detail);
}

function complete(draft: TradeDraft, actor: Actor): Refusal | null {
  const { trade } = draft;
  const hasGoods =
    trade.state === 'SHIPPED' ||
    trade.state === 'DELIVERED' ||
    (trade.state === 'AWAITING' && trade.method === 'MEET');
  if (!hasGoods) return refuse('TRADE_NOT_OPEN');
  draft.settle(ZERO, 'NONE');
  draft.event('RECEIVED', actor, { price: toWire(trade.price) });
  draft.tell('SELLER', 'earned', { amount: trade.price });
  return null;
}
