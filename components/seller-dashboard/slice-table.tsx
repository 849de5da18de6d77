import { useTranslations } from 'next-intl';
import type { Part } from '@/lib/selling/figures';
import { ChartTable } from './chart-card';
import { useMeasureWords } from './use-metric-words';

/** The figures of all parts of a period: what their chart shows, and the others beside it. */
export function PartTable({
  caption,
  partLabel,
  parts,
  whole,
}: {
  caption: string;
  /** What a part is: a week, a category. */
  partLabel: string;
  parts: readonly { key: string; name: string; part: Part }[];
  whole: Part;
}) {
  const t = useTranslations('seller.chart');
  const words = useMeasureWords();
  const cells = (name: string, part: Part) => [
    name,
    <span key="sold" className="whitespace-nowrap">
      {words.of(part, 'sellThrough')}
      {part.ended > 0 ? (
        <span className="block text-xs font-normal text-soft">
          {t('soldOf', { sold: part.sold, ended: part.ended })}
        </span>
      ) : null}
    </span>,
    words.of(part, 'overStart'),
    words.of(part, 'revenue'),
  ];
  return (
    <ChartTable
      caption={caption}
      columns={[
        { label: partLabel },
        { label: t('columns.sellThrough'), numeric: true },
        { label: t('columns.overStart'), numeric: true },
        { label: t('columns.revenue'), numeric: true },
      ]}
      rows={parts.map(({ key, name, part }) => ({ key, cells: cells(name, part) }))}
      total={cells(t('total'), whole)}
    />
  );
}
