import type { Locale } from '@/lib/i18n/locale';

/** A time to wait, as people say it, rounded up: `45초`, `6분`, `6 minutes`. */
export function waitInWords(seconds: number, locale: Locale): string {
  const [unit, count] =
    seconds < 60
      ? ['second', seconds]
      : seconds <= 60 * 60
        ? ['minute', Math.ceil(seconds / 60)]
        : ['hour', Math.ceil(seconds / 3600)];
  const style = { style: 'unit', unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale, { ...style, unit }).format(Math.max(1, count));
}

/**
 * An exact length of time as people say it: `60초`, `5분`, `60분`.
 *
 * @param unitDisplay  `short` for places with little room: `60 sec`
 */
export function spanInWords(
  seconds: number,
  locale: Locale,
  { unitDisplay = 'long' }: { unitDisplay?: 'long' | 'short' } = {},
): string {
  const inMinutes = seconds >= 120 && seconds % 60 === 0;
  const unit = inMinutes ? 'minute' : 'second';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(
    inMinutes ? seconds / 60 : seconds,
  );
}
