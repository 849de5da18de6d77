import type { Locale } from '@/lib/i18n/locale';
import { englishNumber } from './english-number';
import { koreanNumber } from './korean-number';
import type { Amount } from './money';

/** An amount in words, to be read before money moves: "오만 이천 원", "fifty-two thousand won". */
export function amountInWords(amount: Amount, locale: Locale): string {
  const value = Number(String(amount));
  return locale === 'ko' ? `${koreanNumber(value)} 원` : `${englishNumber(value)} won`;
}
