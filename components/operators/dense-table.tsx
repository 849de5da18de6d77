import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

export type Column<Row> = {
  /** The heading of the column; also its React key. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** Whether it holds a figure: at the right, in figures of equal width. */
  numeric?: boolean;
  /** Whether it names the subject of the row: on a phone it is the head of the card, without the column's name. */
  lead?: boolean;
  /** Whether it takes the whole width of the card on a phone. */
  wide?: boolean;
};

/**
 * A table for people who look at many rows. On a phone each row is a card with the columns' names over the values. The
 * roles are written out, because a browser drops them when a table is displayed as something else.
 */
export function DenseTable<Row extends { id: string }>({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}) {
  return (
    <div className="md:overflow-x-auto md:rounded-lg md:border md:border-line md:bg-surface">
      {/* biome-ignore-start lint/a11y/noRedundantRoles: they are lost with `display: block` */}
      {/* biome-ignore-start lint/a11y/useSemanticElements: it is a table */}
      <table role="table" aria-label={label} className="w-full border-collapse text-sm max-md:block">
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row">
            {columns.map(({ header, numeric }) => (
              <th
                key={header}
                role="columnheader"
                scope="col"
                className={cn(
                  'border-b border-line px-3 py-2.5 text-left text-xs font-medium whitespace-nowrap text-soft first:pl-4 last:pr-4',
                  numeric && 'text-right',
                )}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:flex max-md:flex-col max-md:gap-2.5">
          {rows.map((row) => (
            <tr
              key={row.id}
              role="row"
              className="border-b border-line last:border-b-0 max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-2 max-md:rounded-lg max-md:border max-md:bg-surface max-md:px-4 max-md:py-3 max-md:last:border-b"
            >
              {columns.map(({ header, cell, numeric, lead, wide }) => (
                <td
                  key={header}
                  role="cell"
                  className={cn(
                    'px-3 py-2 align-middle first:pl-4 last:pr-4 max-md:min-w-0 max-md:p-0 max-md:first:pl-0 max-md:last:pr-0',
                    numeric && 'num text-right max-md:text-left max-md:whitespace-normal',
                    (lead || wide) && 'max-md:col-span-2',
                    lead && 'max-md:text-base max-md:font-semibold',
                  )}
                >
                  {lead ? null : (
                    <span aria-hidden className="block text-xs font-normal text-soft md:hidden">
                      {header}
                    </span>
                  )}
                  <div className="min-w-0">{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/useSemanticElements: it is a table */}
      {/* biome-ignore-end lint/a11y/noRedundantRoles: they are lost with `display: block` */}
    </div>
  );
}

/** A link in a table. */
export const rowLinkClasses =
  'inline-flex min-h-6 items-center font-semibold underline-offset-4 hover:underline';

/** The link to the subject of a row: on a phone it is as high as a finger. */
export const leadLinkClasses = `${rowLinkClasses} max-md:min-h-11`;
