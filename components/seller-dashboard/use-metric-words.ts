import type Big from 'big.js';
import { useLocale, useTranslations } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import type { FiguresSlice } from '@/lib/selling/figures';
import { type Metric, metricOf } from '@/lib/selling/metric';

/** The figures as text: "642,000원", "82%", "1.64배", and a dash if there is no value. */
export function useMetricWords() {
  const t = useTranslations('seller.figures');
  const locale = useLocale();

  function inWords(value: Big | null, metric: Metric): string {
    if (value === null) return t('none');
    switch (metric) {
      case 'revenue':
        return formatWon(value, locale);
      case 'sellThrough':
        return t('percent', { percent: value.toFixed(0) });
      case 'overStart':
        return t('times', { times: value.toFixed(2) });
      default:
        return metric satisfies never;
    }
  }

  return {
    inWords,
    /** The text for a slice of a period. */
    of: (slice: FiguresSlice, metric: Metric) => inWords(metricOf(slice, metric), metric),
  };
}
