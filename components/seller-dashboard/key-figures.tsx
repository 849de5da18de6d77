import type Big from 'big.js';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Stat, StatGrid } from '@/components/ui/stat';
import { formatAgo } from '@/lib/format/time';
import type { FiguresSlice, SellerFigures } from '@/lib/selling/figures';
import type { Metric } from '@/lib/selling/metric';
import type { SellingPeriod } from '@/lib/selling/period';
import { changeOf } from './shares';
import { useMetricWords } from './use-metric-words';

type Note = { note: ReactNode; tone: 'soft' | 'up' | 'down' | 'amber' };

/**
 * The four figures that a seller looks at first, each with a comparison. The figures that have a chart
 * select the metric of the charts.
 */
export function KeyFigures({
  figures,
  whole,
  period,
  metric,
  hrefOf,
}: {
  figures: SellerFigures;
  whole: FiguresSlice;
  period: SellingPeriod;
  /** The metric of the charts. */
  metric: Metric;
  hrefOf: (metric: Metric) => string;
}) {
  const t = useTranslations('seller.figures');
  const words = useMetricWords();
  const { revenue, ended, sold, overStart } = figures;
  const charted = (one: Metric) => ({
    label: <ChartLink href={hrefOf(one)} label={t(one)} chosen={one === metric} />,
    value: words.of(whole, one),
    className: cn(
      'relative transition-colors duration-150 hover:border-line-strong',
      one === metric && 'border-brand ring-1 ring-brand ring-inset hover:border-brand',
    ),
  });
  return (
    <section aria-label={t('label')}>
      <StatGrid>
        <Stat {...charted('revenue')} {...useRevenueNote(revenue, period)} />
        <Stat
          {...charted('sellThrough')}
          note={ended.now === 0 ? t('nothingEnded') : t('soldOf', { ended: ended.now, sold: sold.now })}
        />
        <Stat {...charted('overStart')} {...useOverStartNote(overStart)} />
        <QuestionStat figures={figures} />
      </StatGrid>
    </section>
  );
}

/** The name of a figure, whose whole card links to its charts. */
function ChartLink({ href, label, chosen }: { href: string; label: string; chosen: boolean }) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={chosen ? 'true' : undefined}
      className="after:absolute after:inset-0 after:rounded-lg"
    >
      {label}
    </Link>
  );
}

function useRevenueNote({ now, before }: SellerFigures['revenue'], period: SellingPeriod): Note {
  const t = useTranslations('seller.figures');
  const stretch = t(`before.${period}`);
  const change = changeOf({ now, before });
  if (change === null) {
    return { note: now.eq(0) ? t('nothingSold') : t('noneBefore'), tone: 'soft' };
  }
  if (change === 0) return { note: t('same', { period: stretch }), tone: 'soft' };
  return {
    note: (
      <Change up={change > 0}>
        {t('percent', { percent: Math.abs(change) })} {t('than', { period: stretch })}
      </Change>
    ),
    tone: change > 0 ? 'up' : 'down',
  };
}

function useOverStartNote({ now, before }: { now: Big | null; before: Big | null }): Note {
  const t = useTranslations('seller.figures');
  if (now === null) return { note: t('nothingSold'), tone: 'soft' };
  if (before === null || now.eq(before)) return { note: null, tone: 'soft' };
  const change = now.minus(before);
  return {
    note: <Change up={change.gt(0)}>{change.abs().toFixed(2)}</Change>,
    tone: change.gt(0) ? 'up' : 'down',
  };
}

function Change({ up, children }: { up: boolean; children: ReactNode }) {
  const t = useTranslations('seller.figures');
  return (
    <>
      <span aria-hidden>{up ? '▲ ' : '▼ '}</span>
      {children}
      <span className="sr-only"> {t(up ? 'up' : 'down')}</span>
    </>
  );
}

function QuestionStat({ figures: { questions, serverTime } }: { figures: SellerFigures }) {
  const t = useTranslations('seller.figures');
  const locale = useLocale();
  const { waiting, oldestAt } = questions;
  if (!oldestAt) return <Stat label={t('questions')} value={waiting} note={t('allAnswered')} />;
  return (
    <Stat
      label={t('questions')}
      value={
        <Link href="#questions" className="underline-offset-4 hover:underline">
          {waiting}
        </Link>
      }
      note={t('oldest', { ago: formatAgo(oldestAt, { now: serverTime, locale }) })}
      tone="amber"
    />
  );
}
