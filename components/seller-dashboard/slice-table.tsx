import { useTranslations } from 'next-intl';
import type { FiguresSlice } from '@/lib/selling/figures';
import { ChartTable } from './chart-card';
import { useMetricWords } from './use-metric-words';

/** The figures of all slices of a period: the metric of the chart, and the others beside it. */
export function SliceTable({
  caption,
  sliceLabel,
  slices,
  whole,
}: {
  caption: string;
  /** The kind of slice: a week, a category. */
  sliceLabel: string;
  slices: readonly { key: string; name: string; slice: FiguresSlice }[];
  whole: FiguresSlice;
}) {
  const t = useTranslations('seller.chart');
  const words = useMetricWords();
  const cells = (name: string, slice: FiguresSlice) => [
    name,
    <span key="sold" className="whitespace-nowrap">
      {words.of(slice, 'sellThrough')}
      {slice.ended > 0 ? (
        <span className="block text-xs font-normal text-soft">
          {t('soldOf', { sold: slice.sold, ended: slice.ended })}
        </span>
      ) : null}
    </span>,
    words.of(slice, 'overStart'),
    words.of(slice, 'revenue'),
  ];
  return (
    <ChartTable
      caption={caption}
      columns={[
        { label: sliceLabel },
        { label: t('columns.sellThrough'), numeric: true },
        { label: t('columns.overStart'), numeric: true },
        { label: t('columns.revenue'), numeric: true },
      ]}
      rows={slices.map(({ key, name, slice }) => ({ key, cells: cells(name, slice) }))}
      total={cells(t('total'), whole)}
    />
  );
}
