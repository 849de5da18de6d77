import { toWire, ZERO } from '@/lib/money';
import type { Refusal } from '@/lib/result';
import { cancel } from './call-off';
import { type Due, dueNow } from './deadlines';
import { endBySilence, escalate, settleAsDecided } from './dispute-rules';
import type { Actor, TradeDraft } from './draft';
import type { TradeNews } from './news';
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
      remind(draft, due, trade.method === 'MEET' ? BOTH : ['BUYER']);
      break;
    case 'nudgeShip':
    case 'nudgeShipAgain':
      remind(draft, due, ['SELLER']);
      break;
    case 'mayCallOff':
      remind(draft, due, BOTH);
      break;
    case 'meetTomorrow':
    case 'meetSoon':
      remind(draft, due, BOTH);
      break;
    case 'askDelivery':
      remind(draft, due, BOTH);
      break;
    case 'escalate':
      escalate(draft, CLOCK);
      break;
    case 'shippedNothing':
      cancel(draft, CLOCK, 'SELLER');
      break;
    case 'callOffStands':
      cancel(draft, CLOCK, trade.callOff?.fault ?? 'NONE');
      break;
    case 'tooLong':
      cancel(draft, CLOCK, 'NONE');
      break;
    case 'release':
      draft.settle(ZERO, 'NONE');
      draft.event('RELEASED', CLOCK, { price: toWire(trade.price) });
      draft.tellEnd();
      break;
    case 'silence':
      endBySilence(draft, CLOCK);
      break;
    case 'decisionStands':
      settleAsDecided(draft, CLOCK);
      break;
    case 'returnLapses':
      draft.change({ returning: null, escalatedAt: draft.now });
      draft.event('RETURN_LAPSED', CLOCK);
      for (const party of BOTH) draft.tell(party, 'returnLapsed');
      break;
    case 'returnArrived':
      refundReturn(draft, CLOCK);
      break;
    default: {
      const unknown: never = due;
      throw new Error(`unknown deadline ${unknown}`);
    }
  }
}

/** Tells people once what they have to do, or what is about to happen. */
function remind(draft: TradeDraft, due: Due & TradeNews, parties: readonly Party[]): void {
  const { trade } = draft;
  draft.change({ reminded: [...trade.reminded, due] });
  draft.event('REMINDED', CLOCK, { due });
  const at = due.startsWith('meet') ? trade.appointmentAt : due.startsWith('nudgeShip') ? trade.shipBy : null;
  for (const party of parties) {
    draft.tell(party, due, at ? { at } : {});
  }
}
