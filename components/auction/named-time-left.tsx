'use client';

import { useTranslations } from 'next-intl';
import { useHasPassed } from '@/lib/live/server-clock';
import { TimeLeft } from './time-left';

/** The time left with its name; once nothing is left, that the end is being checked. */
export function NamedTimeLeft({ until, serverTime }: { until: string; serverTime: string }) {
  const t = useTranslations('auction');
  if (useHasPassed(until, serverTime)) return <span>{t('state.closing')}</span>;
  return (
    <>
      {t('panel.timeLeft')}{' '}
      <b className="text-ink">
        <TimeLeft until={until} serverTime={serverTime} />
      </b>
    </>
  );
}
