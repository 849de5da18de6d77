import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LoadMore } from '@/components/ui/load-more';
import { PageHeader } from '@/components/ui/page-header';
import { hrefOf } from '@/lib/http/query';
import type { Page } from '@/lib/paging/page';
import { SearchForm } from './search-form';

/**
 * A page of operators that shows a list: its title, the form that narrows the list, the rows, and the link to more.
 *
 * @param filter  the part of the address that narrows the list
 * @param fields  the fields of the form
 * @param empty   shown where nothing was found
 * @param rows    shows the items of the page
 */
export function SearchList<Item>({
  path,
  title,
  lead,
  filter,
  fields,
  page,
  empty,
  rows,
}: {
  path: string;
  title: string;
  lead?: string;
  filter: object;
  fields: ReactNode;
  page: Page<Item>;
  empty: { icon: ReactNode; title: string };
  rows: (items: Item[]) => ReactNode;
}) {
  return (
    <>
      <PageHeader title={title} description={lead} />
      <SearchForm
        // What is typed belongs to one search; another one starts from its own values.
        key={hrefOf(path, filter)}
        path={path}
        label={title}
        narrowed={Object.keys(filter).length > 0}
      >
        {fields}
      </SearchForm>
      {page.items.length === 0 ? (
        <Card>
          <EmptyState {...empty} />
        </Card>
      ) : (
        rows(page.items)
      )}
      <LoadMore href={page.nextCursor && hrefOf(path, { ...filter, cursor: page.nextCursor })} />
    </>
  );
}
