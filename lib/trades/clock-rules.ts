import { toWire, ZERO } from '@/lib/money';
import type { Refusal } from '@/lib/result';
import { cancel } from './call-off';
import { type Due, dueNow } from './deadlines';
import { endBySilence, settleAsDecided } from './dispute-rules';
import type { Actor, TradeDraft } from './draft';
import { refundReturn } from './return-rules';
import type { Party } from './trade';

const CLOCK: Actor = { role: 'CLOCK', id: null };
const BOTH = ['BUYER', 'SELLER'] as const satisfies Party[];

/** Does all that is due, in the order in which it became due. */
export function runClock(draft: TradeDraft): Refusal | null {
  for (let next = dueNow(draft.trade, draft.now); next; next = dueNow(draft.trade, draft.now)) {
    act(draft, next.due);
  }
  return null;
}

function act(draft: TradeDraft, due: Due): void {
  const { trade } = draft;
  switch (due) {
    case 'nudgeStart':
      return remind(draft, due, trade.method === 'MEET' ? BOTH : ['BUYER']);
    case 'nudgeShip':
    case 'nudgeShipAgain':
      return remind(draft, due, ['SELLER']);
    case 'mayCallOff':
      return remind(draft, due, BOTH);
    case 'meetTomorrow':
    case 'meetSoon':
      return remind(draft, due, BOTH);
    case 'askDelivery':
      return remind(draft, due, BOTH);
    case 'escalate':
      draft.change({ escalatedAt: draft.now });
      draft.event('ESCALATED', CLOCK);
      for (const party of BOTH) draft.tell(party, 'escalated');
      return;
    case 'shippedNothing':
      return cancel(draft, CLOCK, 'SELLER');
    case 'callOffStands':
      return cancel(draft, CLOCK, trade.callOff?.fault ?? 'NONE');
    case 'tooLong':
      return cancel(draft, CLOCK, 'NONE');
    case 'release':
      draft.settle(ZERO, 'NONE');
      draft.event('RELEASED', CLOCK, { price: toWire(trade.price) });
      draft.tell('SELLER', 'earned', { amount: trade.price });
      draft.tell('BUYER', 'released', { amount: trade.price });
      return;
    case 'silence':
      return endBySilence(draft, CLOCK);
    case 'decisionStands':
      return settleAsDecided(draft, CLOCK);
    case 'returnLapses':
      draft.change({ returning: null, escalatedAt: draft.now });
      draft.event('RETURN_LAPSED', CLOCK);
      for (const party of BOTH) draft.tell(party, 'returnLapsed');
      return;
    case 'returnArrived':
      return refundReturn(draft, CLOCK);
    default: {
      const unknown: never = due;
      throw new Error(`unknown deadline ${unknown}`);
    }
  }
}

/** Tells people once what they have to do, or what is about to happen. */
function remind(draft: TradeDraft, due: Due, parties: readonly Party[]): void {
  const { trade } = draft;
  draft.change({ reminded: [...trade.reminded, due] });
  draft.event('REMINDED', CLOCK, { due });
  const isMeeting = due === 'meetTomorrow' || due === 'meetSoon';
  for (const party of parties) {
    draft.tell(party, due, {
      kind: isMeeting ? 'MEETING_SOON' : 'TRADE_TODO',
      ...(isMeeting && trade.appointmentAt && { at: trade.appointmentAt }),
    });
  }
}
