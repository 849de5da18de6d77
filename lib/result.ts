import type Big from 'big.js';
import type { ErrorCode } from './errors';

/** Facts that belong to a code, so that the caller can correct the mistake. */
type RefusalDetails = {
  /** Smallest amount that would be accepted now. */
  BID_TOO_LOW: { minimum: Big };
  /** The amount on a step that is nearest to the requested one and would be accepted. */
  BID_NOT_ON_STEP: { nearest: Big };
  /** The buy-now price: the amount reached it, or no bid is possible below it any more. */
  ABOVE_BUY_NOW: { instantPrice: Big };
  /** The free balance of the wallet at this moment. */
  INSUFFICIENT_BALANCE: { available: Big };
  /** SUSPENDED: an operator has suspended the account, and this is an act that a suspended person cannot do. */
  FORBIDDEN: { reason?: 'SUSPENDED' };
  /** Message keys by field path (`errors.fields.*`). */
  INVALID_INPUT: { fields: Record<string, string> };
  ALREADY_TAKEN: { fields: Record<string, string> };
  RATE_LIMITED: { retryAfterSeconds: number };
  /** The moment from which on a trade takes the command. */
  NOT_YET: { at: Date };
  WRONG_CODE: { triesLeft: number };
  CODE_LOCKED: { retryAfterSeconds: number };
  /** `picture`: the file is small enough, but its picture has more pixels than are decoded. */
  TOO_LARGE: { picture?: { width: number; height: number; maxPixels: number } };
  /** `hint: 'heic'`: an iPhone's own format, which other browsers cannot show. */
  UNSUPPORTED_MEDIA: { hint?: 'heic' };
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
  ? Refused<C> & RefusalDetails[C]
  : Refused<C>;

/** `attemptId` names the refused command in the record of its auction. */
type Refused<C> = { ok: false; code: C; attemptId?: string };

export type Result<T extends object, C extends ErrorCode = ErrorCode> = ({ ok: true } & T) | Refusal<C>;

/** The codes with details that the caller always gets. */
type Detailed = {
  [C in keyof RefusalDetails]: object extends RefusalDetails[C] ? never : C;
}[keyof RefusalDetails];

/** Makes a refusal without details. */
export function refuse<C extends Exclude<ErrorCode, Detailed>>(code: C): Refusal<C> {
  return { ok: false, code } as Refusal<C>;
}
