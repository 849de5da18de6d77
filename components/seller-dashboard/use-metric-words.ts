import type Big from 'big.js';
import { useLocale, useTranslations } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import type { Part } from '@/lib/selling/figures';
import { type Measure, measured } from '@/lib/selling/metric';

/** How figures are written: "642,000원", "82%", "1.64배", and a dash where there is nothing to measure. */
export function useMeasureWords() {
  const t = useTranslations('seller.figures');
  const locale = useLocale();

  function inWords(value: Big | null, measure: Measure): string {
    if (value === null) return t('none');
    switch (measure) {
      case 'revenue':
        return formatWon(value, locale);
      case 'sellThrough':
        return t('percent', { percent: value.toFixed(0) });
      case 'overStart':
        return t('times', { times: value.toFixed(2) });
      default:
        return measure satisfies never;
    }
  }

  return {
    inWords,
    /** The same of a part of a period. */
    of: (part: Part, measure: Measure) => inWords(measured(part, measure), measure),
  };
}
