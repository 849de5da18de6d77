/**
 * How long what serves for a while only is kept. The sweeps of the worker delete by these, and the privacy page names
 * each of them, so that what it says stays true.
 */
export const RETENTION = {
  /** Answers under an idempotency key. */
  answerHours: 24,
  /** Marks by which a lost COMMIT is asked for. They are about a connection, not about a person. */
  witnessDays: 1,
  /** Bearer tokens of the JSON API. */
  tokenDays: 30,
  /** What counts how often somebody tried, after it has stopped to count. */
  limitHours: 1,
  /** Pictures that no item uses. */
  uploadHours: 24,
  /** Pushes and mails that were sent, or that failed. */
  deliveryDays: 30,
  readNoticeDays: 180,
  unreadNoticeDays: 365,
  /** Orders that nobody began to pay. */
  abandonedOrderDays: 30,
  /** Logs are the host's: this is what `docs/operations.md` asks of it. */
  logMonths: 3,
} as const;
