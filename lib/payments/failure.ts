/** Why no money came, as far as it helps a person; the words are in `payments.failure`. */
export type FailureReason =
  | 'cancelled'
  | 'cardRefused'
  | 'limit'
  | 'cardDetails'
  | 'notNow'
  | 'expired'
  | 'amountMismatch'
  | 'balanceLimit'
  | 'givenBack'
  | 'ourFault'
  | 'other';

/** Failures that we find ourselves, besides the provider's own codes. */
export type OwnFailure =
  | 'AMOUNT_MISMATCH'
  | 'ORDER_MISMATCH'
  | 'BALANCE_LIMIT'
  | 'ACCOUNT_CLOSED'
  | 'CANCELED'
  | 'EXPIRED'
  | 'NO_SUCH_PAYMENT';

const OWN: Record<OwnFailure, FailureReason> = {
  AMOUNT_MISMATCH: 'amountMismatch',
  ORDER_MISMATCH: 'ourFault',
  BALANCE_LIMIT: 'balanceLimit',
  ACCOUNT_CLOSED: 'givenBack',
  CANCELED: 'givenBack',
  EXPIRED: 'expired',
  NO_SUCH_PAYMENT: 'expired',
};

/**
 * Toss' codes that say for certain that a confirmation took no money and will take none, and the codes that the payment
 * window hands to the failure page (https://docs.tosspayments.com/reference/error-codes). As answers to any other call they
 * say nothing about the money: a look-up that is not allowed is a look-up that did not happen.
 *
 * All other codes leave it open, above all ALREADY_PROCESSED_PAYMENT, PROVIDER_ERROR, CARD_PROCESSING_ERROR,
 * IDEMPOTENT_REQUEST_PROCESSING and those of status 5xx: then the payment is looked up.
 */
const CONFIRM_REFUSALS: Record<string, FailureReason> = {
  PAY_PROCESS_CANCELED: 'cancelled',
  USER_CANCEL: 'cancelled',
  PAY_PROCESS_ABORTED: 'other',

  REJECT_CARD_COMPANY: 'cardRefused',
  INVALID_REJECT_CARD: 'cardRefused',
  FDS_ERROR: 'cardRefused',
  NOT_ALLOWED_POINT_USE: 'cardRefused',
  NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT: 'cardRefused',
  NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN: 'cardRefused',
  INVALID_CARD_INSTALLMENT_PLAN: 'cardRefused',
  EXCEED_MAX_CARD_INSTALLMENT_PLAN: 'cardRefused',

  REJECT_CARD_PAYMENT: 'limit',
  REJECT_ACCOUNT_PAYMENT: 'limit',
  BELOW_MINIMUM_AMOUNT: 'limit',
  EXCEED_MAX_AMOUNT: 'limit',
  EXCEED_MAX_PAYMENT_AMOUNT: 'limit',
  EXCEED_MAX_DAILY_PAYMENT_COUNT: 'limit',
  EXCEED_MAX_ONE_DAY_AMOUNT: 'limit',
  EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT: 'limit',
  EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT: 'limit',
  EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT: 'limit',

  INVALID_CARD_NUMBER: 'cardDetails',
  INVALID_CARD_EXPIRATION: 'cardDetails',
  INVALID_STOPPED_CARD: 'cardDetails',
  INVALID_CARD_LOST_OR_STOLEN: 'cardDetails',
  INVALID_PASSWORD: 'cardDetails',
  INVALID_AUTHORIZE_AUTH: 'cardDetails',
  INVALID_ACCOUNT_INFO_RE_REGISTER: 'cardDetails',
  REJECT_TOSSPAY_INVALID_ACCOUNT: 'cardDetails',
  EXCEED_MAX_AUTH_COUNT: 'cardDetails',

  NOT_AVAILABLE_BANK: 'notNow',
  NOT_AVAILABLE_PAYMENT: 'notNow',
  RESTRICTED_TRANSFER_ACCOUNT: 'notNow',

  NOT_FOUND_PAYMENT_SESSION: 'expired',
  EXPIRED_PAYMENT: 'expired',

  INVALID_REQUEST: 'ourFault',
  INVALID_API_KEY: 'ourFault',
  UNAUTHORIZED_KEY: 'ourFault',
  INCORRECT_BASIC_AUTH_FORMAT: 'ourFault',
  FORBIDDEN_REQUEST: 'ourFault',
  INVALID_UNREGISTERED_SUBMALL: 'ourFault',
  NOT_REGISTERED_BUSINESS: 'ourFault',
};

/** Whether a code, as the answer to a confirmation, settles that it took no money. */
export function isConfirmRefusal(code: string): boolean {
  return Object.hasOwn(CONFIRM_REFUSALS, code);
}

/** Whether a code stands for a fault of this site's own settings, which an operator must hear of. */
export function isOurFault(code: string): boolean {
  return failureReason(code) === 'ourFault';
}

/** The reason behind a stored code, ours or the provider's. */
export function failureReason(code: string): FailureReason {
  if (Object.hasOwn(OWN, code)) return OWN[code as OwnFailure];
  return (Object.hasOwn(CONFIRM_REFUSALS, code) && CONFIRM_REFUSALS[code]) || 'other';
}
