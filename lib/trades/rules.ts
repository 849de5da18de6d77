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
import { answerProposal, handover, newCode, propose } from './meeting-rules';
import { makeOffer, takeOffer, withdrawOffer } from './offer-rules';
import { carrierDelivered, deliver, ship, takeAddress } from './parcel-rules';
import { returnArrived, returnShipped } from './return-rules';
import { type DisputeReason, isOpenTrade, type Party, partyOf, type Trade, type TradeFault } from './trade';

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

/** The buyer has the goods, and they are right. */
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
