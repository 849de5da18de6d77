import type Big from 'big.js';
import type { ErrorCode } from './errors';

/** Facts that belong to a code, so that the caller can put the mistake right. */
type RefusalDetails = {
  /** Smallest amount that would be accepted now. */
  BID_TOO_LOW: { minimum: Big };
  /** The amount nearest to what was asked that lies on a step and is taken. */
  BID_NOT_ON_STEP: { nearest: Big };
  ABOVE_BUY_NOW: { instantPrice: Big };
  /** What the wallet holds free right now. */
  INSUFFICIENT_BALANCE: { available: Big };
  /** Message keys by field path (`errors.fields.*`). */
  INVALID_INPUT: { fields: Record<string, string> };
  ALREADY_TAKEN: { fields: Record<string, string> };
  RATE_LIMITED: { retryAfterSeconds: number };
  /**
   * Nothing has happened and the same request may be sent again, unless `reason` says that nobody knows. BIDS: too many
   * wait for one auction.
   */
  BUSY: { retryAfterSeconds: number; reason?: 'BIDS' | 'UNKNOWN' };
  /** Who is logged in by now, in the place of the account that the page was made for. */
  OTHER_ACCOUNT: { nickname: string };
};

/** An expected refusal: a value, never an exception. Told apart by `code`. */
export type Refusal<C extends ErrorCode = ErrorCode> = C extends keyof RefusalDetails
  ? { ok: false; code: C } & RefusalDetails[C]
  : { ok: false; code: C };

export type Result<T extends object, C extends ErrorCode = ErrorCode> = ({ ok: true } & T) | Refusal<C>;

/** Makes a refusal that has no details. */
export function refuse<C extends Exclude<ErrorCode, keyof RefusalDetails>>(code: C): Refusal<C> {
  return { ok: false, code } as Refusal<C>;
}
