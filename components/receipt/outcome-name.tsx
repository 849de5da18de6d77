import { useTranslations } from 'next-intl';

/** The outcome of an attempt in a few words: accepted, or why not, with the code that programs read. */
export function OutcomeName({ code }: { code: string | null }) {
  const t = useTranslations('receipt');
  if (code === null) return t('accepted');
  const named = NAMED.find((one) => one === code);
  return named ? `${t(`codes.${named}`)} (${code})` : code;
}

/** The codes that a record can hold. */
const NAMED = [
  'BID_TOO_LOW',
  'BID_NOT_ON_STEP',
  'ABOVE_BUY_NOW',
  'BID_LIMIT',
  'INSUFFICIENT_BALANCE',
  'OWN_AUCTION',
  'FORBIDDEN',
  'AUCTION_NOT_ACTIVE',
  'AUCTION_ENDED',
  'BUY_NOW_UNAVAILABLE',
  'HAS_BIDS',
  'NOT_FOUND',
] as const;
