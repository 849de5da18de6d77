import type { Locale } from '@/lib/i18n/locale';
import { KST_OFFSET_MS, koreanClock } from '@/lib/korean-clock';

/** The forms of a time: a Date inside, ISO 8601 from JSON, epoch milliseconds from a clock. */
export type Instant = Date | string | number;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/*
 * These words are here and not in `messages/`, because the functions are pure: the same ones run in a ticking
 * clock in the browser and in a mail from the worker, where there is no translator.
 */
const WORDS = {
  ko: {
    now: '방금',
    ago: {
      minute: (n: number) => `${n}분 전`,
      hour: (n: number) => `${n}시간 전`,
      day: (n: number) => `${n}일 전`,
    },
    left: {
      minute: (n: number) => `${n}분`,
      hour: (n: number) => `${n}시간`,
      day: (n: number) => `${n}일`,
    },
    today: '오늘',
    tomorrow: '내일',
    yesterday: '어제',
  },
  en: {
    now: 'just now',
    ago: {
      minute: (n: number) => `${n} min ago`,
      hour: (n: number) => `${n} hr ago`,
      day: (n: number) => (n === 1 ? '1 day ago' : `${n} days ago`),
    },
    left: {
      minute: (n: number) => `${n} min`,
      hour: (n: number) => `${n} hr`,
      day: (n: number) => (n === 1 ? '1 day' : `${n} days`),
    },
    today: 'today',
    tomorrow: 'tomorrow',
    yesterday: 'yesterday',
  },
} as const;

/** Date and time in Korea: "2026.11.20 18:00"; in English with "KST" behind it. */
export function formatDateTime(instant: Instant, locale: Locale): string {
  const text = `${formatDate(instant)} ${formatClock(instant)}`;
  return locale === 'ko' ? text : `${text} KST`;
}

/** The day in Korea: "2026.11.20". */
export function formatDate(instant: Instant): string {
  const { year, month, day } = koreanParts(instant);
  return `${year}.${pad(month)}.${pad(day)}`;
}

/** The time of day in Korea: "18:00". */
export function formatClock(instant: Instant): string {
  const { hour, minute } = koreanParts(instant);
  return `${pad(hour)}:${pad(minute)}`;
}

/** The time of day in Korea to the millisecond: "18:00:05.123". */
export function formatClockMs(instant: Instant): string {
  return koreanClock(toMs(instant)).slice('2026-11-20T'.length);
}

/**
 * How long ago something happened, up to a week; after that the date and time.
 *
 * @param now  the server's clock if there is one; a later moment counts as now
 */
export function formatAgo(instant: Instant, { now, locale }: { now: Instant; locale: Locale }): string {
  const elapsedMs = toMs(now) - toMs(instant);
  const words = WORDS[locale];
  if (elapsedMs < MINUTE_MS) return words.now;
  if (elapsedMs < HOUR_MS) return words.ago.minute(Math.floor(elapsedMs / MINUTE_MS));
  if (elapsedMs < DAY_MS) return words.ago.hour(Math.floor(elapsedMs / HOUR_MS));
  if (elapsedMs < WEEK_MS) return words.ago.day(Math.floor(elapsedMs / DAY_MS));
  return formatDateTime(instant, locale);
}

/**
 * A moment near today by the Korean calendar: "오늘 18:30", "내일 09:00", "어제 21:00", otherwise date and time.
 */
export function formatMoment(instant: Instant, { now, locale }: { now: Instant; locale: Locale }): string {
  const days = koreanDay(instant) - koreanDay(now);
  const words = WORDS[locale];
  const name = { '-1': words.yesterday, '0': words.today, '1': words.tomorrow }[String(days)];
  return name ? `${name} ${formatClock(instant)}` : formatDateTime(instant, locale);
}

/**
 * Time left: to the second in the last hour ("03:24"), then "2시간 10분", then "3일".
 *
 * @param leftMs  milliseconds; negative values show as "00:00", because only the server decides that it is over
 */
export function formatTimeLeft(leftMs: number, locale: Locale): string {
  const left = Math.max(0, leftMs);
  const words = WORDS[locale].left;
  if (left < HOUR_MS) {
    // Rounded up, so that the clock shows 00:00 only when nothing is left.
    const seconds = Math.min(Math.ceil(left / SECOND_MS), 3599);
    return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
  }
  if (left < DAY_MS) {
    const hours = words.hour(Math.floor(left / HOUR_MS));
    const minutes = Math.floor((left % HOUR_MS) / MINUTE_MS);
    return minutes === 0 ? hours : `${hours} ${words.minute(minutes)}`;
  }
  return words.day(Math.floor(left / DAY_MS));
}

/** A time for machines, as in a `datetime` attribute. */
export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
}

function toMs(instant: Instant): number {
  return typeof instant === 'number' ? instant : new Date(instant).getTime();
}

/** Days since the epoch by the Korean calendar. */
function koreanDay(instant: Instant): number {
  return Math.floor((toMs(instant) + KST_OFFSET_MS) / DAY_MS);
}

function koreanParts(instant: Instant) {
  const shifted = new Date(toMs(instant) + KST_OFFSET_MS);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  };
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
