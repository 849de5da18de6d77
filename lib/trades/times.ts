const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Every time limit of a trade, in milliseconds. `deadlines.ts` says what each of them is counted from. */
export const TRADE_TIMES = {
  /** Nobody has proposed a meeting, or sent an address: a nudge. */
  startNudge: DAY_MS,
  /** An address has come and nothing was sent: two nudges to the seller. */
  shipNudges: [DAY_MS, 2 * DAY_MS],
  /** An address has come and nothing was sent: the money goes back. */
  shipAtMost: 7 * DAY_MS,
  /** Nobody acts: either may call off. */
  callOff: 7 * DAY_MS,
  /** The other side of a call-off may object. */
  objection: 2 * DAY_MS,
  /** A trade that nobody ends: the money of a meeting goes back, a parcel becomes an operator's. */
  longest: 30 * DAY_MS,
  /** The latest meeting that can be proposed, after the win. */
  meetWithin: 28 * DAY_MS,
  /** A meeting has passed: either may call off no sooner than this. */
  afterMeeting: 2 * HOUR_MS,
  /** Reminders of a meeting. */
  meetingReminders: [DAY_MS, HOUR_MS],
  /** Sent, and no word of a delivery: both are asked, then an operator looks. */
  askAfter: 10 * DAY_MS,
  operatorAfter: 21 * DAY_MS,
  /** Delivered, and no dispute: the money is released. */
  release: 3 * DAY_MS,
  /** The other side of a dispute may answer. */
  answer: 3 * DAY_MS,
  /** An operator's decision stands unless somebody appeals. */
  appeal: 3 * DAY_MS,
  /** A return that was agreed has to be sent, and one that arrived can be complained about. */
  returnWithin: 7 * DAY_MS,
  returnRelease: 3 * DAY_MS,
  /** Wrong codes lock the code. */
  codeLock: 10 * 60_000,
} as const;

/** The moment so many milliseconds later. */
export function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}

/** The working days that a seller has to send a parcel. */
export const SHIP_WORKING_DAYS = 3;

/** Wrong codes before the lock. */
export const CODE_TRIES = 5;
