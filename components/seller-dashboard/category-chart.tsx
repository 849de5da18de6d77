import Big from 'big.js';
import { useLocale, useTranslations } from 'next-intl';
import type { FiguresSlice, SellerFigures } from '@/lib/selling/figures';
import { type Metric, metricOf } from '@/lib/selling/metric';
import { ChartCard } from './chart-card';
import { NothingSold } from './nothing-sold';
import { sharesOf } from './shares';
import { SliceTable } from './slice-table';
import { useMetricWords } from './use-metric-words';

/** As many bars as fit beside the other chart; the table has all. */
const BARS = 5;

/** `percent` is the length of the bar; `note` stands before the figure. */
type Row = { key: string; name: string; percent: number; figure: string; note: string };

/** A metric by category, the highest first: for revenue, the share of each category. */
export function CategoryChart({
  metric,
  categories,
  whole,
}: {
  metric: Metric;
  categories: SellerFigures['categories'];
  whole: FiguresSlice;
}) {
  const t = useTranslations('seller.chart');
  const locale = useLocale();
  const slices = categories.map(({ category, ...slice }) => ({
    key: category.slug,
    name: locale === 'ko' ? category.nameKo : category.nameEn,
    slice,
  }));
  const rows = useRows(slices, metric);
  const title = t(`categories.${metric}`);
  const table = (
    <SliceTable caption={title} sliceLabel={t('columns.category')} slices={slices} whole={whole} />
  );
  return (
    <ChartCard id="categories" title={title} table={table}>
      {rows.length === 0 ? (
        <NothingSold />
      ) : (
        <ul className="mt-3.5 flex flex-col gap-4 text-sm">
          {rows.map(({ key, ...row }) => (
            <Bar key={key} {...row} />
          ))}
        </ul>
      )}
    </ChartCard>
  );
}

type CategorySlice = { key: string; name: string; slice: FiguresSlice };

function useRows(slices: readonly CategorySlice[], metric: Metric): Row[] {
  const shareRows = useShareRows();
  const rateRows = useRateRows();
  return metric === 'revenue' ? shareRows(slices) : rateRows(slices, metric);
}

/** The share of each category in the revenue; the categories beyond the last bar share it. */
function useShareRows() {
  const t = useTranslations('seller.chart');
  const words = useMetricWords();
  return (slices: readonly CategorySlice[]): Row[] => {
    const earning = slices.filter(({ slice }) => slice.revenue.gt(0));
    const shares = sharesOf(earning.map(({ slice }) => slice.revenue));
    const all = earning.map(({ key, name, slice }, index) => ({
      key,
      name,
      revenue: slice.revenue,
      share: shares[index] ?? 0,
    }));
    const rest = all.length > BARS ? all.splice(BARS - 1) : [];
    if (rest.length > 0) {
      all.push({
        key: 'others',
        name: t('others', { count: rest.length }),
        revenue: rest.reduce((sum, one) => sum.plus(one.revenue), new Big(0)),
        share: rest.reduce((sum, one) => sum + one.share, 0),
      });
    }
    return all.map(({ revenue, share, ...row }) => ({
      ...row,
      percent: share,
      figure: words.inWords(new Big(share), 'sellThrough'),
      note: words.inWords(revenue, 'revenue'),
    }));
  };
}

/** A rate for each category that has one, as far as there are bars. */
function useRateRows() {
  const t = useTranslations('seller.chart');
  const words = useMetricWords();
  return (slices: readonly CategorySlice[], metric: Metric): Row[] => {
    const known = slices.flatMap(({ slice, ...row }) => {
      const value = metricOf(slice, metric);
      return value === null ? [] : [{ ...row, slice, value }];
    });
    const highest = known.toSorted((a, b) => b.value.cmp(a.value)).slice(0, BARS);
    const full = metric === 'sellThrough' ? new Big(100) : (highest[0]?.value ?? new Big(1));
    return highest.map(({ slice, value, ...row }) => ({
      ...row,
      percent: value.times(100).div(full).toNumber(),
      figure: words.inWords(value, metric),
      note: t('soldOf', { sold: slice.sold, ended: slice.ended }),
    }));
  };
}

function Bar({ name, percent, figure, note }: Omit<Row, 'key'>) {
  return (
    <li>
      <p className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate">{name}</span>
        <span className="num whitespace-nowrap text-soft">
          <span className="mr-2 text-xs">{note}</span>
          {figure}
        </span>
      </p>
      <span aria-hidden className="mt-1 block h-1.5 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full rounded-full bg-brand" style={{ width: `${percent}%` }} />
      </span>
    </li>
  );
}
