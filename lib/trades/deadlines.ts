import { TRADE_TIMES } from './times';
import { isOpenTrade, type Trade } from './trade';

/** What the clock does to a trade. Names of reminders are also what `Trade.reminded` holds. */
export type Due =
  | 'nudgeStart'
  | 'nudgeShip'
  | 'nudgeShipAgain'
  | 'mayCallOff'
  | 'meetTomorrow'
  | 'meetSoon'
  | 'askDelivery'
  | 'escalate'
  | 'shippedNothing'
  | 'callOffStands'
  | 'tooLong'
  | 'release'
  | 'silence'
  | 'decisionStands'
  | 'returnLapses'
  | 'returnArrived';

export type Deadline = { at: Date; due: Due };

/** Whatever the clock will do to a trade if nobody does anything, earliest first; nothing once it has ended. */
export function deadlinesOf(trade: Trade): Deadline[] {
  if (!isOpenTrade(trade)) return [];
  return allOf(trade)
    .filter(({ due }) => !trade.reminded.includes(due))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The first deadline of a trade that begins now, by either method. */
export function firstDeadline(openedAt: Date): Date {
  return new Date(openedAt.getTime() + TRADE_TIMES.startNudge);
}

/** The first of `deadlinesOf` that has come. */
export function dueNow(trade: Trade, now: Date): Deadline | undefined {
  const [first] = deadlinesOf(trade);
  return first && first.at <= now ? first : undefined;
}

function allOf(trade: Trade): Deadline[] {
  // A decision of an operator stops every other clock, and so does a return that was agreed.
  if (trade.decision) {
    return trade.appeal ? [] : [after(trade.decision.at, TRADE_TIMES.appeal, 'decisionStands')];
  }
  if (trade.returning) return trade.escalatedAt ? [] : ofReturn(trade.returning);
  switch (trade.state) {
    case 'AWAITING':
      return trade.method === 'MEET' ? ofMeeting(trade) : ofSending(trade);
    case 'SHIPPED':
      return ofShipped(trade);
    case 'DELIVERED':
      return trade.parcel?.deliveredAt
        ? [after(trade.parcel.deliveredAt, TRADE_TIMES.release, 'release')]
        : [];
    case 'DISPUTED':
      return trade.dispute && !trade.dispute.answeredAt && !trade.escalatedAt
        ? [after(trade.dispute.at, TRADE_TIMES.answer, 'silence')]
        : [];
    case 'COMPLETED':
    case 'CANCELLED':
      return [];
  }
}

function ofMeeting(trade: Trade): Deadline[] {
  const { openedAt, appointmentAt } = trade;
  const [dayBefore, hourBefore] = TRADE_TIMES.meetingReminders;
  const longest = after(openedAt, TRADE_TIMES.longest, 'tooLong');
  if (!appointmentAt) {
    return [
      ...(trade.proposal ? [] : [after(openedAt, TRADE_TIMES.startNudge, 'nudgeStart')]),
      ...ofCallOff(trade),
      longest,
    ];
  }
  return [
    after(appointmentAt, -dayBefore, 'meetTomorrow'),
    after(appointmentAt, -hourBefore, 'meetSoon'),
    ...ofCallOff(trade),
    longest,
  ];
}

function ofSending(trade: Trade): Deadline[] {
  const { openedAt, addressAt, shipBy } = trade;
  if (!addressAt || !shipBy) {
    return [
      after(openedAt, TRADE_TIMES.startNudge, 'nudgeStart'),
      ...ofCallOff(trade),
      ...(trade.escalatedAt ? [] : [after(openedAt, TRADE_TIMES.longest, 'escalate')]),
    ];
  }
  const [first, second] = TRADE_TIMES.shipNudges;
  return [
    after(addressAt, first, 'nudgeShip'),
    after(addressAt, second, 'nudgeShipAgain'),
    { at: shipBy, due: 'mayCallOff' },
    { at: shippedNothingAt(addressAt, shipBy), due: 'shippedNothing' },
  ];
}

/** The seller's last moment: never before the working days that they have. */
export function shippedNothingAt(addressAt: Date, shipBy: Date): Date {
  return new Date(Math.max(addressAt.getTime() + TRADE_TIMES.shipAtMost, shipBy.getTime()));
}

function ofCallOff({ callOff }: Trade): Deadline[] {
  return callOff ? [after(callOff.at, TRADE_TIMES.objection, 'callOffStands')] : [];
}

function ofShipped({ parcel, escalatedAt }: Trade): Deadline[] {
  if (!parcel) return [];
  return [
    after(parcel.shippedAt, TRADE_TIMES.askAfter, 'askDelivery'),
    ...(escalatedAt ? [] : [after(parcel.shippedAt, TRADE_TIMES.operatorAfter, 'escalate')]),
  ];
}

function ofReturn({ agreedAt, parcel }: NonNullable<Trade['returning']>): Deadline[] {
  if (!parcel) return [after(agreedAt, TRADE_TIMES.returnWithin, 'returnLapses')];
  if (!parcel.deliveredAt) return [after(parcel.shippedAt, TRADE_TIMES.operatorAfter, 'escalate')];
  return [after(parcel.deliveredAt, TRADE_TIMES.returnRelease, 'returnArrived')];
}

function after(moment: Date, ms: number, due: Due): Deadline {
  return { at: new Date(moment.getTime() + ms), due };
}
