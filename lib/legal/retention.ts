/**
 * How long temporary data is kept. The sweeps of the worker delete by these periods, and the privacy page names each of
 * them, so that its statements stay true.
 */
export const RETENTION = {
  /** Answers under an idempotency key. */
  answerHours: 24,
  /** Rows that tell the outcome of a lost COMMIT. They are about a connection, not about a person. */
  witnessDays: 1,
  /** Sessions of browsers, counted from the login. */
  sessionDays: 30,
  /** Bearer tokens of the JSON API. */
  tokenDays: 30,
  /** Counters of attempts, after their period is over. */
  limitHours: 1,
  /** Pictures that no item uses. */
  uploadHours: 24,
  /** Pushes and mails that were sent, or that failed. */
  deliveryDays: 30,
  readNoticeDays: 180,
  unreadNoticeDays: 365,
  /** Orders that nobody began to pay. */
  abandonedOrderDays: 30,
  /** Attempts to bid: the database drops them by the month (`keep_attempt_partitions`). */
  attemptYears: 5,
  /** Logs belong to the host: this is the period that `docs/operations.md` asks for. */
  logMonths: 3,
} as const;
