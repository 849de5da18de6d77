import { useTranslations } from 'next-intl';
import { PLAIN_REFUSALS } from './plain-refusals';

/** The outcome of an attempt in a few words: accepted, or why not, with the code that programs read. */
export function OutcomeName({ code }: { code: string | null }) {
  const t = useTranslations('receipt');
  if (code === null) return t('accepted');
  const named = NAMED.find((one) => one === code);
  return named ? `${t(`codes.${named}`)} (${code})` : code;
}

const NAMED = ['BID_TOO_LOW', ...PLAIN_REFUSALS] as const;
