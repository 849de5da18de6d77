import type Big from 'big.js';
import type { ErrorCode } from './errors';

/** Facts that belong to a code, so that the caller can correct the mistake. */
type RefusalDetails = {
  /** Smallest amount that would be accepted now. */
  BID_TOO_LOW: { minimum: Big };
  /** The amount on a step that is nearest to the requested one and would be accepted. */
  BID_NOT_ON_STEP: { nearest: Big };
  ABOVE_BUY_NOW: { instantPrice: Big };
  /** The free balance of the wallet at this moment. */
  INSUFFICIENT_BALANCE: { available: Big };
  /** SUSPENDED: an operator has suspended the account, and this is an act that a suspended person cannot do. */
  FORBIDDEN: { reason?: 'SUSPENDED' };
  /** Message keys by field path (`errors.fields.*`). */
  INVALID_INPUT: { fields: Record<string, string> };
  ALREADY_TAKEN: { fields: Record<string, string> };
  RATE_LIMITED: { retryAfterSeconds: number };
  /**
   * Nothing has happened and the same request may be sent again, unless `reason` is UNKNOWN. BIDS: too many bids wait for
   * one auction.
   */
  BUSY: { retryAfterSeconds: number; reason?: 'BIDS' | 'UNKNOWN' };
  /** The account that is logged in by now, instead of the one that the page was made for. */
  OTHER_ACCOUNT: { nickname: string };
};

/** An expected refusal: a value, never an exception. Told apart by `code`. */
export type Refusal<C extends ErrorCode = ErrorCode> = C extends keyof RefusalDetails
  ? { ok: false; code: C } & RefusalDetails[C]
  : { ok: false; code: C };

export type Result<T extends object, C extends ErrorCode = ErrorCode> = ({ ok: true } & T) | Refusal<C>;

/** Makes a refusal that has no details, or none that it needs. */
export function refuse<C extends Exclude<ErrorCode, keyof RefusalDetails> | 'FORBIDDEN'>(
  code: C,
): Refusal<C> {
  return { ok: false, code } as Refusal<C>;
}
