import { type Due, deadlinesOf } from './deadlines';
import { otherParty, type Party, type Trade } from './trade';

/** The names of everything that one side, an operator or nobody has to do next. */
export const TRADE_STEPS = [
  'propose',
  'answerProposal',
  'meet',
  'sendAddress',
  'ship',
  'receive',
  'check',
  'answerCallOff',
  'answerOffer',
  'answerDispute',
  'sendBack',
  'awaitReturn',
  'checkReturn',
  'answerDecision',
  'decide',
  'decideAgain',
  'completed',
  'cancelled',
] as const;

type Step = (typeof TRADE_STEPS)[number];

/** What is to be done now, by whom, and until when; `until` is null where nothing happens by itself. */
export type NextStep = { who: Party | 'BOTH' | 'OPERATOR' | 'NOBODY'; what: Step; until: Date | null };

/** The one thing that a trade waits for. */
export function nextTradeStep(trade: Trade): NextStep {
  if (trade.state === 'COMPLETED') return { who: 'NOBODY', what: 'completed', until: null };
  if (trade.state === 'CANCELLED') return { who: 'NOBODY', what: 'cancelled', until: null };
  if (trade.decision) return afterDecision(trade, trade.decision);
  if (trade.returning && !trade.escalatedAt) return ofReturn(trade, trade.returning);
  if (trade.offer) return { who: otherParty(trade.offer.by), what: 'answerOffer', until: null };
  if (trade.escalatedAt) return { who: 'OPERATOR', what: 'decide', until: null };
  if (trade.callOff)
    return {
      who: otherParty(trade.callOff.by),
      what: 'answerCallOff',
      until: momentOf(trade, 'callOffStands'),
    };
  return ofState(trade);
}

function afterDecision(trade: Trade, { acceptedBy }: NonNullable<Trade['decision']>): NextStep {
  if (trade.appeal) return { who: 'OPERATOR', what: 'decideAgain', until: null };
  const who = acceptedBy ? otherParty(acceptedBy) : 'BOTH';
  return { who, what: 'answerDecision', until: momentOf(trade, 'decisionStands') };
}

function ofReturn(trade: Trade, { parcel }: NonNullable<Trade['returning']>): NextStep {
  if (!parcel) return { who: 'BUYER', what: 'sendBack', until: momentOf(trade, 'returnLapses') };
  if (!parcel.deliveredAt) return { who: 'SELLER', what: 'awaitReturn', until: null };
  return { who: 'SELLER', what: 'checkReturn', until: momentOf(trade, 'returnArrived') };
}

function ofState(trade: Trade): NextStep {
  switch (trade.state) {
    case 'SHIPPED':
      return { who: 'BUYER', what: 'receive', until: null };
    case 'DELIVERED':
      return { who: 'BUYER', what: 'check', until: momentOf(trade, 'release') };
    case 'DISPUTED':
      return ofDispute(trade);
    default:
      return trade.method === 'MEET' ? ofMeeting(trade) : ofSending(trade);
  }
}

function ofDispute(trade: Trade): NextStep {
  const { dispute } = trade;
  if (!dispute || dispute.by === 'OPERATOR' || dispute.answeredAt)
    return { who: 'OPERATOR', what: 'decide', until: null };
  return { who: otherParty(dispute.by), what: 'answerDispute', until: momentOf(trade, 'silence') };
}

function ofMeeting(trade: Trade): NextStep {
  const { proposal, appointmentAt } = trade;
  if (proposal) return { who: otherParty(proposal.by), what: 'answerProposal', until: proposal.at };
  if (appointmentAt) return { who: 'BOTH', what: 'meet', until: appointmentAt };
  return { who: 'BOTH', what: 'propose', until: momentOf(trade, 'nudgeStart') };
}

function ofSending(trade: Trade): NextStep {
  return trade.addressAt
    ? { who: 'SELLER', what: 'ship', until: trade.shipBy }
    : { who: 'BUYER', what: 'sendAddress', until: momentOf(trade, 'nudgeStart') };
}

/** When the clock will do something to the trade; null when it has done so already. */
function momentOf(trade: Trade, due: Due): Date | null {
  return deadlinesOf(trade).find((deadline) => deadline.due === due)?.at ?? null;
}
