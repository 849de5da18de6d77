import Big from 'big.js';
import { Download } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { FiguresSlice, SellerFigures } from '@/lib/selling/figures';
import { type Metric, metricOf } from '@/lib/selling/metric';
import { type SellingPeriod, stepOf } from '@/lib/selling/period';
import { ChartCard } from './chart-card';
import { NothingSold } from './nothing-sold';
import { SliceTable } from './slice-table';
import { stepLabel, stepName } from './step-label';
import { useMetricWords } from './use-metric-words';

const ZERO = new Big(0);
const HUNDRED = new Big(100);

/** Room for the amount above the highest bar. */
const TALLEST_PERCENT = 86;
const SHORTEST_PERCENT = 2;

/** A metric by day, week or month; the current one is highlighted. Drawn by the server, without a script. */
export function StepChart({
  period,
  metric,
  steps,
  whole,
}: {
  period: SellingPeriod;
  metric: Metric;
  steps: SellerFigures['steps'];
  whole: FiguresSlice;
}) {
  const t = useTranslations('seller.chart');
  const locale = useLocale();
  const words = useMetricWords();
  const step = stepOf(period);
  const title = t(`steps.${metric}.${step}`);
  const values = steps.map((one) => metricOf(one, metric) ?? ZERO);
  const best = values.reduce((held, value) => (value.gt(held) ? value : held));
  const bestStep = steps[values.indexOf(best)];
  const heights = values.map((value) => heightOf(value, metric === 'sellThrough' ? HUNDRED : best));
  const table = (
    <>
      <SliceTable
        caption={title}
        sliceLabel={t(`columns.${step}`)}
        slices={steps.map((one) => ({ key: one.day, name: stepName(one.day, step, locale), slice: one }))}
        whole={whole}
      />
      <Button asChild variant="outline" block className="mt-3">
        <a href={`/seller/sales.csv?period=${period}`} download>
          <Download aria-hidden />
          {t('csv')}
        </a>
      </Button>
    </>
  );
  return (
    <ChartCard id="steps" title={title} table={table}>
      {best.eq(0) || !bestStep ? (
        <NothingSold />
      ) : (
        <div
          role="img"
          aria-label={t('summary', {
            total: words.of(whole, metric),
            best: stepName(bestStep.day, step, locale),
            amount: words.inWords(best, metric),
          })}
          className="mt-2 flex flex-1 flex-col justify-end"
        >
          <div className="relative h-44 md:h-56">
            <Lines />
            <div className="absolute inset-0 flex px-1 md:px-4">
              {steps.map((one, index) => (
                <Bar
                  key={one.day}
                  percent={heights[index] ?? 0}
                  amount={words.of(one, metric)}
                  amountPercent={Math.max(...heights.slice(-3))}
                  present={index === steps.length - 1}
                  place={index < 2 ? 'start' : index >= steps.length - 2 ? 'end' : 'middle'}
                />
              ))}
            </div>
          </div>
          <div className="flex px-1 md:px-4">
            {steps.map((one) => (
              <span
                key={one.day}
                className="num flex-1 pt-1.5 text-center text-xs text-soft max-md:text-[0.6875rem]"
              >
                {stepLabel(one.day, step, locale)}
              </span>
            ))}
          </div>
        </div>
      )}
    </ChartCard>
  );
}

function Lines() {
  return (
    <div
      className="absolute inset-x-0 bottom-0 flex flex-col justify-between"
      style={{ height: `${TALLEST_PERCENT}%` }}
    >
      {['top', 'upper', 'lower', 'bottom'].map((line) => (
        <span key={line} className="border-t border-line" />
      ))}
    </div>
  );
}

const PLACES = { start: 'left-0', middle: 'left-1/2 -translate-x-1/2', end: 'right-0' } as const;

/** In percent of the height. A small bar beside large ones is still visible. */
function heightOf(value: Big, tallest: Big): number {
  if (value.eq(0)) return 0;
  return Math.max(value.div(tallest).times(TALLEST_PERCENT).toNumber(), SHORTEST_PERCENT);
}

/**
 * The amount stands above the current bar; above another bar while the pointer is over it.
 *
 * @param amountPercent  the height at which the amount stands, so that it covers no neighbouring bar
 */
function Bar({
  percent,
  amount,
  amountPercent,
  present,
  place,
}: {
  percent: number;
  amount: string;
  amountPercent: number;
  present: boolean;
  place: keyof typeof PLACES;
}) {
  if (percent === 0) return <span className="flex-1" />;
  return (
    <span className="group/bar relative flex flex-1 items-end justify-center">
      <span
        className={cn(
          'w-[54%] max-w-9 rounded-[6px] bg-brand transition-opacity duration-150',
          !present && 'opacity-35 group-hover/bar:opacity-70',
        )}
        style={{ height: `${percent}%` }}
      />
      <span
        className={cn(
          'num pointer-events-none absolute pb-1 text-xs font-bold md:text-sm',
          PLACES[place],
          !present && 'z-10 rounded-sm bg-surface px-1 opacity-0 group-hover/bar:opacity-100',
        )}
        style={{ bottom: `${present ? amountPercent : percent}%` }}
      >
        {amount}
      </span>
    </span>
  );
}
