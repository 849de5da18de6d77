import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';

/**
 * A chart on a card that can be read as a table instead. The browser's own `details` does it, and therefore it works without a
 * script; the picture is hidden when the table is open.
 */
export function ChartCard({
  id,
  title,
  table,
  children,
}: {
  id: string;
  title: string;
  table: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('seller.chart');
  return (
    <Card asChild>
      <section aria-labelledby={id} className="group/chart relative flex flex-col p-4 md:px-5 md:py-4.5">
        <h2 id={id} className="pr-28 text-base font-bold">
          {title}
        </h2>
        <details className="group/table">
          <summary className="absolute top-1 right-1 inline-flex min-h-11 list-none items-center rounded-sm px-3 text-xs text-soft hover:text-ink md:top-2 md:right-2 [&::-webkit-details-marker]:hidden">
            <span className="sr-only">{title}: </span>
            <span className="group-open/table:hidden">{t('asTable')}</span>
            <span className="hidden group-open/table:inline">{t('asChart')}</span>
          </summary>
          <div className="mt-3">{table}</div>
        </details>
        <div className="flex flex-1 flex-col group-has-[details[open]]/chart:hidden">{children}</div>
      </section>
    </Card>
  );
}

export type ChartColumn = { label: string; numeric?: boolean };
export type Row = { key: string; cells: readonly ReactNode[] };

/** The figures of a chart; the last row may contain their totals. */
export function ChartTable({
  caption,
  columns,
  rows,
  total,
}: {
  caption: string;
  columns: readonly ChartColumn[];
  rows: readonly Row[];
  total?: readonly ReactNode[];
}) {
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line text-xs text-soft">
          {columns.map((column) => (
            <th key={column.label} scope="col" className={cellClasses(column)}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className="border-b border-line last:border-b-0">
            <Cells cells={row.cells} columns={columns} />
          </tr>
        ))}
      </tbody>
      {total ? (
        <tfoot>
          <tr className="border-t border-line-strong font-bold">
            <Cells cells={total} columns={columns} bold />
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

function Cells({
  cells,
  columns,
  bold = false,
}: {
  cells: readonly ReactNode[];
  columns: readonly ChartColumn[];
  bold?: boolean;
}) {
  return columns.map((column, index) =>
    index === 0 ? (
      <th
        key={column.label}
        scope="row"
        className={cn(cellClasses(column), 'font-normal', bold && 'font-bold')}
      >
        {cells[index]}
      </th>
    ) : (
      <td key={column.label} className={cellClasses(column)}>
        {cells[index]}
      </td>
    ),
  );
}

function cellClasses({ numeric }: ChartColumn): string {
  return `py-2 ${numeric ? 'num pl-3 text-right' : 'text-left'}`;
}
