'use client';

import { Clock } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Pill } from '@/components/ui/pill';
import { formatMoment, formatTimeLeft } from '@/lib/format/time';
import { useHasPassed, useServerNow } from '@/lib/live/server-clock';

/** Within this time the seconds are shown, and amber says that the end is near. */
export const LAST_HOUR_MS = 60 * 60 * 1000;

/**
 * The time left until a moment, ticking: "03:24", "2시간 10분", "3일"; a word once nothing is left.
 *
 * @param coarse  shows only whole hours above one hour, for places with little room
 */
export function TimeLeft({
  until,
  serverTime,
  coarse = false,
}: {
  until: string;
  serverTime: string;
  coarse?: boolean;
}) {
  const t = useTranslations('auction.card');
  const locale = useLocale();
  const left = Date.parse(until) - useServerNow(serverTime);
  const shown = coarse && left > LAST_HOUR_MS ? left - (left % LAST_HOUR_MS) : left;
  return (
    <span translate="no" className="num">
      {left > 0 ? formatTimeLeft(shown, locale) : t('timeOver')}
    </span>
  );
}

/** The time left on the corner of a picture: quiet while there is time, amber with a clock in the last hour. */
export function TimeLeftPill({ until, serverTime }: { until: string; serverTime: string }) {
  const t = useTranslations('auction.card');
  const locale = useLocale();
  const left = Date.parse(until) - useServerNow(serverTime);
  if (left <= 0) return <Pill tone="paper">{t('timeOver')}</Pill>;
  const soon = left < LAST_HOUR_MS;
  const time = formatTimeLeft(left, locale);
  return (
    <Pill tone={soon ? 'soon' : 'paper'} className="num">
      {soon ? <Clock aria-hidden /> : null}
      <span aria-hidden>{time}</span>
      <span className="sr-only">{t('left', { time })}</span>
    </Pill>
  );
}

/** The time at which an auction begins; from then on its children, which say that it runs. */
export function UntilStart({
  startTime,
  serverTime,
  children,
}: {
  startTime: string;
  serverTime: string;
  children: ReactNode;
}) {
  const t = useTranslations('auction.card');
  const locale = useLocale();
  if (useHasPassed(startTime, serverTime)) return children;
  return (
    <Pill tone="ink" className="num">
      {t('startsAt', { time: formatMoment(startTime, { now: serverTime, locale }) })}
    </Pill>
  );
}
