import type { Locale } from '@/lib/i18n/locale';
import type { SellingStep } from '@/lib/selling/period';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The name of a bar: "11/16" for a day or the Monday of a week, "11월" or "Nov" for a month.
 *
 * @param day  the first day of the step, "2026-11-16"
 */
export function stepLabel(day: string, step: SellingStep, locale: Locale): string {
  if (step !== 'month') return monthAndDay(dateOf(day));
  return monthFormat[locale].format(dateOf(day));
}

/** The same with the whole step: "11/16 – 11/22", "2026년 11월". */
export function stepName(day: string, step: SellingStep, locale: Locale): string {
  const date = dateOf(day);
  if (step === 'month') return yearFormat[locale].format(date);
  if (step === 'day') return monthAndDay(date);
  return `${monthAndDay(date)} – ${monthAndDay(new Date(date.getTime() + 6 * DAY_MS))}`;
}

/** A calendar day has no time of day: midnight in UTC stands for it. */
function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function monthAndDay(date: Date): string {
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}`;
}

const monthFormat: Record<Locale, Intl.DateTimeFormat> = {
  ko: new Intl.DateTimeFormat('ko-KR', { month: 'short', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' }),
};

const yearFormat: Record<Locale, Intl.DateTimeFormat> = {
  ko: new Intl.DateTimeFormat('ko-KR', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-US', { year: 'numeric', month: 'short', timeZone: 'UTC' }),
};
