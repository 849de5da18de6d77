'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import { type PricePoint, priceSteps } from '@/components/auction/price-steps';
import { formatWon } from '@/lib/format/money';
import { formatMoment } from '@/lib/format/time';

const WIDTH = 560;
const HEIGHT = 132;

/**
 * The rise of the price as a step line. The bid history below it holds the same as a table, so the chart is one image
 * with a sentence for people who do not see it.
 *
 * @param points  oldest first; the chart begins at the first one
 * @param until   the end of the line, in epoch milliseconds
 * @param live    whether it has the colour of national auctions
 */
export function PriceChart({
  points,
  bidCount,
  until,
  live,
}: {
  points: readonly PricePoint[];
  /** The number of all bids, of which the points may be a part. */
  bidCount: number;
  until: number;
  live: boolean;
}) {
  const t = useTranslations('auction.chart');
  const locale = useLocale();
  const gradientId = useId();
  const [first] = points;
  const last = points.at(-1);
  const course = priceSteps(points, { until, width: WIDTH, height: HEIGHT });
  if (!course || !first || !last || points.length < 2) return null;
  const from = formatWon(first.amount, locale);
  const to = formatWon(last.amount, locale);
  const time = formatMoment(first.at, { now: until, locale });
  return (
    <figure className={live ? 'text-live' : 'text-brand'}>
      <figcaption className="flex justify-between gap-3 text-xs text-soft">
        <span className="num inline-block first-letter:uppercase">{t('start', { time, amount: from })}</span>
        <span className="num font-semibold text-ink">{to}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={t('summary', { from, to, count: bidCount })}
        viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`}
        preserveAspectRatio="none"
        className="mt-2 block h-28 w-full overflow-visible md:h-34"
      >
        <linearGradient id={gradientId} x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor="currentColor" stopOpacity=".18" />
          <stop offset="1" stopColor="currentColor" stopOpacity="0" />
        </linearGradient>
        <path d={course.area} fill={`url(#${gradientId})`} />
        <path
          d={course.line}
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </figure>
  );
}
